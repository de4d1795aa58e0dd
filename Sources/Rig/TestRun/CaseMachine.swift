internal import Capture
internal import RigModel
internal import SoleLink
internal import Stimulus

/// One case on the line, from the first status to the acknowledged stop: messages and time in,
/// actions out.
///
/// It sends samples within the chip's credit, spoils the line where the plan says so, asks again
/// where an answer is missing, and gives up where the contract's time has passed.
struct CaseMachine {
  /// What the machine wants done.
  enum Action: Equatable {
    case send(HostMessage)
    /// Bytes for the line that are no good frame, and what they are.
    case spoil(SpoiltChunk)
    case record(RigEvent)
    /// The case is over.
    case end(CaseFailure?)
  }

  private enum Phase: Equatable {
    case askingStatus, configuring, starting, streaming, stopping, over
  }

  private let plan: CasePlan
  private var phase = Phase.askingStatus
  /// The next sample to send, and where the credit ends.
  private(set) var nextSample = 0
  private var creditEnd = 0
  /// Where it ended before it last rose, and when it did.
  private var creditRise: (from: Int, time: UInt64) = (0, 0)
  /// Samples that were left out on purpose: they take no room at the chip.
  private var leftOut: [Range<Int>] = []
  private var pendingFaults: [LineFault]
  private var lastHeard: UInt64
  private var lastProgress: UInt64
  private var lastRequest: UInt64
  private var repeats = 0
  /// Samples sent before the last status was asked for.
  private var sentBeforeQuery = 0
  /// Samples that have come by now or never will, where the next credit follows the answer to a
  /// question that stood behind them on the line.
  private var settled: Int?
  /// Late ticks that the chip counted before the case, and by now.
  private var lateTicks: (before: UInt32, now: UInt32)?
  /// Real time: when frames are due.
  private var pacing: Pacing?
  /// When the first frame of samples could go, and when the next one may; nil where the credit alone
  /// tells.
  private var streamStart: UInt64 = 0
  private var nextDeparture: UInt64?
  /// Until when the rig itself waited for a frame's time: till then the chip owed nothing.
  private var awaited: UInt64 = 0
  /// Silence after which the chip is lost.
  private let silence: UInt64

  /// Silence after which a request is sent again, and after which credit is asked for.
  static let repeatNanoseconds: UInt64 = 500_000_000
  /// Time without progress, though not without words, after which the case is given up.
  static let stuckNanoseconds: UInt64 = 10_000_000_000

  /// - Parameter answerMilliseconds: for how long the chip may owe an answer.
  init(_ plan: CasePlan, answerMilliseconds: UInt32, at now: UInt64) {
    self.plan = plan
    silence = UInt64(answerMilliseconds) * 1_000_000
    pendingFaults = plan.faults.sorted { $0.atSample < $1.atSample }
    // Frames that have times of their own keep those.
    if plan.keepsTime, case .byCredit = plan.frameTimes {
      pacing = Pacing(session: plan.session, rateHertz: plan.configure.sampleRate)
    }
    lastHeard = now
    lastProgress = now
    lastRequest = now
  }

  /// Sample ticks that the chip served too late in this case.
  var lateTickCount: UInt32 { lateTicks.map { $0.now &- $0.before } ?? 0 }

  /// When `timeOut` is to be called, if nothing comes before.
  var deadline: UInt64 {
    min(patience, frameDeadline ?? .max, nextDeparture ?? .max)
  }

  /// When something is wrong if nothing has come by then.
  private var patience: UInt64 {
    min(silentTime, stuckTime, max(lastHeard, lastRequest, awaited) + Self.repeatNanoseconds)
  }

  /// When the chip counts as lost.
  private var silentTime: UInt64 { max(lastHeard, awaited) + silence }

  /// When the next frame goes; nil where that hangs on the chip's credit alone.
  private var frameDeadline: UInt64? {
    guard phase == .streaming, let due = pacing?.due, creditEnd - nextSample >= nextFrameCount
    else { return nil }
    return due
  }

  /// When the case counts as stuck.
  private var stuckTime: UInt64 { max(lastProgress, awaited) + Self.stuckNanoseconds }

