extension Rig {
  /// The board of a rig, by kind.
  package enum Board: Equatable, Sendable {
    case virtualMicrobit(VirtualMicrobit)
    case native(NativeBoard)
    case serial(SerialBoard)

    /// The kind's name in a rig file.
    package enum Kind: String, CaseIterable, Codable, Sendable {
      case virtualMicrobit = "virtual-microbit"
      case native
      case microbitV1 = "microbit-v1"
      case microbitV2 = "microbit-v2"
      /// A chip behind a USB serial adapter.
      case adapter
    }

    package var kind: Kind {
      switch self {
      case .virtualMicrobit: .virtualMicrobit
      case .native: .native
      case .serial(let board): board.kind
      }
    }

    /// What the chip's clock counts where the chip is emulated; nil for one of silicon, and for a
    /// process.
    package var emulator: EmulatorMode? {
      switch self {
      case .virtualMicrobit(let board): board.emulator
      case .native: nil
      case .serial(let board): board.emulator
      }
    }

    /// The id that the chip has to have; nil where any will do.
    package var uniqueID: UInt64? {
      switch self {
      case .virtualMicrobit(let board): board.uniqueID
      case .native(let board): board.uniqueID
      case .serial(let board): board.uniqueID
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

  /// A real board on a serial port of USB.
  package struct SerialBoard: Equatable, Sendable {
    package var kind: Board.Kind
    /// The chip that has to answer.
    package var chip: Chip
    package var search: Search
    /// Its identity; nil takes any chip.
    package var uniqueID: UInt64?
    /// The first hexadecimal digits of the image's SHA-256; nil takes any image.
    package var firmwareHash: String?
    /// What the clock of an emulated chip at the far end counts; nil where it is a real one.
    package var emulator: EmulatorMode?

    package init(
      kind: Board.Kind, chip: Chip, search: Search, uniqueID: UInt64? = nil,
      firmwareHash: String? = nil, emulator: EmulatorMode? = nil
    ) {
      self.kind = kind
      self.chip = chip
      self.search = search
      self.uniqueID = uniqueID
      self.firmwareHash = firmwareHash
      self.emulator = emulator
    }
  }

  /// What a chip says it is.
  package enum Chip: String, CaseIterable, Sendable {
    case microbitV1 = "microbit-v1"
    case microbitV2 = "microbit-v2"
    /// The app as a process, at the far end of an adapter.
    case native
  }
}
