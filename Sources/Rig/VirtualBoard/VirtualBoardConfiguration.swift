package import Logging
import RigModel

/// Which emulated chip to run, and behind which cable.
package struct VirtualBoardConfiguration: Sendable {
  /// How the emulator keeps time.
  package enum Mode: Sendable, Hashable {
    /// Its clock is the host's: for real-time mode, clock fit and latency.
    case wall
    /// Its clock counts instructions, of 2^shift ns each: for cost and as-fast-as-possible runs.
    case counted(shift: UInt8)

    /// 64 ns an instruction: near the 1.4 cycles of 62.5 ns that one takes on the chip.
    package static let counted = Mode.counted(shift: 6)
  }

  /// What the emulated chip's flash starts with, and whether it keeps what is written to it.
  package enum Flash: Sendable, Hashable {
    /// The image, loaded again at every reset of the chip.
    case reloaded
    /// The image once, then whatever the chip writes, as on a real one.
    case kept
    /// The same, from the 256 KB that another board was left with.
    case restored([UInt8])
  }

  package enum Backend: Sendable, Hashable {
    /// The firmware image (ELF, or raw from address zero) in QEMU's micro:bit.
    case qemu(image: String, mode: Mode, uniqueID: UInt64)
    /// The firmware's machine as a host process, which connects to `--socket PATH`.
    case native(executable: String, uniqueID: UInt64)
  }

  package var backend: Backend
  package var flash = Flash.reloaded
  package var cable: CableSettings
  package var logger: Logger
  /// How long the chip's process may take to connect.
  package var startTimeoutMilliseconds: UInt64 = 10_000
  /// QEMU's name or path.
  package var emulator = "qemu-system-arm"
  /// More arguments for the chip's process.
  package var extraArguments: [String] = []

  package init(
    backend: Backend, cable: CableSettings = .ideal,
    logger: Logger = Logger(label: "solerig.board", factory: { _ in SwiftLogNoOpLogHandler() })
  ) {
    self.backend = backend
    self.cable = cable
    self.logger = logger
  }
}

extension VirtualBoardConfiguration {
  /// Size of an emulated chip's flash.
  package static var flashBytes: Int { ChipImage.flashBytes }
}

extension VirtualBoardConfiguration.Backend {
  package var uniqueID: UInt64 {
    switch self {
    case .qemu(_, _, let uniqueID), .native(_, let uniqueID): uniqueID
    }
  }
}
