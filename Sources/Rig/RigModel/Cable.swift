extension Rig {
  /// What the cable between the rig and the emulated chip does to the bytes; ideal by default.
  ///
  /// Byte counts and times of faults count from the moment the settings take effect, so that a case
  /// meets the same faults whatever ran before it.
  package struct Cable: Equatable, Sendable {
    /// Bits a second on the line, ten to a byte, both ways; `nil`: as fast as the host can.
    ///
    /// The cable's thread hands bytes over at most every 50 µs, so a byte may be that much late.
    package var baud: UInt32?
    /// What every byte waits beyond its time on the line.
    package var latencyMicroseconds: UInt32 = 0
    /// The most that the seed adds to the latency, evenly spread, a draw for every chunk.
    package var jitterMicroseconds: UInt32 = 0
    /// The period in which the USB side hands bytes over in chunks; 1000 for full-speed USB.
    package var frameMicroseconds: UInt32 = 0
    /// Every random draw follows from it.
    package var seed: UInt64 = 1
    package var toChip = LineFaults()
    package var toHost = LineFaults()
    /// The chip's receive FIFO and its overruns; `nil`: the line waits for the chip.
    package var chipFIFO: ChipFIFO?
    /// When the board is unplugged: the port hangs up.
    package var unplugAfterMicroseconds: UInt64?
    /// How long after that it is plugged in again, as a new port.
    package var plugAfterMicroseconds: UInt64?
    /// Whether the log tells of every chunk that passed, too: for clock and latency checks.
    package var logsTraffic = false

    package init() {}

    /// A cable that only forwards.
    package static let ideal = Cable()

    /// A line of a real UART: paced, and the chip loses what its FIFO cannot hold.
    package static func line(baud: UInt32) -> Cable {
      var settings = Cable()
      settings.baud = baud
      settings.chipFIFO = ChipFIFO()
      return settings
    }

    /// The faults of one direction, seeded.
    package struct LineFaults: Equatable, Sendable {
      /// The line stands still.
      package struct Stall: Sendable, Equatable {
        package var afterBytes: UInt64
        package var microseconds: UInt64

        package init(afterBytes: UInt64, microseconds: UInt64) {
          self.afterBytes = afterBytes
          self.microseconds = microseconds
        }
      }

      /// Probabilities, for each byte.
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

    /// The receive FIFO of the chip's UART.
    package struct ChipFIFO: Equatable, Sendable {
      /// The nRF51's holds six bytes (nRF51 Series Reference Manual, UART).
      package var depthBytes = 6
      /// How long the chip may leave bytes unread before more of them are lost.
      ///
      /// On silicon that is the FIFO's six byte times. The emulator shares its host's cores, and stands
      /// still for milliseconds that are no fault of the firmware.
      package var graceMicroseconds: UInt64 = 20_000

      package init() {}
    }
  }
}
