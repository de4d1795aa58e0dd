import ArgumentParser
import Capture
import Foundation
import Judge
import Report
import RigModel
import TestRun

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Send a captured run's samples, or a trace, to a board again, and compare.",
    discussion: """
      With the original timing, scaled, or as fast as the board takes them:
        solerig replay RUN --rig microbit-v1
        solerig replay evening.pcapng --speed 4
        solerig replay walk-trace.pcapng --speed max
      The new run has a folder of its own, judged as any other, and is compared with the old one; a
      trace's with the engine on this host. Exit codes are those of `solerig compare`.
      """)

  @Argument(help: "A run's folder, a capture, or a trace.")
  var source: String

  @Option(help: "The rig, by name or file.", completion: .rigs)
  var rig = "virtual-microbit"

  @Option(help: ArgumentHelp("How many times as fast as it was, or max.", valueName: "n|max"))
  var speed = "1"

  @Option(help: "Send this case only; may be given several times.")
  var only: [String] = []

  @Option(help: "Firmware image to send it to instead of the rig's own.", completion: .file())
  var firmware: String?

  @Option(name: [.short, .long], help: "Folder in which the run's folder is made.")
  var output = "runs"

  @Flag(help: "Replay even where the line can't tell times as finely as the run's suite asks for.")
  var acceptLink = false

  @Flag(help: "Print the comparison as JSON.")
  var json = false

  @Flag(name: [.short, .long], help: "Show no progress.")
  var quiet = false

  func validate() throws {
    guard ReplaySpeed(speed) != nil else {
      throw ValidationError("--speed is \(speed): give a number from 0.01 to 1000, or max.")
    }
  }

  func run() throws {
    guard let speed = ReplaySpeed(speed) else { return }
    let project = Project()
    let (replay, old) = try ComparisonSource.replay(source, speed: speed, only: only)
    var plan = RunPlan(
      rig: try project.rig(rig),
      suite: Suite(name: replay.suite.name, title: replay.suite.title, cases: []),
      firmware: firmware, output: output, project: project.folder, recordings: project.recordings,
      acceptsLink: acceptLink, command: command)
    plan.replay = replay
    let outcome = try play(plan)
    let judgement = try RunPresenter.keep(outcome, plan: plan).judgement
    let new = try ComparisonSource.side(outcome.folder.path)
    // A trace has no answers of its own: the engine on this host gives them.
    let comparison = old.map { Comparison($0, new) } ?? Comparison(new, .engine(for: new))
    try outcome.folder.write(comparison.encode(), to: outcome.folder.comparison)
    if json {
      try Output.write(comparison.encode())
    } else {
      try Output.line(ComparisonView(comparison).text)
      for session in new.sessions {
        guard let late = replay.lateness(of: session) else { continue }
        try Output.line(words(late, session.name))
      }
      try Output.line(
        "\nthe new run: \(judgement.statement)\nrun folder: \(outcome.folder.path)")
    }
    RunPresenter.tell(outcome.failure)
    Foundation.exit(outcome.failure == nil ? comparison.exitCode : 3)
  }

  private func play(_ plan: RunPlan) throws -> TestRunner.Outcome {
    Interruption.watch()
    let progress = ProgressLine(isQuiet: quiet || json)
    let result = RunThread.start { () throws(RunError) in
      try TestRunner(plan: plan, observer: progress).run()
    }
    while !result.isFinished(within: 0.1) { progress.draw() }
    progress.finish()
    return try result.value()
  }

  private func words(_ late: Lateness, _ name: String) -> String {
    String(
      format:
        "%@: %d frames, behind their times by %.2f ms in the median, %.2f ms at p99, %.2f ms at most",
      name, late.frames, late.median, late.p99, late.worst)
  }

  /// The command as someone would type it again.
  private var command: [String] {
    var words = ["solerig", "replay", source, "--rig", rig, "--speed", speed]
    if let firmware { words += ["--firmware", firmware] }
    if acceptLink { words.append("--accept-link") }
    return words + only.flatMap { ["--only", $0] }
  }
}
