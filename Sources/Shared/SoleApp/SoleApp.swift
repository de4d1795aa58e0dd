internal import SoleGait
internal import SoleLink
internal import SoleStore

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
  private var shoe = Shoe()
  private var pendingStop: UInt8?
  /// Whether the last hello spoke another contract.
  private var isForeign = false
  /// How many samples had had their turn at the last credit.
  private var turnsAtCredit: UInt32 = 0
  /// Up to where the rig was allowed to send.
  private var creditEnd: UInt32 = 0
  private var isGreeted = false

  /// Bytes of the send queue that one sample may fill at most, or the end of a session: a stride, a
  /// summary, a status, an acknowledgement.
  private static let bytesPerSample = 256
  /// The same where the shoe has something to tell: feedback, progress, totals, phone payloads.
  private static let bytesPerSampleOfShoe = 720
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
    shoe.mount(&board)
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
      if !isOver { session.tick(&queue, &shoe, &outbox, &board) }
      settle(&board)
    }
  }

  /// Works on what waits; tells whether more waits that could be worked on at once.
  public mutating func poll(_ board: inout some AppBoard) -> Bool {
    guard session.isOpen, session.clock == .asFastAsPossible else { return false }
    var rest = Self.samplesPerPoll
    while rest > 0, queue.count > 0, board.freeBytes >= bytesPerSample {
      session.consumeNext(&queue, &shoe, &outbox, &board)
      rest -= 1
    }
    settle(&board)
    return queue.count > 0 && board.freeBytes >= bytesPerSample
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
      if result == .done {
        greet(&board)
        sendCredit(&board)
      }
    case Wire.Stop.type: stop(try decoder.payload(Wire.Stop.self), number, &board)
    case Wire.Samples.type: try receiveSamples(number, &board)
    case Wire.TimeSync.type:
      let received = board.now
      let exchange = try decoder.payload(Wire.TimeSync.self).exchange
      outbox.send(Wire.TimeSyncReply(exchange: exchange, received: received), &board)
    case Wire.StatusQuery.type:
      _ = try decoder.payload(Wire.StatusQuery.self)
      sendStatus(&board)
      if session.isOpen { sendCredit(&board, isAsked: true) }
    case Wire.Loopback.type: try loopBack(&board)
    case Wire.Reset.type:
      _ = try decoder.payload(Wire.Reset.self)
      acknowledge(type, number, .done, &board)
      board.perform(.restart)
    case Wire.RecordRead.type: try readRecord(number, &board)
    case Wire.RecordErase.type:
      let record = try decoder.payload(Wire.RecordErase.self).record
      if !session.isOpen, shoe.hasStore { shoe.store.erase(upTo: record, &board.storage) }
      acknowledge(type, number, session.isOpen ? .wrongState : .done, &board)
    case Wire.RecordQuery.type:
      let record = try decoder.payload(Wire.RecordQuery.self).record
      if let info = shoe.store.info(from: record, board.storage) {
        outbox.send(Wire.RecordInfo(info), &board)
      } else {
        acknowledge(type, number, .notFound, &board)
      }
    case Wire.RecordFetched.type:
      let record = try decoder.payload(Wire.RecordFetched.self).record
      let isKnown = shoe.store.markFetched(record, &board.storage)
      acknowledge(type, number, isKnown ? .done : .notFound, &board)
    case Wire.TotalsQuery.type:
      _ = try decoder.payload(Wire.TotalsQuery.self)
      shoe.sendSessionTotals(session.moment, &outbox, &board)
      shoe.sendLifetimeTotals(session.turns, &outbox, &board)
    case Wire.EnterBootloader.type:
      _ = try decoder.payload(Wire.EnterBootloader.self)
      acknowledge(type, number, board.hasBootloader ? .done : .unsupported, &board)
      if board.hasBootloader { board.perform(.restartIntoBootloader) }
    default: throw .unknownType(type)
    }
  }

  // The three that are long are handled apart: their messages are on the stack for as long as they
  // are at work, and not while a session starts or ends.

  @inline(never)
  private mutating func loopBack(_ board: inout some AppBoard) throws(PayloadError) {
    outbox.send(Wire.LoopbackReply(data: try decoder.payload(Wire.Loopback.self).data), &board)
  }

  @inline(never)
  private mutating func readRecord(
    _ number: UInt8, _ board: inout some AppBoard
  ) throws(PayloadError) {
    let message = try decoder.payload(Wire.RecordRead.self)
    guard message.length <= 240 else {
      return acknowledge(Wire.RecordRead.type, number, .invalidValue, &board)
    }
    var chunk = Wire.RecordChunk(record: message.record, offset: message.offset)
    let isKnown = shoe.store.read(
      message.record, offset: message.offset, count: UInt32(message.length), board.storage
    ) { byte in chunk.data.append(byte) }
    guard isKnown else {
      return acknowledge(Wire.RecordRead.type, number, .notFound, &board)
    }
    outbox.send(chunk, &board)
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
    guard message.isShoeValid else { return .invalidValue }
    guard message.recording == .nothing || shoe.hasStore else { return .unsupported }
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
    isGreeted = false
    shoe.start(
      configuration, session: message.session, calibration: identity.calibration, &outbox, &board)
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

  /// Bytes of the send queue that one sample may fill.
  private var bytesPerSample: Int {
    shoe.isAtWork ? Self.bytesPerSampleOfShoe : Self.bytesPerSample
  }

  /// Bytes of the send queue that the end of a session may fill, behind its last strides.
  private var bytesAtEnd: Int { shoe.isAtWork ? 480 : 0 }

  /// The first words of a session; a start that comes again does not bring them again.
  private mutating func greet(_ board: inout some AppBoard) {
    guard !isGreeted else { return }
    isGreeted = true
    shoe.greet(&outbox, &board)
  }

  /// Erases a page where one is to be erased and nothing can be on the line: all that the rig was
  /// allowed to send has come, and it waits for credit.
  private mutating func eraseIfQuiet(_ board: inout some AppBoard) {
    guard shoe.store.wantsErase, session.nextIndex >= creditEnd || session.endIndex != nil else {
      return
    }
    shoe.store.eraseNext(&board.storage)
  }

  /// Whether every sample before the end had its turn.
  @inline(__always)
  private var isOver: Bool { session.endIndex != nil && queue.count == 0 }

  /// Gives credit where it is due, and ends the session where it is over: once there is room for its
  /// last words, since they are not said twice.
  private mutating func settle(_ board: inout some AppBoard) {
    guard session.isOpen else { return }
    if !isOver {
      eraseIfQuiet(&board)
      if session.turns - turnsAtCredit >= Self.creditStep, !shoe.store.wantsErase {
        sendCredit(&board)
      }
    } else if board.freeBytes >= bytesPerSample {
      session.finishStrides(&shoe, &outbox, &board)
      if board.freeBytes >= bytesAtEnd { finish(&board) }
    }
  }

  private mutating func finish(_ board: inout some AppBoard) {
    session.finish(&shoe, &outbox, &board)
    if session.isTicking { board.perform(.stopTicks) }
    sendStatus(&board)
    if let pendingStop { acknowledge(Wire.Stop.type, pendingStop, .done, &board) }
    pendingStop = nil
    session.close()
  }

  /// - Parameter isAsked: whether the rig asked, and so waits.
  private mutating func sendCredit(_ board: inout some AppBoard, isAsked: Bool = false) {
    turnsAtCredit = session.turns
    let frame = UInt32(Wire.samplesPerFrame)
    // Where pages are erased, credit is of whole frames: of a piece, a rig would wait for the rest,
    // and the chip for the piece.
    var free = queue.free
    if shoe.isAtWork || shoe.store.wantsErase { free -= free % frame }
    if shoe.store.wantsErase, session.turns > 0 {
      // While a page waits to be erased, no more is promised than was; to a rig that waits, a frame.
      let promised = creditEnd > session.nextIndex ? creditEnd - session.nextIndex : 0
      free = min(isAsked && promised > 0 ? max(promised, frame) : promised, queue.free)
    }
    creditEnd = UInt32(clamping: UInt64(session.nextIndex) + UInt64(free))
    let credit = Wire.Credit(
      nextIndex: session.nextIndex, freeSlots: UInt16(free),
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
