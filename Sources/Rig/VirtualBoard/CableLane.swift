import RigModel
import Stimulus

/// One direction of the cable as a value: bytes and time in, bytes with their times out.
struct CableLane: Sendable {
  /// A byte on its way.
  struct TimedByte: Sendable, Equatable {
    var due: UInt64
    var offset: UInt64
    var value: UInt8
  }

  let direction: CableDirection
  /// Bytes accepted since the cable's start.
  private(set) var acceptedCount: UInt64 = 0
  private(set) var log: [CableLogEntry] = []
  private(set) var counters = CableCounters.Lane()

  private var faults = FaultRates()
  private var byteNanoseconds: UInt64 = 0
  private var latencyNanoseconds: UInt64 = 0
  private var jitterNanoseconds: UInt64 = 0
  private var frameNanoseconds: UInt64 = 0
  private var capacity = 0
  private var isPlain = true
  private var startTime: UInt64
  private var startCount: UInt64 = 0
  private var isCut = false
  private var lineFreeTime: UInt64 = 0
  private var lastDue: UInt64 = 0
  private var frameIndex: UInt64 = .max
  private var jitter: UInt64 = 0
  /// Two streams, so that the faults of a run do not depend on how its bytes were chunked.
  private var faultRandom = RandomGenerator(seed: 0)
  private var jitterRandom = RandomGenerator(seed: 0)
  private var queue: [TimedByte] = []
  private var head = 0

  init(_ direction: CableDirection, settings: CableSettings, at now: UInt64) {
    self.direction = direction
    self.startTime = now
    apply(settings, at: now)
  }

  /// Takes new settings; what is on its way keeps its times.
  mutating func apply(_ settings: CableSettings, at now: UInt64) {
    faults = direction == .toChip ? settings.toChip : settings.toHost
    precondition(settings.baud != 0, "a line of zero baud carries nothing")
    byteNanoseconds = settings.baud.map { 10_000_000_000 / UInt64($0) } ?? 0
    latencyNanoseconds = UInt64(settings.latencyMicroseconds) * 1000
    jitterNanoseconds = UInt64(settings.jitterMicroseconds) * 1000
    frameNanoseconds = UInt64(settings.frameMicroseconds) * 1000
    isPlain =
      faults == FaultRates() && byteNanoseconds == 0 && latencyNanoseconds == 0
      && jitterNanoseconds == 0 && frameNanoseconds == 0
    capacity = Self.capacity(
      byteNanoseconds: byteNanoseconds,
      delayNanoseconds: latencyNanoseconds + jitterNanoseconds + frameNanoseconds)
    startTime = now
    startCount = acceptedCount
    isCut = false
    frameIndex = .max
    let salt: UInt64 = direction == .toChip ? 0 : 0x5EED_0FF5_E700_0001
    faultRandom = RandomGenerator(seed: settings.seed ^ salt)
    jitterRandom = RandomGenerator(seed: ~settings.seed ^ salt)
  }

  /// Bytes that the lane takes now; the sender keeps the rest.
  var room: Int { max(0, capacity - queuedCount) }
  var queuedCount: Int { queue.count - head }
  var nextDue: UInt64? { head < queue.count ? queue[head].due : nil }
  /// Whether bytes may go past the machine: it would give them back at once, as they are.
  var isIdeal: Bool { isPlain && queuedCount == 0 }

  /// Counts bytes that went past the machine.
  mutating func pass(_ count: Int) {
    acceptedCount += UInt64(count)
    counters.bytes += UInt64(count)
  }

  /// Takes bytes in.
  mutating func accept(_ bytes: UnsafeRawBufferPointer, at now: UInt64) {
    if frameNanoseconds == 0 { jitter = drawJitter() }
    for byte in bytes { accept(byte, at: now) }
  }

