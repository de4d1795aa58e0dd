package import Discovery
package import Flash
internal import Foundation
internal import Logging
package import RigModel
internal import SerialPort
internal import VirtualBoard

/// Boards that are flashed before something is done with them.
package enum FlashedBoard {
  /// Brings the image of a run onto a board that was acquired for it.
  static func flash(
    _ image: [UInt8], named path: String, on board: any RunBoard, _ plan: RunPlan,
    _ observer: any RunObserver, _ logger: Logger
  ) throws(RunError) {
    do throws(FlashError) {
      let flashPlan = try FlashPlan(image: image, name: path, baud: plan.rig.link.baud)
      let report = try flash(
        flashPlan, port: board.portPath, isInterrupted: { observer.isInterrupted },
        progress: { observer.report(.preparing($0.text)) })
      logger.info("flashed \(path): \(report.text)")
    } catch {
      board.stop()
      throw RunError(error.kind == .refused ? .usage : .setup, error.description)
    }
  }

  /// Starts a rig's virtual board, or finds its real one, to be flashed.
  package static func acquire(
    _ rig: Rig, project: String, bus: any DeviceBus
  ) throws(RunError) -> any RunBoard {
    guard case .serial(let board) = rig.board else {
      return try BoardStarter.start(
        BoardStarter.configuration(rig, firmware: nil, project: project, keepsFlash: true),
        logger: Logger(label: "solerig.flash") { _ in SwiftLogNoOpLogHandler() })
    }
    do throws(DiscoveryError) {
      return try UsbBoard(rig: rig, board: board, bus: bus)
    } catch {
      throw RunError(.setup, error.description)
    }
  }

  /// Flashes the board on a port.
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

  /// The bytes of an image that starts with MCUboot's number; nil for anything else.
  static func slotImage(at path: String) -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path),
      data.starts(with: [0x3D, 0xB8, 0xF3, 0x96])
    else { return nil }
    return Array(data)
  }
}
