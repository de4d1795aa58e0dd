internal import Capture
internal import RigModel
internal import SoleLink

/// What a capture holds of one case, from its start to its end or to the end of the capture.
struct CaseTranscript {
  let name: String
  let session: UInt32
  let attempt: Int
  let startTime: UInt64
  var endTime: UInt64?
  var failure: CaseFailure?
  var injected: [RigEvent.FaultInjected] = []
  /// What the cable of an emulated board did to the line, by kind.
  var cable: [String: UInt64] = [:]
  /// What the host's serial driver counted over the run; nil where it does not count.
  var driver: RigEvent.DriverCounters?

  var configure: Wire.Configure?
  var stop: Wire.Stop?
  var strides: [Wire.Stride] = []
  var summaries: [Wire.Summary] = []
  var sampleFaults: [Wire.SampleFault] = []
  var statuses: [Wire.Status] = []
  /// The last status that came once the rig had ended the session.
  private(set) var lastStatus: Wire.Status?
  var panics: [Wire.Panic] = []
  /// Refusals, with the message type that was refused.
  var refusals: [Wire.Acknowledgement] = []
  /// What the chip logged as a warning or an error, the first of it.
  var log: [String] = []
  var underruns: UInt32 = 0
  /// Identities that nobody had asked for: the chip started anew.
  var restarts: [Wire.Identity] = []
  var sent = SentSamples()
  var clock = ClockLog()
  var timing = TimingLog()
  var line = LineTally()
  var shoe = ShoeLog()
  /// Host time of the first samples, and of the last word of the session.
  var firstSampleTime: UInt64?
  var sessionEndTime: UInt64?
  private var openHellos = 0

  private static let logLimit = 20

  init(_ event: RigEvent.CaseStarted, _ time: UInt64) {
    name = event.name
    session = event.session
    attempt = event.attempt
    startTime = time
  }

  var isEnded: Bool { endTime != nil }

  mutating func end(_ event: RigEvent.CaseEnded, _ time: UInt64) {
    endTime = time
    failure = event.failure
  }

  mutating func take(_ event: RigEvent.CableRecord) {
    // Traffic and settings are no faults.
    if event.kind == "forwarded" || event.kind == "settings" { return }
    cable[event.kind, default: 0] += max(event.count, 1)
  }

  mutating func take(_ chunk: CaptureRecord.Chunk, missingBefore missing: Int, _ time: UInt64) {
    line.take(chunk, missingBefore: missing)
    switch chunk.message {
    case .host(let message):
      timing.take(message, at: time)
      shoe.take(message)
      take(message, time)
    case .chip(let message):
      timing.take(message, at: time)
      shoe.take(message)
      take(message, time)
    case .none, .invalid: return
    }
  }

  /// Whether the last status was not followed by a credit yet.
  private var followsStatus = false

  private mutating func take(_ message: HostMessage, _ time: UInt64) {
    switch message {
    // An identity is owed for either.
    case .hello, .reset: openHellos += 1
    case .configure(let message): configure = message
    case .stop(let message): stop = message
    case .statusQuery: line.askedForStatus()
    case .timeSync(let question): clock.ask(question, at: time)
    case .samples(let message):
      if firstSampleTime == nil { firstSampleTime = time }
      sent.take(message, at: time)
    default: return
    }
  }

  private mutating func take(_ message: ChipMessage, _ time: UInt64) {
    switch message {
    case .credit(let credit):
      underruns = max(underruns, credit.underruns)
      sent.take(credit, at: time, isSettled: followsStatus)
      followsStatus = false
    case .stride(let stride): strides.append(stride)
    case .summary(let summary):
      summaries.append(summary)
      sessionEndTime = time
    case .sampleFault(let fault): take(fault, time)
    case .timeSyncReply(let reply): clock.take(reply, at: time)
    case .status(let status):
      statuses.append(status)
      followsStatus = true
      if stop != nil { lastStatus = status }
      line.gotStatus()
    case .panic(let panic): panics.append(panic)
    case .log(let line):
      guard line.level != .info, log.count < Self.logLimit else { return }
      log.append(line.level.wireName + ": " + line.text.decoded)
    case .identity(let identity):
      if openHellos > 0 { openHellos -= 1 } else { restarts.append(identity) }
    case .acknowledgement(let answer):
      // That there is no such record is an answer.
      if answer.result != .done, answer.result != .notFound { refusals.append(answer) }
      if answer.request == Wire.Stop.type { sessionEndTime = time }
    default: return
    }
  }

  private mutating func take(_ fault: Wire.SampleFault, _ time: UInt64) {
    sampleFaults.append(fault)
    guard fault.kind == .underrun else { return }
    sent.takeUnderrun(fault.firstIndex, at: time)
  }
}

extension CaseTranscript {
  /// A counter's rise over the case; nil without a status before and after.
  func rise(_ counter: KeyPath<Wire.Status, UInt32>) -> UInt32? {
    guard statuses.count >= 2, let first = statuses.first, let last = lastStatus else { return nil }
    let (before, after) = (first[keyPath: counter], last[keyPath: counter])
    return after >= before ? after - before : after
  }

  /// How often the rig itself did to the line what the chip counts under a name.
  func onPurpose(_ field: FaultCounts.Field) -> UInt64 {
    let count =
      switch field {
      case .noiseChunks: line.spoiltToChip[.noise] ?? 0
      case .cutFrames: line.spoiltToChip[.cut] ?? 0
      case .oversizeFrames: line.spoiltToChip[.oversize] ?? 0
      case .crcErrors: line.spoiltToChip[.crcError] ?? 0
      case .unknownTypes: line.unknownToChip
      case .malformedPayloads: line.malformedToChip
      case .sequenceGaps: line.missingToChip
      case .samplesSkipped: Int(UInt64(stop?.endIndex ?? 0)) - Int(sent.unique)
      case .samplesLate: Int(sent.repeated)
      case .uartOverruns, .uartLineErrors, .samplesOverflowed, .unsentFrames: 0
      }
    return UInt64(max(0, count))
  }

  /// Samples that faults of a kind told of.
  func told(_ kind: Wire.SampleFaultKind) -> UInt64 {
    sampleFaults.reduce(0) { $0 + ($1.kind == kind ? UInt64($1.count) : 0) }
  }

  /// Underruns, from the credit and from what was told one by one.
  var underrunCount: UInt64 { max(UInt64(underruns), told(.underrun)) }

  var hostSeconds: Double? { endTime.map { Double($0 &- startTime) / 1e9 } }

  var replaySeconds: Double? {
    guard let firstSampleTime, let sessionEndTime, sessionEndTime > firstSampleTime else {
      return nil
    }
    return Double(sessionEndTime - firstSampleTime) / 1e9
  }
}

extension PayloadBytes {
  /// The bytes as text; what is no UTF-8 becomes U+FFFD.
  fileprivate var decoded: String {
    String(decoding: (0..<count).map { self[$0] }, as: UTF8.self)
  }
}
