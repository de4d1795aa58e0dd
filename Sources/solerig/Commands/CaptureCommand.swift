import ArgumentParser
import Capture
import Foundation
import TestRun

struct CaptureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture",
    abstract: "Write down what a board says, and say nothing to it.",
    discussion: """
      Until Ctrl-C, or for some seconds:
        solerig capture --rig microbit-v1 -o evening.pcapng
        solerig capture --port /dev/ttyACM0 -o evening.pcapng --for 60
      Whatever ends it, what was heard by then can be read: by `solerig inspect`, and by Wireshark.

      Exit codes: 0 it was told to end, 3 the line or the disk gave up, 64 usage.
      """)

  @Option(help: "The rig, by name or file.", completion: .rigs)
  var rig = "virtual-microbit"

  @Option(help: "A serial port, instead of the rig's own board.")
  var port: String?

  @Option(name: [.short, .long], help: "The capture's file.")
  var output: String

  @Option(name: .customLong("for"), help: "Seconds to listen; until Ctrl-C without it.")
  var seconds: Double?

  @Flag(name: [.short, .long], help: "Show no progress.")
  var quiet = false

  func validate() throws {
    if let seconds, !(seconds > 0 && seconds <= 1e6) {
      throw ValidationError("--for is \(seconds): give the seconds to listen, up to a million.")
    }
  }

  func run() throws {
    let project = Project()
    let rig = try project.rig(rig)
    Interruption.watch()
    let progress = ProgressLine(isQuiet: quiet)
    let listener = Listener(
      rig: rig, port: port, path: output, project: project.folder, seconds: seconds,
      observer: progress)
    let run = RunThread.start { () throws(RunError) in try listener.run() }
    while !run.isFinished(within: 0.1) { progress.draw() }
    progress.finish()
    let outcome = try run.value()
    let length = String(format: "%.1f", outcome.seconds)
    try Output.line(
      "wrote \(output): \(outcome.messages) messages, \(outcome.bytes) bytes in \(length) s")
    guard let failure = outcome.failure else { return }
    Terminal.error("solerig: listening ended early: \(failure.message)")
    Foundation.exit(3)
  }
}
