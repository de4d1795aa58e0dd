internal import SoleGait
internal import SoleLink
internal import SoleShoe

/// One session: samples in by index, strides and summaries out, on sample time.
///
/// What did not come in order and on time is counted and told, and the engine is told that it is
/// missing; nothing is made up.
///
/// It can't be copied: it is a good part of the chip's memory.
struct Session: ~Copyable, Sendable {
  private(set) var number: UInt32 = 0
  /// Whether it goes on; the counts of one that has ended stay.
  private(set) var isOpen = false
  private(set) var hasEnded = false
  private var isFinished = false
  private(set) var clock = Wire.SampleClock.realTime
  private(set) var rateHertz: UInt16 = 200
  private(set) var engine = GaitEngine(GaitConfiguration(sampleRateHertz: 200))
  /// Turn after which the next summary is due.
  private var nextSummary: UInt32 = 0
  private(set) var totals = SessionTotals()
  /// A stride event that waits for its moment, in test builds that are late.
  private var held: (stride: SoleGait.Stride, foundIndex: UInt32, dueIndex: UInt32)?

  /// The next index wanted from the rig.
  private(set) var nextIndex: UInt32 = 0
  /// Samples that had their turn, those that were missing included.
  private(set) var turns: UInt32 = 0
  private(set) var counts = SampleCounts()
  /// Where the session ends, once the rig has said so.
  private(set) var endIndex: UInt32?
  /// Real time: whether the ticks run, and since when; 0 is not yet.
  private(set) var isTicking = false
  private(set) var firstTick: UInt64 = 0
  /// The longest that one sample took, all that it brought about included.
  private(set) var worstSampleMicroseconds: UInt16 = 0

  @inline(__always)
  init() {}

  /// Starts anew at sample 0.
  mutating func open(
    number: UInt32, clock: Wire.SampleClock, _ configuration: GaitConfiguration
  ) {
    self.number = number
    isOpen = true
    hasEnded = false
    isFinished = false
    self.clock = clock
    rateHertz = configuration.sampleRateHertz
    engine = GaitEngine(configuration)
    nextSummary = UInt32(rateHertz)
    totals = SessionTotals()
    held = nil
    nextIndex = 0
    turns = 0
    counts = SampleCounts()
    endIndex = nil
    isTicking = false
    firstTick = 0
    worstSampleMicroseconds = 0
  }

  /// Real time: sample 0 is due at this device time.
  mutating func beginTicks(at time: UInt64) {
    isTicking = true
    firstTick = time
  }

  /// Ends it; number and counts stay.
  mutating func close() {
    isOpen = false
    hasEnded = true
    isTicking = false
  }

  /// What a frame of samples did.
  struct Intake {
    var faults = InlineArray<3, Wire.SampleFault?>(repeating: nil)
    var isRefused = false
  }

  /// Takes the samples of a frame into the queue.
  mutating func receive(_ message: borrowing Wire.Samples, _ queue: inout SampleQueue) -> Intake {
    var intake = Intake()
    let count = UInt32(message.samples.count)
    let (end, overflow) = message.firstIndex.addingReportingOverflow(count)
    let missing = message.firstIndex > nextIndex ? message.firstIndex - nextIndex : 0
    guard !overflow, missing <= UInt32(UInt16.max), endIndex == nil else {
      intake.isRefused = true
      return intake
    }
    let repeated = message.firstIndex < nextIndex ? min(nextIndex - message.firstIndex, count) : 0
    if repeated > 0 {
      counts.late.countUp(by: repeated)
      intake.faults[0] = Self.fault(.late, message.firstIndex, repeated)
    }
    let fresh = count - repeated
    guard fresh > 0 else { return intake }
    let accepted = min(fresh, queue.free)
    if accepted > 0, missing > 0 {
      counts.skipped.countUp(by: missing)
      intake.faults[1] = Self.fault(.skipped, nextIndex, missing)
    }
    for offset in 0..<accepted {
      queue.append(
        imuSample(message.samples[Int(repeated + offset)]),
        missingBefore: offset == 0 ? UInt16(missing) : 0)
    }
    if accepted > 0 { nextIndex = message.firstIndex + repeated + accepted }
    if accepted < fresh {
      counts.overflowed.countUp(by: fresh - accepted)
      intake.faults[2] = Self.fault(.overflow, end - (fresh - accepted), fresh - accepted)
    }
    return intake
  }

  /// Takes note of where the session ends; what has not come by now never will.
  mutating func end(at index: UInt32) -> Wire.SampleFault? {
    endIndex = max(index, nextIndex)
    guard index > nextIndex else { return nil }
    let missing = index - nextIndex
    counts.skipped.countUp(by: missing)
    return Self.fault(.skipped, nextIndex, missing)
  }

