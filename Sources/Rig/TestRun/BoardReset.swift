internal import Capture
internal import Discovery
internal import Flash
internal import RigModel
internal import SerialPort

/// Resets the chip of a rig in the rig's own way.
struct BoardReset {
  let rig: Rig
  /// The file that takes what another program says.
  let log: String
  let isInterrupted: () -> Bool

  private static let operation = "Resetting"

  /// Resets the chip; its port is not open.
  func perform(_ board: any RunBoard, said: (String) -> Void) throws(FlashError) {
    if case .command(let tool) = rig.reset {
      try ToolProcess(log: log, isInterrupted: isInterrupted).run(
        tool, Self.values(board), Self.operation, said: said)
      return
    }
    do throws(SerialError) {
      let port = try SerialPort.open(path: board.portPath, baud: rig.link.baud)
      _ = try HardReset.perform(rig.reset, on: port)
      try port.close()
    } catch {
      throw FlashError(.board, error.message)
    }
  }

  /// Resets the chip of a run by the rig's command; its port may be open.
  func byCommand(_ board: any RunBoard) throws(CaseFailure) {
    guard case .command(let tool) = rig.reset else { return }
    do throws(FlashError) {
      try ToolProcess(log: log, isInterrupted: isInterrupted).run(
        tool, Self.values(board), Self.operation, said: { _ in })
    } catch {
      throw CaseFailure(error.kind == .interrupted ? .interrupted : .rig, error.description)
    }
  }

  /// What a command of the rig may be given of a board.
  static func values(_ board: any RunBoard) -> [CommandTemplate.Placeholder: String] {
    var values: [CommandTemplate.Placeholder: String] = [.port: board.portPath]
    values[.serial] = (board as? UsbBoard)?.device.serialNumber
    return values
  }
}
