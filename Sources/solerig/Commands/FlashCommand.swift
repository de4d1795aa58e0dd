import ArgumentParser
import Discovery
import FirmwarePack
import Flash
import Foundation
import RigModel
import TestRun

struct FlashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flash",
    abstract: "Put firmware on a board.",
    discussion: """
      Over the serial line, with an image for a slot, as scripts/firmware/build leaves it:
        solerig flash .build/firmware/solerig-microbit.slot.bin --port /dev/ttyACM0
      Any board that speaks SMP will do (MCUboot's serial recovery, Zephyr); ours is brought into its
      bootloader first, and asked afterwards who it is. Another has to list the image afterwards; one
      that lists nothing then is noted as "not verified". A board that has the image is left alone.
      A rig may name another way in its `flash`: the drive of a DAPLink board, which takes a whole
      flash (.hex), or another program. Without --port the rig's own board is found or started; an
      emulated one forgets its flash at the end.

      Exit codes: 0 the board runs the image (or is "not verified"), 3 it does not, 64 usage.
      """)

  @Argument(help: "The image.", completion: .file(extensions: ["bin", "hex"]))
  var image: String

  @Option(help: "The rig, by name or file.", completion: .rigs)
  var rig = "virtual-microbit"

  @Option(help: "The serial port of a board, instead of the rig's own.", completion: .ports)
  var port: String?

  @Option(
    help: "File for what another program or the drive's tools say; without it, a temporary one.",
    completion: .file())
  var log: String?

  @Flag(help: "Let an older version replace a newer one.")
  var downgrade = false

  @Flag(help: "Send the image although the board has it, or can't tell which chip it is.")
  var force = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(name: [.short, .long], help: "Show no progress.")
  var quiet = false

  func run() throws {
    let project = Project()
    let rig = try project.rig(rig)
    let firmware = try FlashedBoard.firmware(at: image)
    Interruption.watch()
    if let warning = BoardFlash.warning(rig) { Terminal.error("solerig: warning: \(warning)") }
    let progress = ProgressLine(isQuiet: quiet || json)
    let (port, log) = (port, log ?? Self.temporaryLog)
    let (downgrade, force) = (downgrade, force)
    let run = RunThread.start { () throws(RunError) in
      let board = try FlashedBoard.acquire(
        rig, port: port, project: project.folder, bus: UdevBus())
      defer { board.stop() }
      var flash = BoardFlash(
        rig: rig, firmware: firmware, log: log, bus: UdevBus(),
        isInterrupted: { progress.isInterrupted },
        progress: { progress.report(.preparing($0.text)) })
      flash.allowsDowngrade = downgrade
      flash.isForced = force
      return try Self.run(flash, board)
    }
    while !run.isFinished(within: 0.05) { progress.draw() }
    progress.finish()
    let report = try run.value()
    // After a failure it stays: the error names it.
    if self.log == nil { try? FileManager.default.removeItem(atPath: log) }
    try Output.line(text(of: report))
  }

  private static var temporaryLog: String {
    FileManager.default.temporaryDirectory.appending(path: "solerig-flash-\(getpid()).log").path
  }

  private static func run(
    _ flash: BoardFlash, _ board: any RunBoard
  ) throws(RunError) -> FlashReport {
    do throws(FlashError) {
      return try flash.run(on: board)
    } catch {
      throw RunError(error.kind == .refused ? .usage : .setup, error.description)
    }
  }

  private func text(of report: FlashReport) throws -> String {
    guard json else { return report.text }
    let fields: [String: Any] = [
      "skipped": report.wasSkipped, "bytes": report.byteCount, "sent_bytes": report.sentBytes,
      "resumed_at": report.resumedAt, "pieces_sent_again": report.repeats,
      "upload_seconds": report.uploadSeconds, "bytes_per_second": report.bytesPerSecond,
      "line_bytes_per_second": report.lineBytesPerSecond, "restart_seconds": report.restartSeconds,
      "board": report.identity ?? "", "notes": report.notes,
      "reset_reason": report.bootloader?.resetText ?? "",
    ]
    let data = try JSONSerialization.data(
      withJSONObject: fields, options: [.prettyPrinted, .sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }
}