  mutating func begin() -> [Action] { [.send(.statusQuery(.init()))] }

  /// Takes a message from the chip.
  mutating func receive(_ message: ChipMessage, at now: UInt64) -> [Action] {
    guard phase != .over else { return [] }
    lastHeard = now
    if case .status(let status) = message {
      lateTicks = (lateTicks?.before ?? status.lateTicks, status.lateTicks)
      settled = phase == .streaming ? sentBeforeQuery : nil
    }
    if let failure = failure(message) { return end(failure) }
    switch (phase, message) {
    case (.askingStatus, .status):
      return advance(to: .configuring, at: now, .send(.configure(plan.configure)))
    case (.configuring, .acknowledgement(let answer)) where answer.request == Wire.Configure.type:
      return advance(to: .starting, at: now, .send(.start(plan.start)))
    case (.starting, .acknowledgement(let answer)) where answer.request == Wire.Start.type:
      phase = .streaming
      lastProgress = now
      streamStart = now
      return stream(at: now)
    case (.starting, .credit(let credit)), (.streaming, .credit(let credit)):
      take(credit, at: now)
      return phase == .streaming ? stream(at: now) : []
    case (.stopping, .acknowledgement(let answer)) where answer.request == Wire.Stop.type:
      return end(nil)
    case (.stopping, .credit), (.stopping, .summary):
      // The chip still works through what it holds.
      lastProgress = now
      return []
    default:
      return []
    }
  }

  /// Takes the passing of the deadline.
  mutating func timeOut(at now: UInt64) -> [Action] {
    guard phase != .over, now >= deadline else { return [] }
    if let due = nextDeparture, now >= due { return stream(at: now) }
    if now < patience { return stream(at: now) }
    if now >= silentTime {
      return end(
        .init(
          .silent,
          """
          \(doing): nothing came for \(silence / 1_000_000) ms. The chip's last words are in the \
          capture; of a board on a desk, check power and cable.
          """))
    }
    if now >= stuckTime {
      return end(
        .init(
          .silent,
          """
          \(doing): the chip talks, but for \(Self.stuckNanoseconds / 1_000_000_000) s it has not got \
          on with it. See in the capture what it says.
          """))
    }
    repeats += 1
    lastRequest = now
    sentBeforeQuery = nextSample
    let request: HostMessage =
      switch phase {
      case .askingStatus, .streaming, .over: .statusQuery(.init())
      case .configuring: .configure(plan.configure)
      case .starting: .start(plan.start)
      case .stopping: .stop(plan.stop)
      }
    return [
      .record(.requestRepeated(.init(request: request.name, attempt: repeats + 1))), .send(request),
    ]
  }

  /// What is going on, for an error.
  private var doing: String {
    switch phase {
    case .askingStatus: "Asking the chip for its status before case \(plan.name)"
    case .configuring: "Configuring the chip for case \(plan.name)"
    case .starting: "Starting the session of case \(plan.name)"
    case .streaming:
      "Sending samples in case \(plan.name), \(nextSample) of \(plan.samples.count) sent"
    case .stopping, .over: "Stopping the session of case \(plan.name)"
    }
  }

  private func failure(_ message: ChipMessage) -> CaseFailure? {
    switch message {
    case .identity(let identity):
      return .init(
        .restarted,
        """
        \(doing): the chip started anew (reset reason \(identity.resetReason.wireName)). Check its \
        power and cable; after a watchdog's reset, look for what keeps the firmware busy.
        """)
    case .panic(let panic):
      let at = "pc 0x\(panic.programCounter.hexadecimal), lr 0x\(panic.linkRegister.hexadecimal)"
      return .init(
        .panicked,
        """
        \(doing): the chip told a fault of its own at \(at). Look these addresses up in the image's ELF \
        file; all registers are in the capture.
        """)
    case .acknowledgement(let answer) where answer.result != .done:
      // A stop that is sent again can meet a session that has ended meanwhile.
      let request = String(answer.request, radix: 16)
      return .init(
        .refused,
        """
        \(doing): the chip refused request 0x\(request): \(answer.result.wireName). The reference page of \
        the sole link tells when it may.
        """)
    default: return nil
    }
  }

