public import SoleFlash
public import SoleGait
public import SoleStore

/// Which runs are kept, and how.
public struct RecordingSettings: Sendable {
  public enum Mode: UInt8, Sendable {
    case nothing
    case bySession
    case byItself
  }

  public var mode = Mode.nothing
  /// What an entry is of; 0: a stride.
  public var intervalSeconds: UInt32 = 0
  public var overwrites = false
  public var rateHertz: UInt32 = 200
  public var session: UInt32 = 0
  public var isRight = false
  public var legLengthMillimetres: UInt32 = 0
  public var bodyMassTenthKilograms: UInt16 = 0
  public var calibration: UInt16 = 0

  public init() {}
}

/// What happened to the record of a run. The raw values are those of the contract's
/// `record_event_kind`.
public enum RecordEventKind: UInt8, Sendable {
  case begun, ended, full
}

/// What a summary tells beyond what the record's own strides add up to.
public struct SummaryExtras: Sendable {
  public var sprints: UInt32 = 0
  public var best400: UInt32 = 0
  public var best1000: UInt32 = 0
  public var best5000: UInt32 = 0
  /// A bit for each kind of form.
  public var advice: UInt8 = 0

  public init() {}
}

/// Decides when a run is kept, and writes its strides or intervals to the store.
///
/// Times are in 1/16 samples and wrap.
public struct RunRecorder: Sendable {
  /// Running for so long begins a record, standing for so long ends it.
  private static let secondsToBegin: UInt32 = 10
  private static let secondsToEnd: UInt32 = 60
  /// The longest time that a stride's entry can tell.
  private static let longestStep: UInt32 = 32_767
  /// A gap in the samples of so many seconds is told as a time, and not as intervals.
  private static let longestGapSeconds: UInt32 = 120

  private let settings: RecordingSettings
  /// Whether strides go into a record.
  public private(set) var isKeeping = false
  private var isFull = false
  private var runSince: UInt32?
  private var lastStride: UInt32 = 0
  private var totals: RunTotals
  private var begin: UInt32 = 0
  private var interval = IntervalSums()
  /// Full seconds of the interval that were seen, and where it began.
  private var seconds: UInt32 = 0
  private var intervalStart: UInt32 = 0

  @inline(__always)
  public init(_ settings: RecordingSettings) {
    self.settings = settings
    totals = RunTotals(rateHertz: settings.rateHertz)
  }

  /// The start of a session: a record begins with it, where that is wanted.
  @inline(never)
  public mutating func start(
    _ store: inout RecordStore, _ flash: inout some FlashMemory
  ) -> RecordEventKind? {
    settings.mode == .bySession ? open(at: 0, &store, &flash) : nil
  }

  /// Takes in a stride; tells what it did to a record.
  @inline(never)
  public mutating func take(
    _ stride: SoleGait.Stride, _ store: inout RecordStore, _ flash: inout some FlashMemory
  ) -> RecordEventKind? {
    lastStride = stride.endMidstance
    var event: RecordEventKind?
    if beginsByItself(with: stride) {
      event = open(at: stride.startMidstance, &store, &flash)
    }
    runSince = stride.activity == .run ? runSince ?? stride.startMidstance : nil
    guard isKeeping else { return event }
    totals.take(stride)
    if settings.intervalSeconds > 0 {
      interval.take(stride)
    } else if !append(stride, &store, &flash) {
      return fill()
    }
    return event
  }

  /// Whether a record begins by itself with a stride that was not taken yet.
  public func beginsByItself(with stride: SoleGait.Stride) -> Bool {
    settings.mode == .byItself && !isKeeping && !isFull && hasRunLongEnough(stride)
  }

  /// Whether the runner has run for ten seconds up to the end of a stride.
  private func hasRunLongEnough(_ stride: SoleGait.Stride) -> Bool {
    guard stride.activity == .run else { return false }
    let since = runSince ?? stride.startMidstance
    return stride.endMidstance &- since >= ticks(Self.secondsToBegin)
  }

