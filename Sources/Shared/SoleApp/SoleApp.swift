internal import SoleLink

/// What the chip does: a machine that is fed bytes and ticks and tells the board what to send.
///
/// It holds no clock and no register; the board it runs on is an argument.
public struct SoleApp: Sendable {
  private let identity: AppIdentity
  private var decoder = FrameDecoder()
  private var sequence = SequenceTracker()
  private var outbox = Outbox()
  private var counters = MessageCounters()
  private var configuration = Wire.Configure(sampleRate: 200, legLength: 900)
  private var queue = SampleQueue()
  private var session: Session?
  private var lastEnded: UInt32?
  /// Counts of the last session, kept for a status after its end.
  private var lastSession = SampleCounts()
  private var pendingStop: UInt8?
  /// Whether the last hello spoke another contract.
  private var isForeign = false
  /// How many samples had had their turn at the last credit.
  private var turnsAtCredit: UInt32 = 0

  /// Bytes of the send queue that one sample may fill at most, or the end of a session: a stride, a
  /// summary, a status, an acknowledgement.
  private static let bytesPerSample = 256
  /// Credit is given anew once this many samples had their turn.
  private static let creditStep: UInt32 = 32
  /// Most samples for one call of `poll`, so that bytes do not wait too long.
  private static let samplesPerPoll = 8
  /// Real time starts once this many samples wait, or all of them.
  private static let prefill: UInt32 = 64

  public init(identity: AppIdentity) { self.identity = identity }

  /// Says who is there, after a start.
  public mutating func boot(_ board: inout some AppBoard) {
    send(.identity(identity.message), &board)
  }

  /// Takes one byte from the line.
  public mutating func receive(_ byte: UInt8, _ board: inout some AppBoard) {
    guard decoder.receive(byte) == .frame else { return }
    let number = decoder.frame.uint8(at: 1)
    // A hello begins a conversation: what the rig before numbered is no measure for this one.
    if decoder.frame.uint8(at: 0) == Wire.Hello.type { sequence = sequence.restarted }
    sequence.receive(number)
    do throws(PayloadError) {
      handle(try lastMessage(), number, &board)
    } catch {
      counters.count(error)
    }
  }

