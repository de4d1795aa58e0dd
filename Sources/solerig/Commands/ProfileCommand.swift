import ArgumentParser
import Capture
import Foundation
import Judge
import Stimulus
import TestRun
import VirtualBoard

struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Count what every sample of a trace costs on the emulated chip.",
    discussion: """
      Instructions of each sample's turn (the engine, and what it makes the app say), counted with
      interrupts masked, twice: two runs that differ by more than a tick are an error.
        solerig profile
        solerig profile --trace walk.pcapng --csv cost.csv
        solerig profile --everything        with all that the shoe tells beyond gait
      Two images side by side, each left by scripts/firmware/build-profile --output FILE:
        solerig profile before.elf after.elf

      Exit codes: 0 counted, 3 it could not be counted, or not twice alike, 64 usage.
      """)

  @Argument(help: ArgumentHelp("The image, or two to compare.", valueName: "image"))
  var images: [String] = []

  @Option(help: "A trace; half a minute of standing, walking and running without it.")
  var trace: String?

  @Flag(help: "Ask the chip for totals, progress, phone payloads and all rules of form, too.")
  var everything = false

  @Option(help: "How many of the most expensive samples to show.")
  var top = 5

  @Option(help: "Write every sample's cost to this file.")
  var csv: String?

  @Flag(help: "JSON, with every sample's ticks.")
  var json = false

  func validate() throws {
    guard images.count <= 2 else {
      throw ValidationError("Two images can be compared, \(images.count) are given.")
    }
    guard 0...1000 ~= top else { throw ValidationError("--top is \(top): give 0 to 1000.") }
  }

  func run() throws {
    if let csv, FileManager.default.fileExists(atPath: csv) {
      throw RunError(.setup, "Writing \(csv) failed: there is such a file. Choose another name.")
    }
    let trace = try loadTrace()
    let standard = Project().folder + "/.build/firmware/solerig-profile.elf"
    let profiles = try (images.isEmpty ? [standard] : images).map { image in
      try profile(image, trace)
    }
    let view = ProfileView(trace: trace, profiles: profiles)
    if json {
      try Output.write(view.json)
    } else {
      try Output.line(view.text(top: top))
    }
    if let csv { try write(view.csv, to: csv) }
  }

  private func profile(_ image: String, _ trace: Trace) throws(RunError) -> CostProfile {
    let runs: [CostProfile]
    do throws(VirtualBoardError) {
      let counter = try CostCounter(elf: image)
      runs = try Self.twice { () throws(VirtualBoardError) in
        let count = try counter.count(
          trace.samples, sampleRateHertz: trace.sampleRateHertz, everything: everything)
        return CostProfile(
          image: image, sampleRateHertz: trace.sampleRateHertz, rawTicks: count.ticks,
          readingTicks: count.readingTicks)
      }
    } catch {
      throw RunError(.setup, error.message)
    }
    let comparison = CostComparison(runs[0], runs[1])
    guard comparison.isRepeatable else {
      throw RunError(
        .setup,
        """
        Counting what samples cost on \(image) failed: two runs differ by \
        \(comparison.largestTicks) ticks, first at sample \(comparison.firstDiffering ?? 0). The \
        emulator does not count instructions as it should; check its version.
        """)
    }
    return runs[0]
  }

  private static func twice(
    _ body: () throws(VirtualBoardError) -> CostProfile
  ) throws(VirtualBoardError) -> [CostProfile] {
    [try body(), try body()]
  }

  private func loadTrace() throws -> Trace {
    guard let trace else {
      return try SyntheticRunner(
        RunnerParameters(segments: [
          RunnerSegment(kind: .stand, durationSeconds: 2),
          RunnerSegment(kind: .walk, durationSeconds: 13, speedMetresPerSecond: 1.4),
          RunnerSegment(kind: .run, durationSeconds: 15, speedMetresPerSecond: 3.2),
        ])
      ).makeTrace(name: "stand, walk, run")
    }
    do {
      return try TraceFile.read(path: trace)
    } catch {
      throw RunError(.setup, error.description)
    }
  }

  private func write(_ text: String, to path: String) throws(RunError) {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      throw RunError(
        .setup, "Writing \(path) failed: \(error.localizedDescription). Choose another file.")
    }
  }
}
