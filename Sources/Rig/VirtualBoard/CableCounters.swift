/// How many bytes passed the cable, and how many of them met a fault.
package struct CableCounters: Sendable, Equatable {
  /// One direction's.
  package struct Lane: Sendable, Equatable {
    /// Bytes that the sender gave.
    package var bytes: UInt64 = 0
    package var flips: UInt64 = 0
    package var drops: UInt64 = 0
    package var duplicates: UInt64 = 0
    package var stalls: UInt64 = 0
    /// Bytes that met a cut line.
    package var cutBytes: UInt64 = 0

    package init() {}
  }

  package var toChip = Lane()
  package var toHost = Lane()
  /// Bytes that the chip's FIFO had no room for.
  package var overruns: UInt64 = 0
  package var unplugs: UInt64 = 0

  package init() {}
}
