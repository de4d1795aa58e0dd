internal import RigModel
internal import SoleLink

/// What rules of form have to say of the strides of a session, by protocols/shoe.md.
///
/// Worked out in floating point: the chip's integers may put a moving mean past its limit some strides
/// earlier or later, and its value off by some units. `slack` tells how much of either.
struct FormRules {
  /// Something that the runner is to be told, with a stride.
  struct Telling {
    var rule: FormRule
    var stride: UInt32
    var value: Double
    var limit: Double
  }

  struct Advice {
    var rule: FormRule
    /// Share of the judged strides that were past the limit, in percent.
    var percent: Double
    var value: Double
    var limit: Double
  }

  private(set) var tellings: [Telling] = []
  private let settings: ShoeSettings
  private let legMillimetres: Double
  private let rate: Double
  private var watches: [Watch]
  private var baseline = Baseline()
  private var judged = 0
  private var lastNumber: UInt32 = 0
  private var lastTime = 0.0

  /// Strides and units (the kind's own) by which the chip's sums may differ from these.
  static func slack(_ rule: FormRule) -> (strides: UInt32, units: Double) {
    switch rule {
    case .rhythmUneven, .fatigueContact, .fatigueCadence: (6, 4)
    default: (1, 2)
    }
  }

  private static let tellingsPerStride = 2
  private static let baselineStrides = 61...360

  init(
    _ strides: [DetectedStride], _ settings: ShoeSettings, legMillimetres: Double, rate: Double
  ) {
    self.settings = settings
    self.legMillimetres = legMillimetres
    self.rate = rate
    watches = FormRule.allCases.map { Watch($0) }
    for stride in strides { take(stride) }
  }

  var advice: [Advice] {
    watches.filter { settings.feedback.contains($0.rule) }.compactMap(\.advice)
  }

  private mutating func take(_ stride: DetectedStride) {
    if stride.message.hasForm { judge(stride) }
    let seconds =
      settings.feedbackIntervalSeconds > 0 ? Double(settings.feedbackIntervalSeconds) : 30
    var rest = Self.tellingsPerStride
    for index in watches.indices
    where rest > 0 && settings.feedback.contains(watches[index].rule) {
      let now = Double(stride.message.emittedIndex)
      guard watches[index].isToTell(now: now, interval: seconds * rate) else { continue }
      rest -= 1
      tellings.append(
        Telling(
          rule: watches[index].rule, stride: stride.message.number, value: watches[index].value,
          limit: watches[index].limit))
    }
  }

  private mutating func judge(_ stride: DetectedStride) {
    let message = stride.message
    judged += 1
    let speed = Double(message.speed) / 1000
    judgeCadence(Double(message.cadence), speed)
    judgeOverstride(speed * 1000 * (stride.end - stride.contact))
    let impact = settings.limits.impactG > 0 ? settings.limits.impactG * 100 : 1300
    watch(.heavyImpact, Double(message.impact), limit: impact, margin: 0.1 * impact)
    if message.hasTrueAngles { judgeAngles(message, speed) }
    let time = Double(message.strideTime)
    let follows = message.number == lastNumber &+ 1 && lastTime > 0
    let jump = follows ? 1000 * abs(time - lastTime) / time : nil
    (lastNumber, lastTime) = (message.number, time)
    if Self.baselineStrides.contains(judged) {
      baseline.take(message, jump)
    } else if judged > Self.baselineStrides.upperBound {
      judgeAgainstBaseline(message, jump)
    }
  }

  private mutating func judgeCadence(_ cadence: Double, _ speed: Double) {
    let v = min(speed, 11)
    let told = settings.limits.cadencePerMinute * 10
    let limit = told > 0 ? told : 0.92 * 10 * (150 + 2 * v + v * v)
    watch(.cadenceLow, cadence, limit: limit, margin: 0.02 * limit)
  }

  private mutating func judgeOverstride(_ ahead: Double) {
    let percent = settings.limits.overstridePercent
    let limit = legMillimetres * Double(percent > 0 ? percent : 45) / 100
    watch(.overstriding, ahead, limit: limit, margin: 0.05 * limit)
  }

