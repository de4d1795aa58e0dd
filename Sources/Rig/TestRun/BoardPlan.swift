internal import Discovery
internal import FirmwarePack
internal import Flash
internal import Logging
internal import RigModel
internal import VirtualBoard

/// What a run's board is to be: all that can be wrong with it before a run leaves a trace is thrown
/// when this is made.
struct BoardPlan {
  private enum Source {
    case virtual(VirtualBoardConfiguration)
    case usb(UsbBoard)
  }

  private let source: Source
  private let bus: any DeviceBus
  /// What it is flashed with first; nil where it stays as it is.
  private let firmware: FirmwareFile?

  init(_ plan: RunPlan, bus: any DeviceBus) throws(RunError) {
    self.bus = bus
    guard case .serial(let board) = plan.rig.board else {
      firmware = try Self.slotImage(plan)
      source = .virtual(
        try BoardStarter.configuration(
          plan.rig, firmware: firmware == nil ? plan.firmware : nil, project: plan.project,
          keepsFlash: firmware != nil))
      return
    }
    if let path = plan.firmware {
      firmware = try FlashedBoard.firmware(at: path)
    } else {
      firmware = nil
    }
    if let firmware { try Self.check(firmware, plan.rig) }
    do throws(DiscoveryError) {
      source = .usb(try UsbBoard(rig: plan.rig, board: board, bus: bus))
    } catch {
      throw RunError(.setup, error.description)
    }
  }

  /// An image for a slot goes onto an emulated chip as onto a real one; any other is the flash that
  /// it is started with.
  private static func slotImage(_ plan: RunPlan) throws(RunError) -> FirmwareFile? {
    guard case .virtualMicrobit = plan.rig.board, let path = plan.firmware,
      FirmwareFile.isSlotImage(at: path)
    else { return nil }
    return try FlashedBoard.firmware(at: path)
  }

  private static func check(_ firmware: FirmwareFile, _ rig: Rig) throws(RunError) {
    switch (rig.flash, firmware.form) {
    case (.smp, .slot), (.external, _), (.daplink, .hex), (.daplink, .flash): return
    case (.smp, _):
      throw RunError(
        .usage,
        "Rig \(rig.name) flashes its board over the line: it takes an image for the slot as "
          + "--firmware (.slot.bin), no whole flash.")
    case (.daplink, .slot):
      throw RunError(
        .usage,
        "Rig \(rig.name) flashes its board by its drive, which erases the bootloader, too: it takes "
          + "a whole flash as --firmware (.hex or .bin), no image for a slot.")
    }
  }

  /// The board of a run, flashed first where the run has an image for it.
  func acquire(
    logger: Logger, _ plan: RunPlan, log: String, _ observer: any RunObserver
  ) throws(RunError) -> any RunBoard {
    let board: any RunBoard =
      switch source {
      case .virtual(let configuration): try BoardStarter.start(configuration, logger: logger)
      case .usb(let board): board
      }
    guard let firmware else { return board }
    var flash = BoardFlash(
      rig: plan.rig, firmware: firmware, log: log, bus: bus,
      isInterrupted: { observer.isInterrupted },
      progress: { observer.report(.preparing($0.text)) })
    flash.allowsDowngrade = plan.allowsDowngrade
    do throws(FlashError) {
      if let warning = BoardFlash.warning(plan.rig) { logger.warning("\(warning)") }
      let report = try flash.run(on: board)
      logger.info("flashed \(firmware.name): \(report.text)")
    } catch {
      board.stop()
      throw RunError(error.kind == .refused ? .usage : .setup, error.description)
    }
    return board
  }
}
