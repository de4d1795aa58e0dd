public import SoleGait

/// What the runner is told of form. The raw values are those of the contract's `feedback_kind`.
public enum FormKind: UInt8, CaseIterable, Sendable {
  case cadenceLow, overstriding, heavyImpact, heelStrike, excessPronation, rhythmUneven
  case fatigueContact, fatigueCadence

  /// Whether less than the limit is what is wrong.
  var isLowerWorse: Bool { self == .cadenceLow }
}

/// What is told: what was seen, and what it was held against, in the kind's unit.
public struct FormNote: Equatable, Sendable {
  public var kind: FormKind
  public var value: Int32
  public var limit: Int32
  /// Of advice: share of the strides past the limit, in 0.1 %.
  public var shareTenths: UInt16 = 0
}

/// The rules' settings; 0: the rule's own.
public struct FormSettings: Sendable {
  /// A bit for each kind.
  public var enabled: UInt8 = 0
  public var intervalSeconds: UInt32 = 0
  public var legLengthMillimetres: UInt32 = 900
  public var cadenceTenths: Int32 = 0
  public var overstridePercent: UInt32 = 0
  public var impactHundredths: Int32 = 0
  public var heelStrikeMillimetresPerSecond: UInt16 = 0
  public var pronationTenths: Int32 = 0

  public init() {}
}

/// Holds the strides of a run to the rules of protocols/shoe.md, and tells what is past a limit with
/// the stride that made it so.
public struct FormCoach: Sendable {
  /// Most notes that leave with one stride; what is left waits for the next.
  public static let notesPerStride = 2

  private static let defaultIntervalSeconds: UInt32 = 30
  private static let overstridePercent: UInt32 = 45
  private static let impactHundredths: Int32 = 1300
  private static let heelStrikeMillimetresPerSecond: UInt16 = 4000
  private static let pronationTenths: Int32 = 180
  /// The strides whose means later ones are held against: from the second minute of a run on.
  private static let firstOfBaseline: UInt32 = 60
  private static let lastOfBaseline: UInt32 = 360
  /// Past what is fatigue, in 0.1 %.
  private static let contactTenths: Int32 = 50
  private static let cadenceTenths: Int32 = 30
  /// Least spread of stride times that counts as uneven, in 0.1 %.
  private static let rhythmTenths: Int32 = 30

  private let settings: FormSettings
  private let rateHertz: UInt32
  private var rules = InlineArray<8, FormRule>(repeating: FormRule())
  private var strides: UInt32 = 0
  private var baseline = Baseline()
  private var lastNumber: UInt32 = 0
  private var lastTime: Int32 = 0

  /// Sums over the first minutes.
  private struct Baseline: Sendable {
    var count: UInt32 = 0
    var contact: UInt32 = 0
    var time: UInt32 = 0
    var speed: UInt32 = 0
    var jumps: UInt32 = 0
    var jumpCount: UInt32 = 0
  }

  @inline(__always)
  public init(_ settings: FormSettings, rateHertz: UInt32) {
    self.settings = settings
    self.rateHertz = rateHertz
  }

  /// Takes in a stride; only running is judged, and of that what can be trusted.
  @inline(never)
  public mutating func take(_ stride: SoleGait.Stride) {
    guard settings.enabled != 0, StrideTrust(stride).hasForm else { return }
    strides.addHeld(1)
    takeCadence(stride)
    takeOverstride(stride)
    takeImpact(stride)
    if StrideTrust(stride).hasTrueAngles {
      takeHeelStrike(stride)
      takePronation(stride)
    }
    let jump = self.jump(stride)
    if strides > Self.firstOfBaseline, strides <= Self.lastOfBaseline {
      addToBaseline(stride, jump)
    } else if strides > Self.lastOfBaseline {
      takeRhythm(jump)
      takeFatigue(stride)
    }
  }

  /// What is to be told now, one at a time.
  ///
  /// - Parameter now: sample time, in samples.
  @inline(never)
  public mutating func nextNote(now: UInt32) -> FormNote? {
    let seconds =
      settings.intervalSeconds == 0 ? Self.defaultIntervalSeconds : settings.intervalSeconds
    for kind in FormKind.allCases where isEnabled(kind) {
      let index = Int(kind.rawValue)
      if rules[index].takeTelling(now: now, interval: seconds * rateHertz) {
        return note(kind, rules[index].excess, rules[index].limit, share: 0)
      }
    }
    return nil
  }

  /// What the run shows of a kind, at its end.
  @inline(never)
  public mutating func advice(_ kind: FormKind) -> FormNote? {
    guard isEnabled(kind), let found = rules[Int(kind.rawValue)].advice else { return nil }
    return note(kind, found.excess, found.limit, share: found.share)
  }

  private func note(
    _ kind: FormKind, _ excess: Int32, _ limit: Int32, share: UInt16
  ) -> FormNote {
    let value = kind.isLowerWorse ? limit - excess : limit + excess
    return FormNote(kind: kind, value: value, limit: limit, shareTenths: share)
  }

  private func isEnabled(_ kind: FormKind) -> Bool { settings.enabled >> kind.rawValue & 1 == 1 }

