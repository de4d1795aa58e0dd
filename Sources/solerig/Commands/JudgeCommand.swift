import ArgumentParser
import Foundation
import Judge
import Report
import TestRun

struct JudgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Compute a run's verdict again, from its capture and suite alone.",
    discussion: """
      The same verdict as the run's own, years later and without the board:
        solerig judge runs/2026-11-20T19-40-11Z-virtual-microbit
        solerig judge RUN --json     the same bytes as "judgement" in run.json
      Where run.json lies beside the capture, the capture has to be the one it was made from.
      The exit code is the verdict's, as with `solerig test`.
      """)

  @Argument(help: ArgumentHelp("Folder of a run.", valueName: "run"), completion: .directory)
  var folder: String

  @Flag(help: "Print the judgement as JSON.")
  var json = false

  func run() throws {
    let folder = RunFolder(existing: folder)
    let reading = try RunReading(folder)
    try reading.expectCapture(of: folder)
    let judgement = reading.judged.judgement
    if json {
      try Output.write(judgement.encode())
    } else {
      try Output.line(TerminalTable.render(judgement, colour: Terminal.takesColour))
    }
    Foundation.exit(judgement.exitCode)
  }
}
