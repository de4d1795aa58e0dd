internal import Discovery
internal import Logging
internal import RigModel
internal import VirtualBoard

/// What a run's board is to be: all that can be wrong with it before a run leaves a trace is thrown
/// when this is made.
enum BoardPlan {
  case virtual(VirtualBoardConfiguration)
  case usb(UsbBoard)

  init(_ plan: RunPlan, bus: any DeviceBus) throws(RunError) {
    guard case .serial(let board) = plan.rig.board else {
      self = .virtual(
        try BoardStarter.configuration(
          plan.rig, firmware: plan.firmware, project: plan.project))
      return
    }
    if plan.firmware != nil {
      throw RunError(
        .usage,
        "Rig \(plan.rig.name) is a real board, which runs what is on it: `solerig test` takes no "
          + "--firmware for it.")
    }
    do throws(DiscoveryError) {
      self = .usb(try UsbBoard(rig: plan.rig, board: board, bus: bus))
    } catch {
      throw RunError(.setup, error.description)
    }
  }

  func acquire(logger: Logger) throws(RunError) -> any RunBoard {
    switch self {
    case .virtual(let configuration): try BoardStarter.start(configuration, logger: logger)
    case .usb(let board): board
    }
  }
}