  private func lastMessage() throws(PayloadError) -> HostMessage {
    let frame = decoder.frame
    return try HostMessage(
      type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
  }

  /// Takes the ticks that have come since the last call.
  public mutating func tick(_ count: UInt32, _ board: inout some AppBoard) {
    for _ in 0..<count {
      guard session?.isTicking == true else { return }
      if !isOver { session?.tick(&queue, &outbox, &board) }
      settle(&board)
    }
  }

  /// Works on what waits; tells whether more waits that could be worked on at once.
  public mutating func poll(_ board: inout some AppBoard) -> Bool {
    guard session?.clock == .asFastAsPossible else { return false }
    var rest = Self.samplesPerPoll
    while rest > 0, queue.count > 0, board.freeBytes >= Self.bytesPerSample {
      session?.consumeNext(&queue, &outbox, &board)
      rest -= 1
    }
    settle(&board)
    return queue.count > 0 && board.freeBytes >= Self.bytesPerSample
  }

  private mutating func handle(
    _ message: HostMessage, _ number: UInt8, _ board: inout some AppBoard
  ) {
    switch message {
    case .hello(let message):
      isForeign = message.contractHash != Wire.contractHash
      send(.identity(identity.message), &board)
    case .configure(let message):
      acknowledge(Wire.Configure.type, number, configure(message), &board)
    case .start(let message):
      let result = start(message, &board)
      acknowledge(Wire.Start.type, number, result, &board)
      if result == .done { sendCredit(&board) }
    case .stop(let message): stop(message, number, &board)
    case .samples(let message): receive(message, number, &board)
    case .timeSync(let message):
      let received = board.now
      send(.timeSyncReply(.init(exchange: message.exchange, received: received)), &board)
    case .statusQuery:
      send(.status(status(&board)), &board)
      if session != nil { sendCredit(&board) }
    case .loopback(let message): send(.loopbackReply(.init(data: message.data)), &board)
    case .reset:
      acknowledge(Wire.Reset.type, number, .done, &board)
      board.perform(.restart)
    case .recordRead: acknowledge(Wire.RecordRead.type, number, .unsupported, &board)
    case .recordErase: acknowledge(Wire.RecordErase.type, number, .unsupported, &board)
    case .enterBootloader: acknowledge(Wire.EnterBootloader.type, number, .unsupported, &board)
    }
  }

  private mutating func configure(_ message: Wire.Configure) -> Wire.Result {
    guard !isForeign else { return .wrongContract }
    guard session == nil else { return .wrongState }
    guard 100...400 ~= message.sampleRate, 400...1400 ~= message.legLength else {
      return .invalidValue
    }
    guard !message.hasMounting || message.rotation != nil else { return .invalidValue }
    configuration = message
    return .done
  }

  private mutating func start(_ message: Wire.Start, _ board: inout some AppBoard) -> Wire.Result {
    guard !isForeign else { return .wrongContract }
    if let number = session?.number {
      let isSame = number == message.session && session?.clock == message.clock
      return isSame ? .done : .wrongState
    }
    queue.removeAll()
    turnsAtCredit = 0
    session = Session(
      number: message.session, clock: message.clock, rateHertz: configuration.sampleRate,
      rotation: configuration.hasMounting ? configuration.rotation : nil)
    log(.info, "session started", &board)
    return .done
  }

  private mutating func stop(_ message: Wire.Stop, _ number: UInt8, _ board: inout some AppBoard) {
    guard session?.number == message.session else {
      let result: Wire.Result = lastEnded == message.session ? .done : .wrongState
      return acknowledge(Wire.Stop.type, number, result, &board)
    }
    pendingStop = number
    // A stop that is sent again changes nothing: what is missing was counted.
    if session?.endIndex == nil, let fault = session?.end(at: message.endIndex) {
      send(.sampleFault(fault), &board)
    }
    startTicksIfReady(&board)
    settle(&board)
  }

  private mutating func receive(
    _ message: Wire.Samples, _ number: UInt8, _ board: inout some AppBoard
  ) {
    guard let intake = session?.receive(message, &queue) else {
      return acknowledge(Wire.Samples.type, number, .wrongState, &board)
    }
    if intake.isRefused { acknowledge(Wire.Samples.type, number, .invalidValue, &board) }
    for index in 0..<intake.faults.count {
      if let fault = intake.faults[index] { send(.sampleFault(fault), &board) }
    }
    startTicksIfReady(&board)
  }

  private mutating func startTicksIfReady(_ board: inout some AppBoard) {
    guard session?.clock == .realTime, session?.isTicking == false else { return }
    guard queue.count >= Self.prefill || session?.endIndex != nil else { return }
    session?.isTicking = true
    board.perform(.startTicks(rateHertz: session?.rateHertz ?? 0))
  }

  private var isOver: Bool { session?.isOver(queued: queue.count) == true }

  /// Gives credit where it is due, and ends the session where it is over: once there is room for its
  /// last words, since they are not said twice.
  private mutating func settle(_ board: inout some AppBoard) {
    guard let turns = session?.turns else { return }
    if !isOver {
      if turns - turnsAtCredit >= Self.creditStep { sendCredit(&board) }
    } else if board.freeBytes >= Self.bytesPerSample {
      finish(&board)
    }
  }

  private mutating func finish(_ board: inout some AppBoard) {
    session?.finish(&outbox, &board)
    if session?.isTicking == true { board.perform(.stopTicks) }
    send(.status(status(&board)), &board)
    if let pendingStop { acknowledge(Wire.Stop.type, pendingStop, .done, &board) }
    lastEnded = session?.number
    pendingStop = nil
    lastSession = session.map(SampleCounts.init) ?? SampleCounts()
    session = nil
  }

  private mutating func sendCredit(_ board: inout some AppBoard) {
    guard let session else { return }
    turnsAtCredit = session.turns
    send(
      .credit(
        .init(
          nextIndex: session.nextIndex, freeSlots: UInt16(queue.free),
          consumed: session.consumed, underruns: session.underruns)), &board)
  }

  private func status(_ board: inout some AppBoard) -> Wire.Status {
    let health = board.health
    let chunks = decoder.counters
    let samples = session.map(SampleCounts.init) ?? lastSession
    return Wire.Status(
      load: health.load, stackUsed: health.stackUsed, stackSize: health.stackSize,
      receiveQueueUsed: health.receiveQueueUsed, sendQueueUsed: health.sendQueueUsed,
      sampleQueueUsed: UInt16(queue.highWater), lateTicks: health.lateTicks,
      uartOverruns: health.uartOverruns, uartLineErrors: health.uartLineErrors,
      framesReceived: chunks.frames, noiseChunks: chunks.noiseChunks,
      cutFrames: chunks.cutFrames, oversizeFrames: chunks.oversizeFrames,
      crcErrors: chunks.crcErrors, unknownTypes: counters.unknownTypes,
      malformedPayloads: counters.malformedPayloads, sequenceGaps: sequence.missing,
      discardedBytes: chunks.discardedBytes, samplesSkipped: samples.skipped,
      samplesLate: samples.late, samplesOverflowed: samples.overflowed,
      samplesConsumed: samples.consumed, unsentFrames: outbox.unsentFrames)
  }

  private mutating func acknowledge(
    _ request: UInt8, _ number: UInt8, _ result: Wire.Result, _ board: inout some AppBoard
  ) {
    send(.acknowledgement(.init(request: request, sequence: number, result: result)), &board)
  }

  private mutating func log(
    _ level: Wire.LogLevel, _ text: StaticString, _ board: inout some AppBoard
  ) {
    send(.log(.init(level: level, text: PayloadBytes(text))), &board)
  }

  private mutating func send(_ message: ChipMessage, _ board: inout some AppBoard) {
    outbox.send(message, &board)
  }
}

/// What became of a session's samples.
private struct SampleCounts: Sendable {
  var skipped: UInt32 = 0
  var late: UInt32 = 0
  var overflowed: UInt32 = 0
  var consumed: UInt32 = 0

  init() {}

  init(_ session: Session) {
    skipped = session.skipped
    late = session.late
    overflowed = session.overflowed
    consumed = session.consumed
  }
}

/// Counts of what is wrong above the frame.
private struct MessageCounters: Sendable {
  var unknownTypes: UInt32 = 0
  var malformedPayloads: UInt32 = 0

  mutating func count(_ error: PayloadError) {
    if case .unknownType = error { unknownTypes.countUp() } else { malformedPayloads.countUp() }
  }
}

extension Wire.Configure {
  /// Whether a mounting is given; all zeros mean that it has to be found.
  fileprivate var hasMounting: Bool {
    mountingW != 0 || mountingX != 0 || mountingY != 0 || mountingZ != 0
  }

  fileprivate var rotation: MountingRotation? {
    MountingRotation(w: mountingW, x: mountingX, y: mountingY, z: mountingZ)
  }
}
