package import Discovery
package import FirmwarePack
package import Flash
internal import Foundation
internal import Logging
package import RigModel
internal import SerialPort
internal import VirtualBoard

/// Boards that are flashed before something is done with them.
package enum FlashedBoard {
  /// Starts a rig's virtual board, or finds its real one, to be flashed; with a port the board that
  /// is there.
  package static func acquire(
    _ rig: Rig, port: String? = nil, project: String, bus: any DeviceBus
  ) throws(RunError) -> any RunBoard {
    do throws(DiscoveryError) {
      if let port { return try board(on: port, rig, bus) }
      if case .serial(let board) = rig.board {
        return try UsbBoard(rig: rig, board: board, bus: bus)
      }
    } catch {
      throw RunError(.setup, error.description)
    }
    return try BoardStarter.start(
      BoardStarter.configuration(rig, firmware: nil, project: project, keepsFlash: true),
      logger: Logger(label: "solerig.flash") { _ in SwiftLogNoOpLogHandler() })
  }

  private static func board(
    on port: String, _ rig: Rig, _ bus: any DeviceBus
  ) throws(DiscoveryError) -> any RunBoard {
    let device = try bus.serialDevices().first { $0.portPath == port || $0.links.contains(port) }
    return device.map { UsbBoard(rig: rig, device: $0, bus: bus) } ?? PortBoard(path: port)
  }

  /// Reads firmware that a person named.
  package static func firmware(at path: String) throws(RunError) -> FirmwareFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunError(.usage, "Flashing \(path) failed: the file cannot be read.")
    }
    do throws(PackError) {
      return try FirmwareFile(Array(data), name: path)
    } catch {
      throw RunError(.usage, "Flashing \(path) failed: \(error.cause).")
    }
  }

  /// Flashes the board on a port over its line.
  package static func flash(
    _ plan: FlashPlan, port path: String, isInterrupted: @escaping () -> Bool,
    progress: (FlashProgress) -> Void
  ) throws(FlashError) -> FlashReport {
    let port: SerialPort
    do throws(SerialError) {
      port = try SerialPort.open(path: path, baud: plan.baud)
    } catch {
      throw FlashError(.board, error.message)
    }
    var flasher = Flasher(line: BoardLine(port: port), isInterrupted: isInterrupted)
    let report = try flasher.flash(plan, progress: progress)
    try flasher.close()
    return report
  }
}
