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
    let slotImage = plan.firmware.flatMap(FlashedBoard.slotImage(at:))
    guard case .serial(let board) = plan.rig.board else {
      var firmware = plan.firmware
      if case .virtualMicrobit = plan.rig.board, slotImage != nil { firmware = nil }
      self = .virtual(
        try BoardStarter.configuration(
          plan.rig, firmware: firmware, project: plan.project, keepsFlash: slotImage != nil))
      return
    }
    if plan.firmware != nil && slotImage == nil {
      throw RunError(
        .usage,
        "Rig \(plan.rig.name) is a real board: `solerig test` takes an image for its slot as "
          + "--firmware (.slot.bin), no whole flash.")
    }
    do throws(DiscoveryError) {
      self = .usb(try UsbBoard(rig: plan.rig, board: board, bus: bus))
    } catch {
      throw RunError(.setup, error.description)
    }
  }

  /// The board of a run; one that is given an image for a slot is flashed with it first, over its
  /// line and by its bootloader.
  func acquire(
    logger: Logger, _ plan: RunPlan, _ observer: any RunObserver
  ) throws(RunError) -> any RunBoard {
    let board: any RunBoard =
      switch self {
      case .virtual(let configuration): try BoardStarter.start(configuration, logger: logger)
      case .usb(let board): board
      }
    if let path = plan.firmware, let image = FlashedBoard.slotImage(at: path) {
      try FlashedBoard.flash(image, named: path, on: board, plan, observer, logger)
    }
    return board
  }
}