  /// As fast as possible: gives the engine the next sample of the queue, or lets those that are
  /// missing before it have their turn, up to the next summary.
  mutating func consumeNext(
    _ queue: inout SampleQueue, _ shoe: inout Shoe, _ outbox: inout Outbox,
    _ board: inout some AppBoard
  ) {
    let began = board.now
    let missing = min(UInt32(queue.missingBeforeFirst), nextSummary - turns)
    if missing > 0 {
      queue.passMissing(UInt16(missing))
      pass(missing)
    } else if let sample = queue.removeFirst() {
      consume(sample, &shoe, &outbox, &board)
    }
    summariseIfDue(&shoe, &outbox, &board)
    noteCost(since: began, until: board.now)
  }

  /// Real time: one tick, which is one sample's turn, whether it came or not.
  mutating func tick(
    _ queue: inout SampleQueue, _ shoe: inout Shoe, _ outbox: inout Outbox,
    _ board: inout some AppBoard
  ) {
    let began = board.now
    if queue.missingBeforeFirst > 0 {
      queue.passMissing(1)
      pass(1)
    } else if let sample = queue.removeFirst() {
      consume(sample, &shoe, &outbox, &board)
    } else {
      counts.underruns.countUp()
      outbox.send(Self.fault(.underrun, turns, 1), &board)
      nextIndex = max(nextIndex, turns + 1)
      pass(1)
    }
    summariseIfDue(&shoe, &outbox, &board)
    noteCost(since: began, until: board.now)
  }

  /// The last strides of a session: samples that never came, a stride that was held, what the
  /// engine still has, and what the shoe has to say of them. Said once.
  mutating func finishStrides(
    _ shoe: inout Shoe, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    guard !isFinished else { return }
    isFinished = true
    if let endIndex, endIndex > turns { pass(endIndex - turns) }
    emitHeld(&shoe, &outbox, &board)
    while let event = engine.finish() {
      if event == .stride {
        totals.take(engine.stride)
        emit(engine.stride, &shoe, &outbox, &board)
      }
    }
    shoe.advise(turns, &outbox, &board)
  }

  /// The last words of a session.
  mutating func finish(
    _ shoe: inout Shoe, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    shoe.finish(moment, &outbox, &board)
    outbox.send(summary(), &board)
  }

  private mutating func consume(
    _ sample: IMUSample, _ shoe: inout Shoe, _ outbox: inout Outbox,
    _ board: inout some AppBoard
  ) {
    let index = turns
    turns += 1
    counts.consumed.countUp()
    if let seen = KnownBad.tap(sample, index: index), engine.consume(seen) == .stride {
      totals.take(engine.stride)
      let delay = KnownBad.eventDelay(rateHertz: rateHertz)
      if delay == 0 {
        emit(engine.stride, &shoe, &outbox, &board)
      } else {
        held = (engine.stride, turns, index + delay)
      }
    }
    if let waiting = held, index >= waiting.dueIndex { emitHeld(&shoe, &outbox, &board) }
    shoe.tellProgress(turns, &outbox, &board)
  }

  private mutating func noteCost(since began: UInt64, until ended: UInt64) {
    let cost = UInt16(clamping: ended - began)
    if cost > worstSampleMicroseconds { worstSampleMicroseconds = cost }
  }

  /// Lets missing samples have their turn.
  private mutating func pass(_ missing: UInt32) {
    turns += missing
    engine.skip(missing)
  }

  private mutating func summariseIfDue(
    _ shoe: inout Shoe, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    guard turns >= nextSummary else { return }
    let (next, overflow) = (turns / UInt32(rateHertz) * UInt32(rateHertz))
      .addingReportingOverflow(UInt32(rateHertz))
    nextSummary = overflow ? .max : next
    outbox.send(summary(), &board)
    shoe.pass(moment, &outbox, &board)
  }

  private mutating func emit(
    _ stride: SoleGait.Stride, _ shoe: inout Shoe, _ outbox: inout Outbox,
    _ board: inout some AppBoard
  ) {
    outbox.send(wireStride(stride, emittedIndex: turns), &board)
    shoe.take(stride, turns, &outbox, &board)
  }

  private mutating func emitHeld(
    _ shoe: inout Shoe, _ outbox: inout Outbox, _ board: inout some AppBoard
  ) {
    guard let waiting = held else { return }
    held = nil
    let index = KnownBad.tellsWhenFound ? waiting.foundIndex : turns
    outbox.send(wireStride(waiting.stride, emittedIndex: index), &board)
    shoe.take(waiting.stride, turns, &outbox, &board)
  }

  private static func fault(
    _ kind: Wire.SampleFaultKind, _ first: UInt32, _ count: UInt32
  ) -> Wire.SampleFault {
    Wire.SampleFault(kind: kind, firstIndex: first, count: count)
  }
}
