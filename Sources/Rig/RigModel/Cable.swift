extension Rig {
  /// What the cable in front of a virtual board does to the bytes; ideal by default.
  ///
  /// Field by field what `VirtualBoard` knows as its cable settings.
  package struct Cable: Equatable, Sendable {
    /// Bits a second, ten to a byte, both ways; nil: as fast as the host can.
    package var baud: UInt32?
    /// What every byte waits beyond its time on the line.
    package var latencyMicroseconds: UInt32 = 0
    /// The most that the seed adds to the latency.
    package var jitterMicroseconds: UInt32 = 0
    /// The period in which the USB side hands bytes over in chunks; 1000 for full-speed USB.
    package var frameMicroseconds: UInt32 = 0
    /// Every random draw follows from it.
    package var seed: UInt64 = 1
    package var toChip = LineFaults()
    package var toHost = LineFaults()
    /// The chip's receive FIFO and its overruns; nil: the line waits for the chip.
    package var chipFIFO: ChipFIFO?
    /// When the board is unplugged.
    package var unplugAfterMicroseconds: UInt64?
    /// How long after that it is plugged in again.
    package var plugAfterMicroseconds: UInt64?
    /// Whether the cable's log tells of every chunk, too.
    package var logsTraffic = false

    package init() {}

    /// A cable that only forwards.
    package static let ideal = Cable()

    /// The faults of one direction, as probabilities for each byte and at set places.
    package struct LineFaults: Equatable, Sendable {
      package var bitFlipsPerByte = 0.0
      package var dropsPerByte = 0.0
      package var duplicatesPerByte = 0.0
      package var stallsPerByte = 0.0
      /// How long a stall of `stallsPerByte` lasts.
      package var stallMicroseconds: UInt64 = 0
      package var stalls: [Stall] = []
      /// From this byte on nothing passes.
      package var cutAfterBytes: UInt64?
      /// From this time on nothing passes.
      package var cutAfterMicroseconds: UInt64?

      package init() {}
    }

    /// The line stands still once.
    package struct Stall: Equatable, Sendable {
      package var afterBytes: UInt64
      package var microseconds: UInt64

      package init(afterBytes: UInt64, microseconds: UInt64) {
        self.afterBytes = afterBytes
        self.microseconds = microseconds
      }
    }

    /// The receive FIFO of the chip's UART.
    package struct ChipFIFO: Equatable, Sendable {
      /// The nRF51's holds six bytes (nRF51 Series Reference Manual, UART).
      package var depthBytes = 6
      /// How long the chip may leave bytes unread before more of them are lost.
      package var graceMicroseconds: UInt64 = 20_000

      package init() {}
    }
  }
}