  private mutating func take(
    _ kind: FormKind, _ value: Int32, limit: Int32, margin: Int32, shift: Int32 = 3
  ) {
    let excess = kind.isLowerWorse ? limit - value : value - limit
    rules[Int(kind.rawValue)].take(excess: excess, limit: limit, margin: margin, shift: shift)
  }

  // MARK: Rules

  /// Below 92 % of what runners take at a speed: 150 + 2 v + v² steps/min with v in m/s.
  private mutating func takeCadence(_ stride: SoleGait.Stride) {
    let speed = Int32(stride.speedMillimetresPerSecond)
    // In 0.1 steps/min; 11 m/s bound the square.
    let held = min(speed, 11_000)
    let usual = 1500 + held / 50 + held * held / 100_000
    let limit = settings.cadenceTenths > 0 ? settings.cadenceTenths : usual * 92 / 100
    take(
      .cadenceLow, Int32(stride.cadenceTenthsPerMinute), limit: limit, margin: limit / 50)
  }

  /// How far the body travels from contact to midstance, where it is over the foot.
  private mutating func takeOverstride(_ stride: SoleGait.Stride) {
    let percent =
      settings.overstridePercent == 0 ? Self.overstridePercent : settings.overstridePercent
    let limit = Int32(settings.legLengthMillimetres * percent / 100)
    let time = UInt64(stride.endMidstance &- stride.initialContact)
    let ahead = UInt64(stride.speedMillimetresPerSecond) * time / UInt64(16 * rateHertz)
    take(.overstriding, Int32(clamping: ahead), limit: limit, margin: limit / 20)
  }

  private mutating func takeImpact(_ stride: SoleGait.Stride) {
    let limit = settings.impactHundredths > 0 ? settings.impactHundredths : Self.impactHundredths
    take(.heavyImpact, Int32(stride.impactHundredthsG), limit: limit, margin: limit / 10)
  }

  private mutating func takeHeelStrike(_ stride: SoleGait.Stride) {
    let setting = settings.heelStrikeMillimetresPerSecond
    let fast = setting > 0 ? setting : Self.heelStrikeMillimetresPerSecond
    guard stride.speedMillimetresPerSecond >= fast else { return }
    let limit = Int32(StrikeClass.rearfootTenthDegrees)
    take(.heelStrike, Int32(stride.strikeAngleTenthDegrees), limit: limit, margin: 20)
  }

  private mutating func takePronation(_ stride: SoleGait.Stride) {
    let limit = settings.pronationTenths > 0 ? settings.pronationTenths : Self.pronationTenths
    take(.excessPronation, Int32(stride.pronationTenthDegrees), limit: limit, margin: limit / 20)
  }

  /// How much a stride's time differs from that of the one before it, in 0.1 %; nil where the one
  /// before was not judged.
  private mutating func jump(_ stride: SoleGait.Stride) -> Int32? {
    let time = Int32(stride.strideTimeTenthMilliseconds)
    let isNext = stride.number == lastNumber &+ 1 && lastTime > 0 && time > 0
    let difference = abs(time - lastTime)
    (lastNumber, lastTime) = (stride.number, time)
    return isNext ? difference * 1000 / time : nil
  }

  private mutating func addToBaseline(_ stride: SoleGait.Stride, _ jump: Int32?) {
    baseline.count += 1
    baseline.contact += UInt32(stride.contactTimeTenthMilliseconds)
    baseline.time += UInt32(stride.strideTimeTenthMilliseconds)
    baseline.speed += UInt32(stride.speedMillimetresPerSecond)
    guard let jump else { return }
    baseline.jumps += UInt32(min(jump, 1000))
    baseline.jumpCount += 1
  }

  /// Stride times differ twice as much from one to the next as they did, and by 3 % at least.
  private mutating func takeRhythm(_ jump: Int32?) {
    guard let jump, baseline.jumpCount > 0 else { return }
    let limit = max(2 * Int32(baseline.jumps / baseline.jumpCount), Self.rhythmTenths)
    take(.rhythmUneven, min(jump, 1000), limit: limit, margin: limit / 10, shift: 5)
  }

  /// Contact and cadence against those of the first minutes, at the same speed within 4 %.
  private mutating func takeFatigue(_ stride: SoleGait.Stride) {
    guard baseline.count > 0 else { return }
    let speed = Int32(baseline.speed / baseline.count)
    let contact = Int32(baseline.contact / baseline.count)
    let time = Int32(baseline.time / baseline.count)
    guard abs(Int32(stride.speedMillimetresPerSecond) - speed) * 25 <= speed else { return }
    if contact > 0, stride.contactTimeTenthMilliseconds > 0 {
      let longer = (Int32(stride.contactTimeTenthMilliseconds) - contact) * 1000 / contact
      take(.fatigueContact, longer, limit: Self.contactTenths, margin: 20, shift: 5)
    }
    // Cadence is lower by as much as the stride's time is longer, of that time.
    let longer = Int32(stride.strideTimeTenthMilliseconds) - time
    let lower = longer * 1000 / max(Int32(stride.strideTimeTenthMilliseconds), 1)
    take(.fatigueCadence, lower, limit: Self.cadenceTenths, margin: 10, shift: 5)
  }
}
