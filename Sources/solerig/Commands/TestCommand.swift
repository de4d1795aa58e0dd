import ArgumentParser
import Foundation
import TestRun

struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run a suite on a board and judge it.",
    discussion: """
      Without words: the default suite on the emulated micro:bit.
        solerig test
        solerig test recorded                      recordings, from SOLERIG_RECORDINGS
        solerig test default --rig native --only walk --only run
        solerig test --firmware build/app.slot.bin flashes the image first, then tests it
        solerig test --firmware build/app.bin      an emulated chip's whole flash instead
      A suite or a rig is a name, or a path to its YAML file. Everything that crossed the line, the
      verdicts and the report stay in a folder of their own under --output.
      """)

  @Argument(help: "The suite, by name or file.", completion: .suites)
  var suite = "default"

  @Option(help: "The rig, by name or file.", completion: .rigs)
  var rig = "virtual-microbit"

  @Option(
    help: "Firmware image to test instead of the rig's own.",
    completion: .file(extensions: ["bin", "hex"]))
  var firmware: String?

  @Flag(help: "Let an older version replace a newer one on the board.")
  var downgrade = false

  @Option(
    name: [.short, .long], help: "Folder in which the run's folder is made.", completion: .directory
  )
  var output = "runs"

  @Option(help: "Run this case only; may be given several times.", completion: .cases)
  var only: [String] = []

  @Flag(
    help: "Run a suite whose budgets the line can't resolve; such checks are then inconclusive.")
  var acceptLink = false

  @OptionGroup var history: HistoryOptions

  @Flag(name: .customLong("no-history"), help: "Leave the run out of the history.")
  var isUnrecorded = false

  @Flag(help: "Print run.json instead of the table.")
  var json = false

  @Flag(name: [.short, .long], help: "Show no progress.")
  var quiet = false

  func run() throws {
    let project = Project()
    let plan = RunPlan(
      rig: try project.rig(rig), suite: try project.suite(suite, only: only), firmware: firmware,
      output: output, project: project.folder, recordings: project.recordings,
      allowsDowngrade: downgrade, acceptsLink: acceptLink, command: command)
    if firmware != nil, let warning = BoardFlash.warning(plan.rig) {
      Terminal.error("solerig: warning: \(warning)")
    }
    Interruption.watch()
    let progress = ProgressLine(isQuiet: quiet || json)
    let recorder = RunRecorder(
      progress, plan: plan, path: isUnrecorded ? nil : try history.path())
    let result = RunThread.start { () throws(RunError) in
      try TestRunner(plan: plan, observer: recorder).run()
    }
    while !result.isFinished(within: 0.1) { progress.draw() }
    progress.finish()
    let outcome = try result.value()
    Foundation.exit(try RunPresenter.present(outcome, plan: plan, recorder: recorder, asJSON: json))
  }

  /// The command as someone would type it again.
  private var command: [String] {
    var words = ["solerig", "test", suite, "--rig", rig]
    if let firmware { words += ["--firmware", firmware] }
    if downgrade { words.append("--downgrade") }
    if acceptLink { words.append("--accept-link") }
    return words + only.flatMap { ["--only", $0] }
  }
}
