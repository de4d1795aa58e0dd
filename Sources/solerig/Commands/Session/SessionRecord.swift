import ArgumentParser
import Capture
import Foundation
import RigModel
import Stimulus
import TestRun

struct SessionRecord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Have a board keep a run: of a synthetic runner, or of a trace.",
    discussion: """
        solerig session record --port /dev/pts/7 stand:2 walk:1.4:60 run:3.2:1800
        solerig session record --rig microbit-v1 --trace errand.pcapng --interval 5
      Samples go as fast as the board takes them; nothing is judged.
      """)

  @OptionGroup var footsteps: FootstepOptions

  @OptionGroup var board: SessionBoard

  @Option(help: "Seconds that an entry is of, up to 60; 0: an entry is a stride.")
  var interval: UInt8 = 0

  @Option(help: "The runner's mass in kg, for calories.")
  var mass: Double?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard footsteps.segments.isEmpty != (footsteps.trace == nil) else {
      throw ValidationError("Name segments, such as run:3:60, or a file with --trace.")
    }
    guard interval <= 60 else {
      throw ValidationError("--interval is \(interval): give 0 to 60 s.")
    }
    guard mass.map({ (20...250).contains($0) }) ?? true else {
      throw ValidationError("--mass is \(mass ?? 0): give 20 to 250 kg.")
    }
  }

  func run() throws {
    let trace = try stimulus()
    guard (100...400).contains(trace.sampleRateHertz) else {
      throw RunError(
        .usage, "The trace has \(trace.sampleRateHertz) samples a second: a chip takes 100 to 400.")
    }
    var settings = ShoeSettings()
    settings.recording = .bySession
    settings.recordIntervalSeconds = interval
    settings.bodyMassKilograms = mass ?? 0
    let configuration = ChipConfiguration(
      sampleRateHertz: trace.sampleRateHertz, shoe: settings)
    let shelf = try board.visit(isQuiet: json) { desk throws(RunError) in
      try desk.record(trace, configuration)
    }
    guard !shelf.records.isEmpty else {
      throw RunError(
        .setup,
        "The chip kept nothing: its store is full of records that nobody has fetched. Fetch them.")
    }
    let table = RecordTable(shelf)
    if json { try Output.json(table.document) } else { try Output.line(table.text) }
  }

  private func stimulus() throws -> Trace {
    do {
      if let trace = footsteps.trace { return try TraceFile.read(path: trace) }
      return try SyntheticRunner(RunnerParameters(segments: footsteps.segments, seed: 1))
        .makeTrace(name: "run")
    } catch {
      throw RunError(.usage, "\(error)")
    }
  }
}
