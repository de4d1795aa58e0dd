import RigModel

/// The cable as a value: two lanes, the chip's FIFO, and the plug.
///
/// Its performer is `Cable`; here is neither a descriptor nor a clock.
struct CableModel: Sendable {
  enum PlugEvent: Sendable, Equatable {
    case unplug, plug
  }

  private(set) var settings: CableSettings
  var toChip: CableLane
  var toHost: CableLane
  private(set) var fifo: ChipFIFO?
  private(set) var isPlugged = true
  private var overruns: UInt64 = 0
  private var unplugs: UInt64 = 0
  private var unplugTime: UInt64?
  private var plugTime: UInt64?
  private var arrivedAtChip: UInt64 = 0
  private var arrivedAtHost: UInt64 = 0
  private var ownLog: [CableLogEntry] = []
  /// Bytes for a chip whose settings have no FIFO.
  private var released: [UInt8] = []

  /// How long bytes of a paced line may come late, and how often a full FIFO is looked at again:
  /// a fraction of a byte time at 115200 baud.
  static let turnNanoseconds: UInt64 = 50_000

  init(settings: CableSettings, at now: UInt64) {
    self.settings = settings
    toChip = CableLane(.toChip, settings: settings, at: now)
    toHost = CableLane(.toHost, settings: settings, at: now)
    fifo = settings.chipFIFO.map(ChipFIFO.init)
    schedulePlug(at: now)
  }

  /// Takes new settings; bytes on their way keep their times.
  mutating func apply(_ settings: CableSettings, at now: UInt64) {
    let held = fifo?.held ?? []
    self.settings = settings
    toChip.apply(settings, at: now)
    toHost.apply(settings, at: now)
    fifo = settings.chipFIFO.map(ChipFIFO.init)
    for byte in held { takeIn(byte, offset: toChip.acceptedCount, at: now) }
    schedulePlug(at: now)
    ownLog.append(CableLogEntry(timeNanoseconds: now, direction: nil, kind: .settings))
  }

  /// Whether bytes that way may go past the machine.
  func isIdeal(_ direction: CableDirection) -> Bool {
    switch direction {
    case .toChip: isPlugged && toChip.isIdeal && fifo == nil && released.isEmpty
    case .toHost: isPlugged && toHost.isIdeal
    }
  }

  /// When the plug moves by itself.
  var nextPlugTime: UInt64? {
    guard let unplugTime, let plugTime else { return unplugTime ?? plugTime }
    return min(unplugTime, plugTime)
  }

  /// Whether bytes wait for the chip to read others.
  var waitsForChip: Bool { fifo.map { !$0.held.isEmpty && $0.isInFlight } ?? false }

  /// Moves the bytes that are due for the chip into `output`; `chipHasRead` where none is unread.
  mutating func deliverToChip(at now: UInt64, chipHasRead: Bool, into output: inout ByteQueue) {
    if chipHasRead { fifo?.chipHasRead() }
    while let byte = toChip.next(at: now) { takeIn(byte.value, offset: byte.offset, at: byte.due) }
    for byte in released { output.append(byte) }
    released.removeAll(keepingCapacity: true)
    for byte in fifo?.take(at: now) ?? [] { output.append(byte) }
  }

  /// Moves the bytes that are due for the host into `output`.
  mutating func deliverToHost(at now: UInt64, into output: inout ByteQueue) {
    while let byte = toHost.next(at: now) { output.append(byte.value) }
  }

  /// What the plug does by its schedule at `now`, once.
  mutating func plugEvent(at now: UInt64) -> PlugEvent? {
    if let time = unplugTime, time <= now {
      unplug(at: now)
      plugTime = settings.plugAfterMicroseconds.map { time + nanoseconds(microseconds: $0) }
      return .unplug
    }
    if let time = plugTime, time <= now {
      plug(at: now)
      return .plug
    }
    return nil
  }

  /// Pulls the plug: what is on its way is lost.
  mutating func unplug(at now: UInt64) {
    guard isPlugged else { return }
    isPlugged = false
    unplugs += 1
    (unplugTime, plugTime) = (nil, nil)
    toChip.discardQueued()
    toHost.discardQueued()
    released.removeAll()
    fifo = settings.chipFIFO.map(ChipFIFO.init)
    ownLog.append(
      CableLogEntry(
        timeNanoseconds: now, direction: nil, kind: .unplug, offset: toHost.acceptedCount))
  }

  /// Plugs it in again.
  mutating func plug(at now: UInt64) {
    guard !isPlugged else { return }
    isPlugged = true
    plugTime = nil
    ownLog.append(
      CableLogEntry(
        timeNanoseconds: now, direction: nil, kind: .plug, offset: toHost.acceptedCount))
  }

  /// Notes a chunk that arrived at the far end; its offset counts the bytes that arrived before.
  mutating func noteForwarded(_ direction: CableDirection, count: Int, at now: UInt64) {
    guard count > 0 else { return }
    let offset = direction == .toChip ? arrivedAtChip : arrivedAtHost
    if direction == .toChip {
      arrivedAtChip += UInt64(count)
    } else {
      arrivedAtHost += UInt64(count)
    }
    guard settings.logsTraffic else { return }
    ownLog.append(
      CableLogEntry(
        timeNanoseconds: now, direction: direction, kind: .forwarded, offset: offset,
        count: UInt64(count)))
  }

  mutating func noteChipEnded(at now: UInt64) {
    ownLog.append(
      CableLogEntry(
        timeNanoseconds: now, direction: nil, kind: .chipEnded, offset: toHost.acceptedCount))
  }

  /// What was done since the last time this was asked.
  mutating func takeLog() -> [CableLogEntry] {
    defer { ownLog.removeAll(keepingCapacity: true) }
    return toChip.takeLog() + toHost.takeLog() + ownLog
  }

  var counters: CableCounters {
    var counters = CableCounters()
    counters.toChip = toChip.counters
    counters.toHost = toHost.counters
    counters.overruns = overruns
    counters.unplugs = unplugs
    return counters
  }

  private mutating func takeIn(_ byte: UInt8, offset: UInt64, at now: UInt64) {
    guard fifo != nil else {
      released.append(byte)
      return
    }
    if fifo?.arrive(byte, at: now) == true { return }
    overruns += 1
    noteOverrun(offset, at: now)
  }

  /// One entry for a run of lost bytes: a chip that stopped reading loses thousands.
  private mutating func noteOverrun(_ offset: UInt64, at now: UInt64) {
    if let last = ownLog.last, last.kind == .overrun, last.offset + last.count == offset {
      ownLog[ownLog.count - 1].count += 1
      return
    }
    ownLog.append(
      CableLogEntry(
        timeNanoseconds: now, direction: .toChip, kind: .overrun, offset: offset))
  }

  private mutating func schedulePlug(at now: UInt64) {
    unplugTime = settings.unplugAfterMicroseconds.map { now + nanoseconds(microseconds: $0) }
    plugTime = nil
  }
}
