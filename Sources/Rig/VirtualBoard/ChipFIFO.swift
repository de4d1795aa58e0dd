import RigModel

/// The chip's receive FIFO as a value: what the chip leaves unread for too long is lost.
///
/// QEMU reads from its socket only what its emulated FIFO has room for, so bytes that stay in the
/// socket are bytes the chip has not made room for. The kernel tells whether any do, not how many
/// (SIOCOUTQ counts buffers), hence one batch in flight at a time and the rest held here.
struct ChipFIFO: Sendable {
  let depth: Int
  let graceNanoseconds: UInt64
  /// Bytes that arrived while the chip left others unread.
  private(set) var held: [UInt8] = []
  private var inFlightSince: UInt64?

  init(_ settings: ChipFIFOSettings) {
    depth = settings.depthBytes
    graceNanoseconds = nanoseconds(microseconds: settings.graceMicroseconds)
  }

  var isInFlight: Bool { inFlightSince != nil }

  /// A byte arrives from the line: whether the FIFO has room for it.
  mutating func arrive(_ byte: UInt8, at now: UInt64) -> Bool {
    if let since = inFlightSince, now - since > graceNanoseconds, held.count >= depth {
      return false
    }
    held.append(byte)
    return true
  }

  /// The chip has read all that was sent to it.
  mutating func chipHasRead() {
    inFlightSince = nil
  }

  /// The bytes to send now.
  mutating func take(at now: UInt64) -> [UInt8] {
    guard inFlightSince == nil, !held.isEmpty else { return [] }
    inFlightSince = now
    defer { held.removeAll(keepingCapacity: true) }
    return held
  }
}
