internal import BootWire
internal import Capture
package import Discovery
package import FirmwarePack
package import Flash
internal import Foundation
package import RigModel
internal import SerialPort
internal import SoleLink

/// Brings firmware onto a board in the way that its rig names, and makes sure that it runs there.
///
/// It blocks: the calling thread owns the port meanwhile.
package struct BoardFlash {
  package let rig: Rig
  package let firmware: FirmwareFile
  package var allowsDowngrade = false
  /// Whether it is sent although the board runs it already, or can't tell who it is.
  package var isForced = false
  /// The file that takes what other programs and the board's interface say.
  let log: String
  let bus: any DeviceBus
  let isInterrupted: () -> Bool
  let progress: (FlashProgress) -> Void
  var mounter: (any DriveMounter)?

  /// How long an app may take to tell who it is before anything is done to it.
  private static let greetingMilliseconds: UInt32 = 400
  /// How long the new image may take to tell who it is: a drive's chip starts 1 s after the copy, and
  /// the bootloader first holds its hash and signature against it.
  private static let identityMilliseconds: UInt32 = 10_000

  package init(
    rig: Rig, firmware: FirmwareFile, log: String, bus: any DeviceBus,
    isInterrupted: @escaping () -> Bool, progress: @escaping (FlashProgress) -> Void
  ) {
    self.rig = rig
    self.firmware = firmware
    self.log = log
    self.bus = bus
    self.isInterrupted = isInterrupted
    self.progress = progress
  }

  /// What a person should know before: nil where nothing is lost.
  package static func warning(_ rig: Rig) -> String? {
    guard case .daplink = rig.flash else { return nil }
    return
      "The board's drive erases the whole chip: the runs and the calibration that it keeps go, "
      + "and its bootloader is replaced."
  }

  /// Flashes the board; returns once it runs the image.
  package func run(on board: any RunBoard) throws(FlashError) -> FlashReport {
    try checkTarget()
    guard rig.flash != .smp else { return try overTheLine(board) }
    let file = try wholeFlash()
    progress(.connecting)
    var report = FlashReport()
    report.byteCount = firmware.bytes.count
    if let identity = try greet(board) {
      try checkChip(identity)
      if identity.hash == firmware.inspection.hash, !isForced {
        report.wasSkipped = true
        report.identity = identity.line
        return report
      }
    } else if let wanted = rig.board.uniqueID, !isForced {
      throw FlashError(
        .board,
        """
        Flashing failed: the rig names chip 0x\(String(wanted, radix: 16)), and nothing on \
        \(board.portPath) tells which chip it is. Nothing was sent. If it is the right board, use \
        --force.
        """)
    }
    let start = MonotonicClock.now()
    switch rig.flash {
    case .smp: break
    case .daplink(let seconds): try byDrive(board, file, seconds)
    case .external(let tool): try byTool(tool, board)
    }
    report.sentBytes = report.byteCount
    report.uploadSeconds = Double(MonotonicClock.now() - start) / 1e9
    progress(.restarting)
    let restart = MonotonicClock.now()
    report.identity = try awaitImage(board).line
    report.restartSeconds = Double(MonotonicClock.now() - restart) / 1e9
    return report
  }

  // MARK: - Over the line

  private func overTheLine(_ board: any RunBoard) throws(FlashError) -> FlashReport {
    guard firmware.form == .slot else {
      throw FlashError(
        .refused,
        "Flashing \(firmware.name) over the line failed: it is a whole flash, a bootloader takes an "
          + "image for its slot. Give the .slot.bin beside it, or another `flash` in the rig.")
    }
    var plan = try FlashPlan(image: firmware.bytes, name: firmware.name, baud: rig.link.baud)
    plan.allowsDowngrade = allowsDowngrade
    plan.isForced = isForced
    plan.board = rig.board.wireBoard.rawValue
    plan.uniqueID = rig.board.uniqueID
    if HardReset.isPossible(rig.reset), try !answers(board, plan) {
      try resetter.perform(board) { progress(.tool($0)) }
      try holdInBootloader(board)
    }
    return try FlashedBoard.flash(
      plan, port: board.portPath, isInterrupted: isInterrupted, progress: progress)
  }

  /// Whether an app or a bootloader answers.
  private func answers(_ board: any RunBoard, _ plan: FlashPlan) throws(FlashError) -> Bool {
    var plan = plan
    plan.answerMilliseconds = 1000
    var flasher = Flasher(
      line: BoardLine(port: try open(board.portPath)), isInterrupted: isInterrupted)
    do throws(FlashError) {
      _ = try flasher.whoIsThere(plan)
    } catch {
      try flasher.close()
      guard error.kind == .board else { throw error }
      return false
    }
    try flasher.close()
    return true
  }

  /// Talks to a bootloader that waits only for a moment before it starts the app.
  private func holdInBootloader(_ board: any RunBoard) throws(FlashError) {
    var line = BoardLine(port: try open(board.portPath))
    let end = line.now + Self.catchNanoseconds(after: rig.reset)
    var isCaught = false
    while !isCaught, line.now < end {
      if isInterrupted() { throw Self.interruption }
      line.startLine()
      line.send(packet: SMPMessage.echo)
      try line.exchange(until: line.now + Self.knockNanoseconds) { heard, _ in
        if case .smp = heard { isCaught = true }
      }
    }
    try line.close()
  }

  /// The bootloader's window is 40 ms; a real chip and its USB take a while to come up at all.
  private static let knockNanoseconds: UInt64 = 8_000_000

  /// How long a board is knocked on behind a reset.
  ///
  /// A command has long reset the chip when it ends, and its window is over: there the next reset is
  /// the watchdog's, 4 s after the app began, and before either start the chip takes 0.4 s for a hash. A
  /// flash that fails for want of that is known later than 2 s.
  static func catchNanoseconds(after way: Rig.ResetWay) -> UInt64 {
    if case .command = way { 5_500_000_000 } else { 2_000_000_000 }
  }

  // MARK: - Other ways

  /// What is copied or handed over has to be for this rig's chip, whoever answers now.
  private func checkTarget() throws(FlashError) {
    guard let target = firmware.inspection.target else { return }
    guard target.board == rig.board.wireBoard.rawValue else {
      let kind =
        Wire.Board(rawValue: target.board).map { "a \($0.wireName)" } ?? "board \(target.board)"
      throw FlashError(
        .refused,
        """
        Flashing failed: \(firmware.name) is for \(kind), rig \(rig.name) has a \
        \(rig.board.wireBoard.wireName). Nothing was sent. Choose the image that fits the board.
        """)
    }
    try FlashPlan.checkContract(of: target, firmware.name)
  }

  private func wholeFlash() throws(FlashError) -> [UInt8] {
    if case .external = rig.flash { return [] }
    guard let text = firmware.hexText else {
      throw FlashError(
        .refused,
        "Flashing \(firmware.name) by the board's drive failed: it is an image for a slot, and the "
          + "drive erases the bootloader, too. Give the .hex or the .bin beside it.")
    }
    return text
  }

  private func checkChip(_ identity: Wire.Identity) throws(FlashError) {
    do {
      try IdentityCheck.checkChip(identity, rig)
    } catch {
      throw FlashError(.board, error.message + " Nothing was sent.")
    }
  }

  private func byDrive(
    _ board: any RunBoard, _ bytes: [UInt8], _ seconds: UInt32
  ) throws(FlashError) {
    guard let usb = board as? UsbBoard else {
      throw FlashError(
        .refused,
        "Flashing by the board's drive failed: \(board.portPath) is no serial port of USB, so that "
          + "no drive belongs to it.")
    }
    let serialNumber = usb.device.serialNumber
    var machine = DriveMachine(
      port: board.portPath, serialNumber: serialNumber, patience: .init(seconds: seconds))
    let drive = MountedDrive(
      bus: bus, mounter: mounter ?? SystemMounter(log: log),
      device: { usb.device })
    let interrupted = isInterrupted
    try machine.run(
      on: drive, bytes: bytes, now: { MonotonicClock.now() },
      pause: { time throws(FlashError) in
        repeat {
          if interrupted() { throw Self.interruption }
          let now = MonotonicClock.now()
          if now < time { usleep(UInt32(min(time - now, 50_000_000) / 1000)) }
        } while MonotonicClock.now() < time
      }, progress: progress)
  }

  private func byTool(_ tool: Rig.Tool, _ board: any RunBoard) throws(FlashError) {
    var values = BoardReset.values(board)
    values[.image] = URL(filePath: firmware.name).standardizedFileURL.path
    try ToolProcess(log: log, isInterrupted: isInterrupted).run(
      tool, values, "Flashing", said: { progress(.tool($0)) })
    if HardReset.isPossible(rig.reset) { try resetter.perform(board) { progress(.tool($0)) } }
  }

  private var resetter: BoardReset {
    BoardReset(rig: rig, log: log, isInterrupted: isInterrupted)
  }

  // MARK: - Who is there

  private func open(_ path: String) throws(FlashError) -> SerialPort {
    do throws(SerialError) {
      return try SerialPort.open(path: path, baud: rig.link.baud)
    } catch {
      throw FlashError(.board, error.message)
    }
  }

  /// The app that runs before anything is done to it; nil where none answers.
  private func greet(_ board: any RunBoard) throws(FlashError) -> Wire.Identity? {
    var line = BoardLine(port: try open(board.portPath))
    let identity = try ask(&line, until: line.now + UInt64(Self.greetingMilliseconds) * 1_000_000)
    try line.close()
    return identity
  }

  /// Asks an app who it is. Not a bootloader: one that has just started would stay for a question.
  private func ask(
    _ line: inout BoardLine, until end: UInt64
  ) throws(FlashError) -> Wire.Identity? {
    var found: Wire.Identity?
    while found == nil, line.now < end {
      if isInterrupted() { throw Self.interruption }
      line.send(.hello(.init(contractHash: Wire.contractHash)))
      let next = min(end, line.now + 100_000_000)
      while found == nil, line.now < next {
        try line.exchange(until: next) { heard, _ in
          if case .app(.identity(let identity)) = heard { found = identity }
        }
      }
    }
    return found
  }

  /// Waits until the board runs the image, on whatever port it comes back.
  private func awaitImage(_ board: any RunBoard) throws(FlashError) -> Wire.Identity {
    let end = MonotonicClock.now() + UInt64(Self.identityMilliseconds) * 1_000_000
    var (other, lost): (Wire.Identity?, FlashError?)
    while MonotonicClock.now() < end {
      do throws(FlashError) {
        var line = BoardLine(port: try open(board.portPath))
        let found = try ask(&line, until: min(end, line.now + 1_000_000_000))
        try line.close()
        if let found, found.hash == firmware.inspection.hash {
          try checkChip(found)
          return found
        }
        other = found ?? other
        // The old image may still be the one that answers, while its chip waits for a reset.
        usleep(100_000)
      } catch {
        guard error.kind == .board else { throw error }
        lost = error
        try comeBack(board, end)
      }
    }
    throw notRunning(board, other, lost)
  }

  private func comeBack(_ board: any RunBoard, _ end: UInt64) throws(FlashError) {
    let now = MonotonicClock.now()
    do throws(CaseFailure) {
      try board.waitForReturn(
        seconds: now < end ? Double(end - now) / 1e9 : 0, isInterrupted: isInterrupted)
    } catch {
      throw FlashError(error.kind == .interrupted ? .interrupted : .board, error.message)
    }
    // What has only just come may not be ready.
    usleep(50_000)
  }

  private func notRunning(
    _ board: any RunBoard, _ other: Wire.Identity?, _ lost: FlashError?
  ) -> FlashError {
    let way = rig.flash.name
    if let other {
      return FlashError(
        .board,
        """
        Flashing by \(way) failed: afterwards \(board.portPath) still ran another image than was given \
        (\(other.line)). Look at what the tool or the interface said in \(log); if the chip is only \
        not reset, name a `reset` in the rig.
        """)
    }
    return FlashError(
      .board,
      "Flashing by \(way) failed: afterwards nothing on \(board.portPath) told that it runs the image, "
        + "for \(Self.identityMilliseconds / 1000) s."
        + (lost.map { " \($0.description)" } ?? " If the chip is only not reset, name a `reset`."))
  }

  private static let interruption = FlashError(
    .interrupted,
    "Flashing: interrupted by whoever started it. The board may be half flashed: flash it again.")
}
