import ArgumentParser
import Capture
import Foundation
import RigModel
import Stimulus
import TestRun
import Wording

struct SynthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synth",
    abstract: "Make a trace of a synthetic runner, with its truth.",
    discussion: """
      A segment is stand, walk or run, a speed in m/s but for stand, and a duration in seconds:
        solerig synth -o walk.pcapng walk:1.3:30
        solerig synth -o errand.pcapng stand:5 walk:1.4:20 run:3.0:20 --seed 7
      What else a runner has (slopes, surface, contact times, the sensor) is written in a file, as a \
      suite has it under `runner`:
        solerig synth -o hill.pcapng --runner hill.yaml --side left
      The truth (strides, lengths, times, distance) travels in the trace: solerig inspect shows it.
      """)

  @Argument(
    help: "Segments such as stand:5, walk:1.3:30, run:3.5:60, in their order.",
    transform: SegmentArgument.parse)
  var segments: [RunnerSegment] = []

  @Option(name: [.short, .long], help: "File to write; it must not exist.", completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp(
      "YAML file with the runner, in place of segments, --seed and --strike.", valueName: "file"),
    completion: .file(extensions: ["yaml"]))
  var runner: String?

  @Option(help: "Seed of every random draw: the same seed gives the same trace. (default: 1)")
  var seed: UInt64?

  @Option(help: "Which shoe: left or right.")
  var side: FootSide = .right

  @Option(help: "How the foot strikes: rearfoot, midfoot or forefoot. (default: rearfoot)")
  var strike: StrikeClass?

  @Option(help: "Samples a second, 50 to 1600.")
  var rate: UInt16 = 200

  func validate() throws {
    guard runner == nil else {
      guard segments.isEmpty, seed == nil, strike == nil else {
        throw ValidationError("--runner takes the place of segments, --seed and --strike.")
      }
      return
    }
    guard !segments.isEmpty else {
      throw ValidationError("Name segments, such as walk:1.3:30, or a file with --runner.")
    }
  }

  private func parameters() throws -> RunnerParameters {
    if let runner {
      do {
        return try RunnerParameters(file: runner, side: side, sampleRateHertz: rate)
      } catch {
        throw RunError(.usage, "\(error)")
      }
    }
    var parameters = RunnerParameters(segments: segments, seed: seed ?? 1)
    parameters.side = side
    parameters.strike = strike ?? .rearfoot
    parameters.sampleRateHertz = rate
    return parameters
  }

  func run() throws {
    let parameters = try parameters()
    let name = URL(filePath: output).deletingPathExtension().lastPathComponent
    let trace: Trace
    do {
      trace = try SyntheticRunner(parameters).makeTrace(name: name)
    } catch {
      throw RunError(.usage, "\(error)")
    }
    try TraceOutput.write(trace, path: output)
  }
}

/// A segment as the command line says it: `kind:speed:duration`.
enum SegmentArgument {
  static func parse(_ argument: String) throws -> RunnerSegment {
    guard let segment = segment(argument) else {
      let kinds = RunnerSegment.Kind.allCases.map(\.rawValue)
      let kind = argument.split(separator: ":").first.map(String.init) ?? ""
      let hint =
        kinds.contains(kind)
        ? "" : NearestName.hint(for: kind, among: kinds, called: "segments are") + ". "
      throw ValidationError(
        """
        `\(argument)` is no segment. \(hint)Write stand:SECONDS, walk:SPEED:SECONDS or \
        run:SPEED:SECONDS, the speed in m/s, as in walk:1.3:30.
        """)
    }
    return segment
  }

  private static func segment(_ argument: String) -> RunnerSegment? {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let kind = parts.first.flatMap(RunnerSegment.Kind.init(rawValue:)) else { return nil }
    let numbers = parts.dropFirst().compactMap(Double.init)
    guard numbers.count == parts.count - 1 else { return nil }
    switch (kind, numbers.count) {
    case (.stand, 1): return .stand(seconds: numbers[0])
    case (.walk, 2): return .walk(metresPerSecond: numbers[0], seconds: numbers[1])
    case (.run, 2): return .run(metresPerSecond: numbers[0], seconds: numbers[1])
    default: return nil
    }
  }
}

extension FootSide: ExpressibleByArgument {}
extension StrikeClass: ExpressibleByArgument {}
