extension Rig {
  /// The board of a rig, by kind.
  package enum Board: Equatable, Sendable {
    case virtualMicrobit(VirtualMicrobit)
    case native(NativeBoard)

    /// The kind's name in a rig file.
    package enum Kind: String, CaseIterable, Codable, Sendable {
      case virtualMicrobit = "virtual-microbit"
      case native
    }

    package var kind: Kind {
      switch self {
      case .virtualMicrobit: .virtualMicrobit
      case .native: .native
      }
    }
  }

  /// QEMU's micro:bit, running a firmware image.
  package struct VirtualMicrobit: Equatable, Sendable {
    /// Where `scripts` leave the image, from the project's folder.
    package static let standardFirmware = ".build/firmware/solerig-microbit.bin"

    /// The image, absolute or from the project's folder.
    package var firmware = VirtualMicrobit.standardFirmware
    package var emulator = EmulatorMode.wall
    /// The chip's identity; nil leaves the choice to the virtual board.
    package var uniqueID: UInt64?

    package init() {}
  }

  /// What the emulated chip's clock counts; each tells only what it can.
  package enum EmulatorMode: String, CaseIterable, Codable, Sendable {
    /// The host's time: for real time, clocks and latency.
    case wall
    /// Instructions: for cost; a host-clock check is then not measured.
    case counted
  }

  /// The chip's app as a host process on a pty.
  package struct NativeBoard: Equatable, Sendable {
    /// The program, absolute or from the project's folder; nil is the one beside `solerig`.
    package var program: String?
    /// Its identity; nil leaves the choice to the program.
    package var uniqueID: UInt64?

    package init() {}
  }
}
