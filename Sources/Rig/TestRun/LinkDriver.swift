internal import Capture
internal import RigModel
internal import SoleLink

/// Conversations with the chip on the link's own thread.
struct LinkDriver: ~Copyable {
  var link: BoardLink
  /// Asked often: whether whoever runs this wants it to end.
  let isInterrupted: () -> Bool
  /// For how long the chip may owe an answer.
  private let answerMilliseconds: UInt32
  private var nextNonce: UInt8 = 0
  private var lastExchange: UInt32 = 0

  /// How long a start-up question waits for its answer before it is asked again.
  private static let askNanoseconds: UInt64 = 100_000_000
  /// Questions for the chip's time before and after a case in real time.
  private static let clockExchanges = 8
  /// Exchanges by which the line is measured: of 300, the third longest is the 99th percentile, and
  /// all of 300 are below the true one in 1 of 20 measurements. Every tenth has bytes ahead of it.
  private static let lineExchanges = 330
  private static let loadedEvery = 11
  private static let loadBytes = 120
  /// Longer than any line takes for them: a question asked twice tells nothing.
  private static let lineAskNanoseconds: UInt64 = 1_000_000_000
  /// Bytes of a case that need no explanation by its samples.
  private static let floodBase = 256 * 1024
  /// Bytes that the chip may send for each sample it was given.
  private static let floodPerSample = 32

  init(
    link: consuming BoardLink, answerMilliseconds: UInt32, isInterrupted: @escaping () -> Bool
  ) {
    self.link = link
    self.answerMilliseconds = answerMilliseconds
    self.isInterrupted = isInterrupted
  }

  /// Gives the port back.
  consuming func close() throws(CaseFailure) { try link.close() }

  /// Asks who is there until it answers; then everything that it said before is read. Another
  /// contract is refused.
  ///
  /// - Parameter check: refuses a wrong chip by throwing: it is asked nothing but who it is.
  mutating func identify(
    _ check: (Wire.Identity) throws(CaseFailure) -> Void = { _ in }
  ) throws(CaseFailure) -> Wire.Identity {
    var found: Wire.Identity?
    try ask("Asking the chip who it is", .hello(.init(contractHash: Wire.contractHash))) {
      if case .identity(let identity) = $0 { found = identity }
      return found != nil
    }
    guard let found else { throw CaseFailure(.silent, "The chip did not tell who it is.") }
    // A chip of another contract may know no other message of this one.
    try IdentityCheck.checkContract(found)
    try check(found)
    try settle()
    return found
  }

  /// Has the chip start anew, so that nothing is left of what somebody else did with it.
  mutating func restart(_ before: Wire.Identity) throws(CaseFailure) -> Wire.Identity {
    var found: Wire.Identity?
    try ask("Restarting the chip", .reset(.init())) {
      if case .identity(let identity) = $0, identity.boots != before.boots { found = identity }
      return found != nil
    }
    try settle()
    guard let found else { throw CaseFailure(.silent, "The chip did not come back.") }
    return found
  }

  /// Returns once all that the chip had to say before has been read.
  mutating func settle() throws(CaseFailure) {
    let request = loopback()
    try ask("Waiting for the chip's loopback", request) {
      guard case .loopbackReply(let reply) = $0, case .loopback(let asked) = request else {
        return false
      }
      return reply.data == asked.data
    }
  }

  /// A loopback that no other is taken for.
  ///
  /// - Parameter padding: bytes behind those that tell it apart.
  private mutating func loopback(padding: Int = 0) -> HostMessage {
    nextNonce &+= 1
    var request = Wire.Loopback()
    for byte in [0x5E, 0x77, 0x1E, nextNonce] { request.data.append(byte) }
    for _ in 0..<padding { request.data.append(0x55) }
    return .loopback(request)
  }

  /// Lets time pass, and keeps what the chip says meanwhile.
  mutating func pause(nanoseconds: UInt64) throws(CaseFailure) {
    let end = link.now + nanoseconds
    while link.now < end {
      if isInterrupted() { throw interruption("Waiting to begin a case again") }
      try link.exchange(until: end) { _, _ in }
    }
  }

  /// Sends a request again and again until an answer is the right one.
  ///
  /// - Parameters:
  ///   - again: nanoseconds after which it is sent again; nil takes the usual.
  ///   - milliseconds: for how long the chip may owe the answer; nil takes the rig's.
  mutating func ask(
    _ operation: String, _ request: HostMessage, again: UInt64? = nil,
    within milliseconds: UInt32? = nil, _ isAnswer: (ChipMessage) -> Bool
  ) throws(CaseFailure) {
    let again = again ?? Self.askNanoseconds
    let patience = max(milliseconds ?? 0, answerMilliseconds)
    let end = link.now + UInt64(patience) * 1_000_000
    link.receivedBytes = 0
    var isAnswered = false
    while !isAnswered {
      guard link.now < end else { throw silence(operation, patience) }
      link.send(request)
      let next = link.now.addingReportingOverflow(again).overflow ? end : min(end, link.now + again)
      while !isAnswered, link.now < next {
        if isInterrupted() { throw interruption(operation) }
        try link.exchange(until: next) { message, _ in
          if isAnswer(message) { isAnswered = true }
        }
        try checkFlood(allowed: Self.floodBase, operation)
      }
    }
  }