  /// Lets sample time go on; tells what it did to a record. To be called once a second, or oftener.
  ///
  /// - Parameter extras: what a summary tells, should the record end.
  @inline(never)
  public mutating func pass(
    to now: UInt32, isStill: Bool, _ extras: SummaryExtras, _ store: inout RecordStore,
    _ flash: inout some FlashMemory
  ) -> RecordEventKind? {
    if isStill { runSince = nil }
    guard isKeeping else { return nil }
    if settings.intervalSeconds > 0, !passSeconds(to: now, &store, &flash) { return fill() }
    guard settings.mode == .byItself, isStill, now &- lastStride >= ticks(Self.secondsToEnd)
    else { return nil }
    return end(at: now, extras, &store, &flash)
  }

  /// Ends the record, if there is one.
  @inline(never)
  public mutating func end(
    at now: UInt32, _ extras: SummaryExtras, _ store: inout RecordStore,
    _ flash: inout some FlashMemory
  ) -> RecordEventKind? {
    guard isKeeping else { return nil }
    isKeeping = false
    runSince = nil
    if settings.intervalSeconds > 0, interval.strides > 0 {
      var entry = interval.entry
      entry.seconds = min(seconds + 1, settings.intervalSeconds)
      guard store.append(RecordEntry(entry), &flash) else { return fill() }
    }
    let isWhole = summarise(now, extras, &store, &flash)
    store.close(&flash)
    return isWhole ? .ended : .full
  }

  private func ticks(_ seconds: UInt32) -> UInt32 { seconds * settings.rateHertz * 16 }

  private mutating func fill() -> RecordEventKind {
    isKeeping = false
    isFull = true
    return .full
  }

  private mutating func open(
    at time: UInt32, _ store: inout RecordStore, _ flash: inout some FlashMemory
  ) -> RecordEventKind {
    let number = store.begin(
      rateHertz: settings.rateHertz, intervalSeconds: settings.intervalSeconds, time: time, &flash)
    guard number != nil else { return fill() }
    isKeeping = true
    totals = RunTotals(rateHertz: settings.rateHertz)
    begin = time
    intervalStart = time
    lastStride = time
    seconds = 0
    interval = IntervalSums()
    let body = settings.legLengthMillimetres << 16 | (settings.isRight ? 1 : 0)
    let mass = UInt32(settings.bodyMassTenthKilograms) | UInt32(settings.calibration) << 16
    let isWhole =
      store.append(RecordEntry(.beginning, 0, settings.session, body), &flash)
      && store.append(RecordEntry(.beginning, 1, mass, time), &flash)
    return isWhole ? .begun : fill()
  }

  private func append(
    _ stride: SoleGait.Stride, _ store: inout RecordStore, _ flash: inout some FlashMemory
  ) -> Bool {
    var step = stride.endMidstance &- store.openTimeSixteenths
    if step > Self.longestStep {
      let length = min(stride.endMidstance &- stride.startMidstance, Self.longestStep)
      let time = RecordEntry(timeSixteenths: stride.endMidstance &- length)
      guard store.append(time, &flash) else { return false }
      step = length
    }
    var entry = StrideEntry()
    entry.timeSixteenths = step
    entry.strideMilliseconds = (UInt32(stride.strideTimeTenthMilliseconds) + 5) / 10
    entry.lengthMillimetres = UInt32(stride.strideLengthMillimetres)
    entry.contactMilliseconds = (UInt32(stride.contactTimeTenthMilliseconds) + 5) / 10
    entry.strikeDegrees = tenths(Int32(stride.strikeAngleTenthDegrees))
    entry.pronationDegrees = tenths(Int32(stride.pronationTenthDegrees))
    entry.impactHalfG = (UInt32(stride.impactHundredthsG) + 25) / 50
    entry.isRun = stride.activity == .run
    entry.isFlagged = !stride.quality.isEmpty
    entry.hasNoContact = stride.quality.contains(.noContact)
    return store.append(RecordEntry(entry), &flash)
  }

  /// Lets full seconds go by: notes the interval as far as it is, or writes it where it is full.
  private mutating func passSeconds(
    to now: UInt32, _ store: inout RecordStore, _ flash: inout some FlashMemory
  ) -> Bool {
    let second = settings.rateHertz * 16
    if (now &- intervalStart) / second > seconds + Self.longestGapSeconds {
      return passGap(to: now, &store, &flash)
    }
    while (now &- intervalStart) / second > seconds {
      seconds += 1
      if seconds == settings.intervalSeconds {
        var entry = interval.entry
        entry.seconds = seconds
        guard store.append(RecordEntry(entry), &flash) else { return false }
        intervalStart &+= ticks(seconds)
        seconds = 0
        interval = IntervalSums()
      } else if interval.hasNews {
        var entry = interval.entry
        entry.seconds = seconds
        store.note(entry, isFirst: !interval.isNoted, &flash)
        interval.hasNews = false
        interval.isNoted = true
      }
    }
    return true
  }

