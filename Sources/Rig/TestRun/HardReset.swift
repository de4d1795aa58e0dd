internal import RigModel
internal import SerialPort

/// Makes a chip start anew without asking it.
enum HardReset {
  /// Whether a rig has a way to do so.
  static func isPossible(_ way: Rig.ResetWay) -> Bool { way != .bootloader }

  /// Resets by a line of an open port: whether that is the way.
  static func perform(_ way: Rig.ResetWay, on port: borrowing SerialPort) throws(SerialError)
    -> Bool
  {
    switch way {
    case .serialBreak: try port.pulse(.serialBreak)
    case .dataTerminalReady: try port.pulse(.dataTerminalReady)
    case .bootloader, .command: return false
    }
    return true
  }

  /// What was done, for a report: `a serial break`.
  static func name(_ way: Rig.ResetWay) -> String {
    switch way {
    case .bootloader: "its bootloader"
    case .serialBreak: "a serial break"
    case .dataTerminalReady: "DTR"
    case .command(let tool): tool.command.filled([:]).first ?? "a command"
    }
  }
}