  private func silence(_ operation: String, _ milliseconds: UInt32) -> CaseFailure {
    let seconds = Double(milliseconds) / 1000
    let heard =
      link.receivedBytes == 0
      ? "nothing came at all" : "\(link.receivedBytes) bytes came, but no answer among them"
    return CaseFailure(
      .silent,
      """
      \(operation) failed: \(heard) for \(seconds) s. Check that the board runs solerig's firmware, \
      that the port is the right one, and that no other program talks to it.
      """)
  }

  private func interruption(_ operation: String) -> CaseFailure {
    CaseFailure(
      .interrupted,
      "\(operation): interrupted by whoever started it. Run it again for a verdict on all cases.")
  }

  /// Runs one case to its end.
  ///
  /// - Parameter progress: is told how many samples have been sent.
  /// - Returns: why it was given up, or nil where it came to its end; and how many sample ticks the
  ///   chip served too late.
  mutating func run(
    _ plan: CasePlan, progress: (Int) -> Void
  ) throws(CaseFailure) -> (failure: CaseFailure?, lateTicks: UInt32) {
    if let period = plan.watchNanoseconds { try link.beginWatch(everyNanoseconds: period) }
    let result: (failure: CaseFailure?, lateTicks: UInt32)
    do throws(CaseFailure) {
      result = try runTimed(plan, progress: progress)
    } catch {
      // What the rig knows of its own time tells whose fault it was, too; it can't hide whose.
      try? link.endWatch()
      throw error
    }
    try link.endWatch()
    if result.failure == nil { try runErrandsAfter(plan) }
    return result
  }

  private mutating func runTimed(
    _ plan: CasePlan, progress: (Int) -> Void
  ) throws(CaseFailure) -> (failure: CaseFailure?, lateTicks: UInt32) {
    try restart(times: plan.boots)
    try runErrandsBefore(plan)
    if plan.keepsTime { try exchangeClocks() }
    let result = try stream(plan, progress: progress)
    if plan.keepsTime, result.failure == nil { try exchangeClocks() }
    return result
  }

  /// Runs one case from its first status to its acknowledged stop.
  private mutating func stream(
    _ plan: CasePlan, progress: (Int) -> Void
  ) throws(CaseFailure) -> (failure: CaseFailure?, lateTicks: UInt32) {
    var machine = CaseMachine(plan, answerMilliseconds: answerMilliseconds, at: link.now)
    link.receivedBytes = 0
    var prober = Prober(plan, at: link.now)
    var ended: CaseFailure??
    ended = try perform(machine.begin())
    while ended == nil {
      if isInterrupted() {
        return (interruption("Running case \(plan.name)"), 0)
      }
      var actions: [CaseMachine.Action] = []
      try link.exchange(until: min(machine.deadline, prober.deadline)) { message, time in
        actions += machine.receive(message, at: time)
      }
      actions += machine.timeOut(at: link.now)
      for request in prober.due(at: link.now) { link.send(question(request)) }
      ended = try perform(actions)
      progress(machine.nextSample)
      let allowed = Self.floodBase + machine.nextSample * Self.floodPerSample
      try checkFlood(allowed: allowed, "Running case \(plan.name)")
    }
    return (ended ?? nil, machine.lateTickCount)
  }

  /// Asks for the chip's time again and again, every so often behind a loopback of many bytes: the
  /// judge measures the line by it.
  mutating func measureLine() throws(CaseFailure) {
    for index in 0..<Self.lineExchanges {
      if index % Self.loadedEvery == Self.loadedEvery - 1 {
        link.send(loopback(padding: Self.loadBytes))
      }
      try askForClock(again: Self.lineAskNanoseconds)
    }
  }

  /// Asks for the chip's time some times, one after the other: the judge fits the two clocks.
  private mutating func exchangeClocks() throws(CaseFailure) {
    for _ in 0..<Self.clockExchanges { try askForClock(again: Self.askNanoseconds) }
  }

  private mutating func askForClock(again: UInt64) throws(CaseFailure) {
    let question = clockQuestion()
    let number = lastExchange
    try ask("Asking the chip for its time", question, again: again) {
      if case .timeSyncReply(let reply) = $0 { reply.exchange == number } else { false }
    }
  }

  /// Has the chip start anew some times, one after the other: the judge times them.
  private mutating func restart(times: Int) throws(CaseFailure) {
    for _ in 0..<times {
      // Asked once: a chip that is starting would take the second for another.
      try ask("Restarting the chip", .reset(.init()), again: .max) {
        if case .identity = $0 { true } else { false }
      }
      try settle()
    }
  }

  private mutating func question(_ request: TimedRequest) -> HostMessage {
    switch request {
    case .timeSync: clockQuestion()
    case .loopback: loopback()
    }
  }

  private mutating func clockQuestion() -> HostMessage {
    lastExchange &+= 1
    return .timeSync(.init(exchange: lastExchange))
  }

  private mutating func perform(
    _ actions: [CaseMachine.Action]
  ) throws(CaseFailure) -> CaseFailure?? {
    for action in actions {
      switch action {
      case .send(let message): link.send(message)
      case .spoil(let chunk): link.spoil(chunk)
      case .record(let event):
        // What was sent before it stands before it, as far as the port has taken it.
        try link.write()
        try link.record(event)
      case .end(let failure): return .some(failure)
      }
    }
    return nil
  }

  private func checkFlood(allowed: Int, _ operation: String) throws(CaseFailure) {
    guard link.receivedBytes > allowed else { return }
    throw CaseFailure(
      .flood,
      """
      \(operation): the chip floods the line, \(link.receivedBytes) bytes came where \(allowed) would \
      be many. Check that the firmware is solerig's, and look at the capture for what it says.
      """)
  }
}