  private mutating func judgeAngles(_ message: Wire.Stride, _ speed: Double) {
    let told = settings.limits.heelStrikeSpeedMetresPerSecond
    if speed >= (told > 0 ? told : 4) {
      watch(.heelStrike, Double(message.strikeAngle), limit: 74, margin: 20)
    }
    let pronation = settings.limits.pronationDegrees
    let limit = pronation > 0 ? 10 * pronation : 180
    watch(.excessPronation, Double(message.pronation), limit: limit, margin: 0.05 * limit)
  }

  private mutating func judgeAgainstBaseline(_ message: Wire.Stride, _ jump: Double?) {
    if let jump, let usual = baseline.jump {
      let limit = max(2 * usual, 30)
      watch(.rhythmUneven, min(jump, 1000), limit: limit, margin: 0.1 * limit, weight: 1.0 / 32)
    }
    guard let speed = baseline.speed, let contact = baseline.contact, let time = baseline.time,
      abs(Double(message.speed) - speed) <= 0.04 * speed
    else { return }
    if contact > 0, message.contactTime > 0 {
      let longer = 1000 * (Double(message.contactTime) / contact - 1)
      watch(.fatigueContact, longer, limit: 50, margin: 20, weight: 1.0 / 32)
    }
    let lower = 1000 * (1 - time / Double(message.strideTime))
    watch(.fatigueCadence, lower, limit: 30, margin: 10, weight: 1.0 / 32)
  }

  private mutating func watch(
    _ rule: FormRule, _ value: Double, limit: Double, margin: Double, weight: Double = 1.0 / 8
  ) {
    guard let index = watches.firstIndex(where: { $0.rule == rule }) else { return }
    watches[index].take(value, limit: limit, margin: margin, weight: weight)
  }
}

/// Means over strides 61 to 360.
private struct Baseline {
  private var speeds: [Double] = []
  private var contacts: [Double] = []
  private var times: [Double] = []
  private var jumps: [Double] = []

  mutating func take(_ message: Wire.Stride, _ jump: Double?) {
    speeds.append(Double(message.speed))
    contacts.append(Double(message.contactTime))
    times.append(Double(message.strideTime))
    if let jump { jumps.append(min(jump, 1000)) }
  }

  var speed: Double? { Statistics.mean(speeds) }
  var contact: Double? { Statistics.mean(contacts) }
  var time: Double? { Statistics.mean(times) }
  var jump: Double? { Statistics.mean(jumps) }
}

/// One rule's moving mean of how far past its limit the strides are.
private struct Watch {
  let rule: FormRule
  private(set) var limit = 0.0
  private var mean = 0.0
  private var count = 0
  private var judged = 0
  private var past: [(excess: Double, limit: Double)] = []
  private var isPast = false
  private var isTold = false
  private var toldAt: Double?

  private static let fewestStrides = 16
  private static let fewestForAdvice = 100
  private static let adviceShare = 0.25

  init(_ rule: FormRule) { self.rule = rule }

  /// 1 where more than the limit is what is wrong, -1 where less is.
  private var sign: Double { rule == .cadenceLow ? -1 : 1 }

  var value: Double { limit + sign * mean }

  mutating func take(_ value: Double, limit: Double, margin: Double, weight: Double) {
    let excess = sign * (value - limit)
    mean = count == 0 ? excess : mean + weight * (excess - mean)
    self.limit = limit
    count += 1
    guard count > Self.fewestStrides else { return }
    judged += 1
    if mean > 0 { isPast = true }
    if mean < -margin { (isPast, isTold) = (false, false) }
    if isPast { past.append((mean, limit)) }
  }

  mutating func isToTell(now: Double, interval: Double) -> Bool {
    guard isPast, mean > 0, !isTold, toldAt.map({ now - $0 >= interval }) ?? true else {
      return false
    }
    (isTold, toldAt) = (true, now)
    return true
  }

  var advice: FormRules.Advice? {
    let share = judged == 0 ? 0 : Double(past.count) / Double(judged)
    guard judged >= Self.fewestForAdvice, share >= Self.adviceShare else { return nil }
    let limit = Statistics.mean(past.map(\.limit)) ?? 0
    let excess = Statistics.mean(past.map(\.excess)) ?? 0
    return FormRules.Advice(
      rule: rule, percent: 100 * share, value: limit + sign * excess, limit: limit)
  }
}
