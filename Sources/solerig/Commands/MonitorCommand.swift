import ArgumentParser
import Capture
import Foundation
import RigModel
import Stimulus
import TestRun

struct MonitorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor",
    abstract: "Show live gait while a board runs.",
    discussion: """
      The board has no foot to sit on: it is fed in real time, with a synthetic runner or a trace.
        solerig monitor                                a minute of walking and running
        solerig monitor --rig microbit-v1 stand:3 walk:1.3:30 run:3.5:60
        solerig monitor --trace errand.pcapng
      On a terminal it has the screen to itself and gives it back at the end; elsewhere it prints a
      line a second. Nothing is judged; what the line carried is kept with --output.
      """)

  @OptionGroup var footsteps: FootstepOptions

  @Option(help: "The rig, by name or file.", completion: .rigs)
  var rig = "virtual-microbit"

  @Option(name: [.short, .long], help: "Keep the run's folder in this folder.")
  var output: String?

  func validate() throws {
    guard footsteps.trace == nil || footsteps.segments.isEmpty else {
      throw ValidationError("Give segments or --trace, not both.")
    }
  }

  func run() throws {
    let project = Project()
    let kept = output ?? NSTemporaryDirectory() + "solerig-monitor-\(getpid())"
    defer { if output == nil { try? FileManager.default.removeItem(atPath: kept) } }
    let plan = RunPlan(
      rig: try project.rig(rig), suite: suite, firmware: nil, output: kept,
      project: project.folder, recordings: project.recordings, command: ["solerig", "monitor"])
    Interruption.watch()
    let screen = MonitorScreen()
    let monitor = Monitor(screen: screen)
    let result = RunThread.start { () throws(RunError) in
      try TestRunner(plan: plan, observer: monitor).run()
    }
    defer { screen?.close() }
    let period = screen == nil ? 1 : 0.2
    while !result.isFinished(within: period) { try monitor.draw() }
    let outcome = try result.value()
    if let failure = outcome.failure, failure.kind != .interrupted {
      throw RunError(.setup, "Monitoring rig \(rig) ended early: \(failure.message)")
    }
  }

  private var suite: Suite {
    let walk = RunnerParameters(
      segments: footsteps.segments.isEmpty ? Self.stroll : footsteps.segments, seed: 1)
    let source =
      footsteps.trace.map { StimulusSource.trace(file: URL(filePath: $0).path) } ?? .runner(walk)
    let start = SourcePosition(line: 1, column: 1)
    let item = SuiteCase(
      name: "monitor", requirement: "Nothing is asked.",
      stimulus: Located(source, at: start), clock: .realTime, position: start)
    return Suite(name: "monitor", title: "Live gait", cases: [item])
  }

  private static let stroll: [RunnerSegment] = [
    .stand(seconds: 2), .walk(metresPerSecond: 1.3, seconds: 20),
    .run(metresPerSecond: 3, seconds: 30), .walk(metresPerSecond: 1.2, seconds: 8),
  ]
}
