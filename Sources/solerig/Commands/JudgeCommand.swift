import ArgumentParser
import Capture
import Foundation
import Judge
import Report
import RigModel
import TestRun
import Wording

struct JudgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Compute a run's verdict again, from its capture and suite alone.",
    discussion: """
      The same verdict as the run's own, years later and without the board:
        solerig judge runs/2026-11-20T19-40-11Z-virtual-microbit
        solerig judge RUN --json     the same bytes as "judgement" in run.json
      The exit code is the verdict's, as with `solerig test`.
      """)

  @Argument(help: ArgumentHelp("Folder of a run.", valueName: "run"))
  var folder: String

  @Flag(help: "Print the judgement as JSON.")
  var json = false

  func run() throws {
    let judgement = try RunFolder(existing: folder).judged()
    if json {
      try Output.write(judgement.encode())
    } else {
      try Output.line(TerminalTable.render(judgement, colour: Terminal.takesColour))
    }
    Foundation.exit(judgement.exitCode)
  }
}

extension RunFolder {
  /// What the capture and the suite in this folder say.
  func judged() throws -> Judgement {
    do {
      let data = try Data(contentsOf: URL(filePath: suite))
      let suite = try ResolvedSuite.decode(data, file: suite)
      return try Judge.judge(
        captureFile: capture, suite: suite, suiteHash: SHA256Text.of(data))
    } catch let error as CaptureError {
      throw RunError(.setup, error.description)
    } catch let error as ModelError {
      throw RunError(.setup, error.description)
    } catch {
      throw RunError(
        .setup,
        """
        Reading the run \(path) failed: \(SystemCause.of(error)). A run's folder holds \
        suite.json and capture.pcapng; name such a folder.
        """)
    }
  }
}