  private mutating func passGap(
    to now: UInt32, _ store: inout RecordStore, _ flash: inout some FlashMemory
  ) -> Bool {
    if interval.strides > 0 {
      var entry = interval.entry
      entry.seconds = max(seconds, 1)
      guard store.append(RecordEntry(entry), &flash) else { return false }
    }
    guard store.append(RecordEntry(timeSixteenths: now), &flash) else { return false }
    intervalStart = now
    seconds = 0
    interval = IntervalSums()
    return true
  }

  private func summarise(
    _ now: UInt32, _ extras: SummaryExtras, _ store: inout RecordStore,
    _ flash: inout some FlashMemory
  ) -> Bool {
    let duration = SampleTime.milliseconds(
      sixteenths: UInt64(now &- begin), rateHertz: settings.rateHertz)
    let calories = totals.calories(bodyMassTenthKilograms: settings.bodyMassTenthKilograms)
    let top = UInt32(totals.topSpeedMillimetresPerSecond)
    func part(_ number: UInt32, _ value: UInt32, _ other: UInt32, _ store: inout RecordStore)
      -> Bool
    { store.append(RecordEntry(.summary, number, value, other), &flash) }
    return part(0, totals.strides, totals.distanceMillimetres, &store)
      && part(1, totals.milliseconds, duration, &store)
      && part(2, totals.runStrides, calories, &store)
      && part(3, totals.rearfootStrides, totals.midfootStrides, &store)
      && part(4, totals.forefootStrides, min(extras.sprints, 65_535) | top << 16, &store)
      && part(5, extras.best400, extras.best1000, &store)
      && part(6, extras.best5000, UInt32(extras.advice), &store)
  }
}

/// A number of tenths, to the nearest integer.
private func tenths(_ value: Int32) -> Int32 { (value + (value < 0 ? -5 : 5)) / 10 }

/// Sums over the strides of an interval.
private struct IntervalSums: Sendable {
  var strides: UInt32 = 0
  /// Whether a stride came since it was noted last, and whether it was noted at all.
  var hasNews = false
  var isNoted = false
  private var runStrides: UInt32 = 0
  private var millimetres: UInt32 = 0
  private var tenthMilliseconds: UInt32 = 0
  private var contact: UInt32 = 0
  private var contactCount: UInt32 = 0
  private var strike: Int32 = 0
  private var pronation: Int32 = 0
  private var strikeCount: Int32 = 0
  private var impact: UInt16 = 0

  mutating func take(_ stride: SoleGait.Stride) {
    strides += 1
    hasNews = true
    if stride.activity == .run { runStrides += 1 }
    millimetres += UInt32(stride.strideLengthMillimetres)
    tenthMilliseconds += UInt32(stride.strideTimeTenthMilliseconds)
    if stride.contactTimeTenthMilliseconds > 0 {
      contact += UInt32(stride.contactTimeTenthMilliseconds)
      contactCount += 1
    }
    if !stride.quality.contains(.noContact) {
      strike += Int32(stride.strikeAngleTenthDegrees)
      pronation += Int32(stride.pronationTenthDegrees)
      strikeCount += 1
    }
    impact = max(impact, stride.impactHundredthsG)
  }

  /// All but its length.
  var entry: IntervalEntry {
    var entry = IntervalEntry()
    entry.strides = strides
    entry.distanceMillimetres = millimetres
    entry.movingTenthSeconds = (tenthMilliseconds + 500) / 1000
    if contactCount > 0 { entry.contactMilliseconds = (contact / contactCount + 5) / 10 }
    if strikeCount > 0 {
      entry.strikeDegrees = tenths(strike / strikeCount)
      entry.pronationDegrees = tenths(pronation / strikeCount)
    }
    entry.impactHalfG = (UInt32(impact) + 25) / 50
    entry.isRun = runStrides * 2 > strides
    return entry
  }
}
