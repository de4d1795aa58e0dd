internal import SoleGait
internal import SoleLink

/// What the chip does: a machine that is fed bytes and ticks and tells the board what to send.
///
/// It holds no clock and no register; the board it runs on is an argument. It can't be copied, and
/// all that it does is mutating: the chip's stack has no room for a second one.
public struct SoleApp: ~Copyable, Sendable {
  private var identity: AppIdentity
  private var decoder = FrameDecoder()
  private var sequence = SequenceTracker()
  private var outbox = Outbox()
  private var counters = MessageCounters()
  private var configuration = Wire.Configure(sampleRate: 200, legLength: 900)
  private var queue = SampleQueue()
  private var session = Session()
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

  // Inlined, so that it is made where it is to live and not on the stack first.
  @inline(__always)
  public init(identity: AppIdentity) { self.identity = identity }

  /// Says who is there, after a start.
  public mutating func boot(_ board: inout some AppBoard) {
    outbox.send(identity.message, &board)
  }

  /// Takes one byte from the line.
  public mutating func receive(_ byte: UInt8, _ board: inout some AppBoard) {
    guard decoder.receive(byte) == .frame else { return }
    let (type, number) = decoder.header()
    // A hello begins a conversation: what the rig before numbered is no measure for this one.
    if type == Wire.Hello.type { sequence = sequence.restarted }
    sequence.receive(number)
    do throws(PayloadError) {
      try handle(type, number, &board)
    } catch {
      counters.count(error)
    }
  }

  /// Takes the ticks that have come since the last call.
  public mutating func tick(_ count: UInt32, _ board: inout some AppBoard) {
    for _ in 0..<count {
      guard session.isTicking else { return }
      if !isOver { session.tick(&queue, &outbox, &board) }
      settle(&board)
    }
  }

  /// Works on what waits; tells whether more waits that could be worked on at once.
  public mutating func poll(_ board: inout some AppBoard) -> Bool {
    guard session.isOpen, session.clock == .asFastAsPossible else { return false }
    var rest = Self.samplesPerPoll
    while rest > 0, queue.count > 0, board.freeBytes >= Self.bytesPerSample {
      session.consumeNext(&queue, &outbox, &board)
      rest -= 1
    }
    settle(&board)
    return queue.count > 0 && board.freeBytes >= Self.bytesPerSample
  }

  private mutating func handle(
    _ type: UInt8, _ number: UInt8, _ board: inout some AppBoard
  ) throws(PayloadError) {
    switch type {
    case Wire.Hello.type:
      isForeign = try decoder.payload(Wire.Hello.self).contractHash != Wire.contractHash
      outbox.send(identity.message, &board)
    case Wire.Configure.type:
      let result = configure(try decoder.payload(Wire.Configure.self), &board)
      acknowledge(type, number, result, &board)
    case Wire.Start.type:
      let result = start(try decoder.payload(Wire.Start.self), &board)
      acknowledge(type, number, result, &board)
      if result == .done { sendCredit(&board) }
    case Wire.Stop.type: stop(try decoder.payload(Wire.Stop.self), number, &board)
    case Wire.Samples.type: try receiveSamples(number, &board)
    case Wire.TimeSync.type:
      let received = board.now
      let exchange = try decoder.payload(Wire.TimeSync.self).exchange
      outbox.send(Wire.TimeSyncReply(exchange: exchange, received: received), &board)
    case Wire.StatusQuery.type:
      _ = try decoder.payload(Wire.StatusQuery.self)
      sendStatus(&board)
      if session.isOpen { sendCredit(&board) }
    case Wire.Loopback.type: try loopBack(&board)
    case Wire.Reset.type:
      _ = try decoder.payload(Wire.Reset.self)
      acknowledge(type, number, .done, &board)
      board.perform(.restart)
    case Wire.RecordRead.type:
      _ = try decoder.payload(Wire.RecordRead.self)
      acknowledge(type, number, .notFound, &board)
    case Wire.RecordErase.type:
      _ = try decoder.payload(Wire.RecordErase.self)
      acknowledge(type, number, session.isOpen ? .wrongState : .done, &board)
    case Wire.RecordQuery.type:
      _ = try decoder.payload(Wire.RecordQuery.self)
      acknowledge(type, number, .notFound, &board)
    case Wire.RecordFetched.type:
      _ = try decoder.payload(Wire.RecordFetched.self)
      acknowledge(type, number, .notFound, &board)
    case Wire.TotalsQuery.type:
      _ = try decoder.payload(Wire.TotalsQuery.self)
      acknowledge(type, number, .unsupported, &board)
    case Wire.EnterBootloader.type:
      _ = try decoder.payload(Wire.EnterBootloader.self)
      acknowledge(type, number, board.hasBootloader ? .done : .unsupported, &board)
      if board.hasBootloader { board.perform(.restartIntoBootloader) }
    default: throw .unknownType(type)
    }
  }

  // The two that are long are handled apart: their messages are on the stack for as long as they
  // are at work, and not while a session starts or ends.

  @inline(never)
  private mutating func loopBack(_ board: inout some AppBoard) throws(PayloadError) {
    outbox.send(Wire.LoopbackReply(data: try decoder.payload(Wire.Loopback.self).data), &board)
  }

