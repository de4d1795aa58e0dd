extension Rig {
  /// How an image gets onto the board.
  package enum FlashWay: Equatable, Sendable {
    /// Over the serial line, by a bootloader that speaks SMP.
    case smp
    /// By a copy on the drive that the board's interface chip shows as, for at most that long. The
    /// interface erases the whole chip first.
    case daplink(timeoutSeconds: UInt32)
    /// By another program.
    case external(Tool)

    /// What it is called in a rig file.
    package var name: String {
      switch self {
      case .smp: "smp"
      case .daplink: "daplink"
      case .external: "external"
      }
    }
  }

  /// How the chip is made to start anew where it does not listen.
  package enum ResetWay: Equatable, Sendable {
    /// By a message to its app or its bootloader; one that hangs stays as it is.
    case bootloader
    /// By a break on the serial line: a DAPLink interface resets its chip on one.
    case serialBreak
    /// By dropping DTR for a moment: on many adapters the chip's reset hangs on it.
    case dataTerminalReady
    /// By another program.
    case command(Tool)
  }

  /// Another program, and how long it may take.
  package struct Tool: Equatable, Sendable {
    package var command: CommandTemplate
    package var timeoutSeconds: UInt32

    package init(command: CommandTemplate, timeoutSeconds: UInt32) {
      self.command = command
      self.timeoutSeconds = timeoutSeconds
    }
  }
}
