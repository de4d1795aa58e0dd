import ArgumentParser
import Discovery
import Flash
import Foundation
import RigModel
import TestRun

struct FlashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flash",
    abstract: "Put an image on a board, over its serial line.",
    discussion: """
      The image is one for a slot, as scripts/firmware/build leaves it:
        solerig flash .build/firmware/solerig-microbit.slot.bin --port /dev/ttyACM0
      Any board that speaks SMP will do (MCUboot's serial recovery, Zephyr); ours is brought into its
      bootloader first, and asked afterwards who it is. A board that has the image is left alone.
      Without --port the rig's own board is started; an emulated one forgets its flash at the end.

      Exit codes: 0 the board runs the image, 3 it does not, 64 usage.
      """)

  @Argument(help: "The image.")
  var image: String

  @Option(help: "The rig, by name or file.")
  var rig = "virtual-microbit"

  @Option(help: "The serial port of a board, instead of the rig's own.")
  var port: String?

  @Flag(help: "Let an older version replace a newer one.")
  var downgrade = false

  @Flag(help: "Send the image although the board has it.")
  var force = false

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(name: [.short, .long], help: "Show no progress.")
  var quiet = false

  func run() throws {
    let project = Project()
    let rig = try project.rig(rig)
    let plan = try plan(baud: rig.link.baud)
    Interruption.watch()
    let progress = ProgressLine(isQuiet: quiet || json)
    let port = port
    let run = RunThread.start { () throws(RunError) in
      guard let port else {
        let board = try FlashedBoard.acquire(rig, project: project.folder, bus: UdevBus())
        defer { board.stop() }
        return try Self.flash(plan, board.portPath, progress)
      }
      return try Self.flash(plan, port, progress)
    }
    while !run.isFinished(within: 0.05) { progress.draw() }
    progress.finish()
    try Output.line(text(of: run.value()))
  }

  private func plan(baud: UInt32) throws -> FlashPlan {
    guard let data = FileManager.default.contents(atPath: image) else {
      throw RunError(.usage, "Flashing \(image) failed: the file cannot be read.")
    }
    do throws(FlashError) {
      var plan = try FlashPlan(image: Array(data), name: image, baud: baud)
      plan.allowsDowngrade = downgrade
      plan.isForced = force
      return plan
    } catch {
      throw RunError(.usage, error.description)
    }
  }

  private static func flash(
    _ plan: FlashPlan, _ port: String, _ progress: ProgressLine
  ) throws(RunError) -> FlashReport {
    do throws(FlashError) {
      return try FlashedBoard.flash(
        plan, port: port, isInterrupted: { progress.isInterrupted },
        progress: { progress.report(.preparing($0.text)) })
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