  private mutating func advance(to next: Phase, at now: UInt64, _ action: Action) -> [Action] {
    phase = next
    lastProgress = now
    lastRequest = now
    return [action]
  }

  private mutating func take(_ credit: Wire.Credit, at now: UInt64) {
    // What was left out beyond the index that the chip wants is news to it: its slots are for more.
    let next = Int(credit.nextIndex)
    let beyond = leftOut.filter { $0.lowerBound >= next }.map(\.count).reduce(0, +)
    var end = next + Int(credit.freeSlots) + beyond
    // What was lost takes no slot. What was sent behind the question may be under way, and does.
    if let settled { end = max(end, settled + Int(credit.freeSlots)) }
    settled = nil
    if end > creditEnd {
      lastProgress = now
      creditRise = (creditEnd, now)
      creditEnd = end
    }
    pacing?.learn(credit, at: now)
  }

  /// Sends what the credit allows; after the last sample, the stop.
  private mutating func stream(at now: UInt64) -> [Action] {
    var actions: [Action] = []
    let total = plan.samples.count
    nextDeparture = nil
    while nextSample < total {
      let due = streamStart + plan.frameTimes.dueNanoseconds(ofSample: nextSample)
      guard now >= due else {
        nextDeparture = due
        awaited = due
        break
      }
      if let fault = pendingFaults.first, Int(fault.atSample) <= nextSample {
        // A frame that will be spoilt keeps to the credit like any other. What is not sent at all does
        // not: it may be longer than the chip's queue.
        guard fault.kind == .skip || creditEnd - nextSample >= fault.lostSamples.count else {
          break
        }
        pendingFaults.removeFirst()
        apply(fault, &actions)
        continue
      }
      let wanted = nextFrameCount
      guard creditEnd - nextSample >= wanted else { break }
      guard pacing?.allows(end: nextSample + wanted, at: now) != false else { break }
      actions.append(.send(.samples(plan.message(from: nextSample, count: wanted))))
      nextSample += wanted
      let credited = nextSample > creditRise.from ? creditRise.time : 0
      if let record = pacing?.sends(creditedAt: credited, at: now) {
        actions.append(.record(record))
      }
    }
    if nextSample >= total {
      phase = .stopping
      lastRequest = now
      lastProgress = now
      actions.append(.send(.stop(plan.stop)))
      if let record = pacing?.takeRecord() { actions.append(.record(record)) }
    }
    return actions
  }

  /// Samples of the next frame: up to the next fault, or the end.
  private var nextFrameCount: Int {
    let total = plan.samples.count
    let boundary = min(pendingFaults.first.map { Int($0.atSample) } ?? total, total)
    return min(Wire.samplesPerFrame, boundary - nextSample)
  }

  private mutating func apply(_ fault: LineFault, _ actions: inout [Action]) {
    let lost = min(fault.lostSamples.count, plan.samples.count - nextSample)
    let told =
      switch fault {
      case .noise(_, let bytes, _): bytes
      default: max(lost, 1)
      }
    actions.append(
      .record(
        .faultInjected(
          .init(kind: fault.kind.rawValue, atSample: UInt32(nextSample), count: told))))
    let rest = plan.samples.count - nextSample
    switch fault {
    case .skip: break
    case .noise(_, let bytes, let seed): actions.append(.spoil(.noise(bytes: bytes, seed: seed)))
    case .crcError:
      actions.append(.spoil(.crcError(plan.message(from: nextSample, count: lost))))
    case .cutFrame:
      let count = min(Wire.samplesPerFrame, rest)
      actions.append(.spoil(.cutFrame(plan.message(from: nextSample, count: count))))
    case .oversizeFrame: actions.append(.spoil(.oversizeFrame))
    case .unknownType: actions.append(.spoil(.unknownType))
    }
    guard lost > 0 else { return }
    leftOut.append(nextSample..<nextSample + lost)
    nextSample += lost
    creditEnd += lost
  }

  private mutating func end(_ failure: CaseFailure?) -> [Action] {
    phase = .over
    return [.end(failure)]
  }
}