  @inline(never)
  private mutating func receiveSamples(
    _ number: UInt8, _ board: inout some AppBoard
  ) throws(PayloadError) {
    let message = try decoder.payload(Wire.Samples.self)
    guard session.isOpen else {
      return acknowledge(Wire.Samples.type, number, .wrongState, &board)
    }
    let intake = session.receive(message, &queue)
    if intake.isRefused { acknowledge(Wire.Samples.type, number, .invalidValue, &board) }
    for index in 0..<intake.faults.count {
      if let fault = intake.faults[index] { outbox.send(fault, &board) }
    }
    startTicksIfReady(&board)
  }

  private mutating func configure(
    _ message: Wire.Configure, _ board: inout some AppBoard
  ) -> Wire.Result {
    guard !isForeign else { return .wrongContract }
    guard !session.isOpen else { return .wrongState }
    guard 100...400 ~= message.sampleRate, 400...1400 ~= message.legLength else {
      return .invalidValue
    }
    guard !message.hasMounting || message.mounting != nil else { return .invalidValue }
    guard message.recordInterval <= 60, message.bodyMass == 0 || 200...2500 ~= message.bodyMass
    else { return .invalidValue }
    guard message.recording == .nothing, message.reports.isEmpty, message.feedback.isEmpty else {
      return .unsupported
    }
    if message.calibration != 0 {
      guard GaitConfiguration.calibrations.contains(message.calibration) else {
        return .invalidValue
      }
      identity.keep(message.calibration)
      board.perform(.keepCalibration(message.calibration))
    }
    configuration = message
    return .done
  }

  private mutating func start(_ message: Wire.Start, _ board: inout some AppBoard) -> Wire.Result {
    guard !isForeign else { return .wrongContract }
    if session.isOpen {
      let isSame = session.number == message.session && session.clock == message.clock
      return isSame ? .done : .wrongState
    }
    queue.removeAll()
    turnsAtCredit = 0
    session.open(
      number: message.session, clock: message.clock,
      GaitConfiguration(
        sampleRateHertz: configuration.sampleRate, isLeft: configuration.side == .left,
        mounting: configuration.hasMounting ? configuration.mounting : nil,
        calibration: identity.calibration))
    outbox.send(Wire.Log(level: .info, text: PayloadBytes("session started")), &board)
    return .done
  }

  private mutating func stop(_ message: Wire.Stop, _ number: UInt8, _ board: inout some AppBoard) {
    guard session.isOpen, session.number == message.session else {
      let hasEnded = session.hasEnded && session.number == message.session
      let result: Wire.Result = hasEnded ? .done : .wrongState
      return acknowledge(Wire.Stop.type, number, result, &board)
    }
    pendingStop = number
    // A stop that is sent again changes nothing: what is missing was counted.
    if session.endIndex == nil, let fault = session.end(at: message.endIndex) {
      outbox.send(fault, &board)
    }
    startTicksIfReady(&board)
    settle(&board)
  }

  private mutating func startTicksIfReady(_ board: inout some AppBoard) {
    guard session.isOpen, session.clock == .realTime, !session.isTicking else { return }
    guard queue.count >= Self.prefill || session.endIndex != nil else { return }
    let start = board.now
    session.beginTicks(at: start)
    board.perform(.startTicks(at: start, rateHertz: session.rateHertz))
  }

  /// Whether every sample before the end had its turn.
  @inline(__always)
  private var isOver: Bool { session.endIndex != nil && queue.count == 0 }

  /// Gives credit where it is due, and ends the session where it is over: once there is room for its
  /// last words, since they are not said twice.
  private mutating func settle(_ board: inout some AppBoard) {
    guard session.isOpen else { return }
    if !isOver {
      if session.turns - turnsAtCredit >= Self.creditStep { sendCredit(&board) }
    } else if board.freeBytes >= Self.bytesPerSample {
      finish(&board)
    }
  }

  private mutating func finish(_ board: inout some AppBoard) {
    session.finish(&outbox, &board)
    if session.isTicking { board.perform(.stopTicks) }
    sendStatus(&board)
    if let pendingStop { acknowledge(Wire.Stop.type, pendingStop, .done, &board) }
    pendingStop = nil
    session.close()
  }

  private mutating func sendCredit(_ board: inout some AppBoard) {
    turnsAtCredit = session.turns
    let credit = Wire.Credit(
      nextIndex: session.nextIndex, freeSlots: UInt16(queue.free),
      consumed: session.counts.consumed, underruns: session.counts.underruns)
    outbox.send(credit, &board)
  }

  @inline(never)
  private mutating func sendStatus(_ board: inout some AppBoard) {
    let health = board.health
    let chunks = decoder.counters
    let samples = session.counts
    let status = Wire.Status(
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
      samplesConsumed: samples.consumed, unsentFrames: outbox.unsentFrames,
      firstTick: session.firstTick, worstSample: session.worstSampleMicroseconds)
    outbox.send(status, &board)
  }

  private mutating func acknowledge(
    _ request: UInt8, _ number: UInt8, _ result: Wire.Result, _ board: inout some AppBoard
  ) {
    outbox.send(
      Wire.Acknowledgement(request: request, sequence: number, result: result), &board)
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