  /// The next byte that is due.
  mutating func next(at now: UInt64) -> TimedByte? {
    guard let due = nextDue, due <= now else { return nil }
    let byte = queue[head]
    head += 1
    if head == queue.count {
      queue.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 65_536 {
      queue.removeFirst(head)
      head = 0
    }
    return byte
  }

  /// Loses all that is on its way, as an unplug does.
  mutating func discardQueued() {
    queue.removeAll(keepingCapacity: true)
    head = 0
  }

  mutating func takeLog() -> [CableLogEntry] {
    if log.isEmpty { return [] }
    defer { log.removeAll() }
    return log
  }

  private mutating func accept(_ byte: UInt8, at now: UInt64) {
    let offset = acceptedCount
    acceptedCount += 1
    counters.bytes += 1
    if cuts(offset, at: now) {
      counters.cutBytes += 1
      return
    }
    // The host's end of the cable is USB, the chip's a UART: the order of the two is the byte's.
    let entered = direction == .toChip ? release(now) : now
    stall(offset, at: entered)
    let arrived = takeLine(from: entered)
    if faultRandom.happens(faults.dropsPerByte) {
      counters.drops += 1
      note(.drop, offset, at: arrived)
      return
    }
    let value = flip(byte, offset, at: arrived)
    put(value, offset, at: arrived)
    if faultRandom.happens(faults.duplicatesPerByte) {
      counters.duplicates += 1
      note(.duplicate, offset, at: arrived)
      put(value, offset, at: takeLine(from: arrived))
    }
  }

  private mutating func put(_ value: UInt8, _ offset: UInt64, at arrived: UInt64) {
    let due = max(lastDue, direction == .toHost ? release(arrived) : arrived)
    lastDue = due
    queue.append(TimedByte(due: due, offset: offset, value: value))
  }

  /// When the line has carried a byte that comes to it at `time`.
  private mutating func takeLine(from time: UInt64) -> UInt64 {
    lineFreeTime = max(time, lineFreeTime) + byteNanoseconds
    return lineFreeTime
  }

  /// When the USB side hands on a byte that comes to it at `time`.
  private mutating func release(_ time: UInt64) -> UInt64 {
    if frameNanoseconds == 0 { return time + latencyNanoseconds + jitter }
    let index = (time - startTime + frameNanoseconds - 1) / frameNanoseconds
    if index != frameIndex {
      frameIndex = index
      jitter = drawJitter()
    }
    return startTime + index * frameNanoseconds + latencyNanoseconds + jitter
  }

  private mutating func drawJitter() -> UInt64 {
    jitterNanoseconds == 0 ? 0 : UInt64.random(in: 0...jitterNanoseconds, using: &jitterRandom)
  }

  private mutating func cuts(_ offset: UInt64, at now: UInt64) -> Bool {
    if isCut { return true }
    let byCount = faults.cutAfterBytes.map { offset - startCount >= $0 } ?? false
    let byTime =
      faults.cutAfterMicroseconds.map { now - startTime >= nanoseconds(microseconds: $0) } ?? false
    guard byCount || byTime else { return false }
    isCut = true
    note(.cut, offset, at: now)
    return true
  }

  private mutating func stall(_ offset: UInt64, at time: UInt64) {
    var duration: UInt64 = 0
    for stall in faults.stalls where stall.afterBytes == offset - startCount {
      duration += nanoseconds(microseconds: stall.microseconds)
    }
    if faultRandom.happens(faults.stallsPerByte) {
      duration += nanoseconds(microseconds: faults.stallMicroseconds)
    }
    guard duration > 0 else { return }
    counters.stalls += 1
    note(.stall, offset, at: time, detail: duration)
    lineFreeTime = max(time, lineFreeTime) + duration
  }

  private mutating func flip(_ byte: UInt8, _ offset: UInt64, at time: UInt64) -> UInt8 {
    guard faultRandom.happens(faults.bitFlipsPerByte) else { return byte }
    let bit = UInt8.random(in: 0..<8, using: &faultRandom)
    counters.flips += 1
    note(.flip, offset, at: time, detail: UInt64(bit))
    return byte ^ (1 << bit)
  }

  private mutating func note(
    _ kind: CableLogEntry.Kind, _ offset: UInt64, at time: UInt64, detail: UInt64 = 0
  ) {
    log.append(
      CableLogEntry(
        timeNanoseconds: time, direction: direction, kind: kind, offset: offset, detail: detail))
  }

  /// Unpaced: as much as a pty or a socket hands over at a time, several times.
  ///
  /// Paced: what the line carries within its delay and the few milliseconds that the cable's
  /// thread may come late. More would hide from the sender that the line is slow.
  private static func capacity(byteNanoseconds: UInt64, delayNanoseconds: UInt64) -> Int {
    if byteNanoseconds == 0 { return 1 << 18 }
    return max(64, Int((delayNanoseconds + 8_000_000) / byteNanoseconds))
  }
}

extension RandomGenerator {
  /// True with that probability. It draws only where the fault can happen at all: a fault switched on does not shift the others'.
  fileprivate mutating func happens(_ probability: Double) -> Bool {
    probability > 0 && uniform() < probability
  }
}
