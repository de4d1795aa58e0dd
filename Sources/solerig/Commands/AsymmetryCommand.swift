import ArgumentParser
import Capture
import Foundation
import Judge
import Stimulus
import TestRun
import Wording

struct AsymmetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "asymmetry",
    abstract: "Compare the two feet of one runner, by the captures of two shoes.",
    discussion: """
      Pairs each good stride of the left shoe with the right one that follows it, and tells per \
      metric asymmetry, 100·|L−R|/mean, and balance, L/(L+R):
        solerig asymmetry runs/left runs/right
        solerig asymmetry RUN RUN --left-case gaitmap-walk-left --right-case gaitmap-walk-right
      Two chips' sample times are no one time base: both are taken to begin with the same instant \
      (or --offset apart) and to run alike. Where the right foot comes down in the left one's \
      stride, and how that drifts, is told beside the result, with a warning where it can't be so. \
      Exits with 2 where no stride has a partner.
      """)

  @Argument(help: "Run folder or capture of the left shoe.")
  var left: String

  @Argument(help: "Run folder or capture of the right shoe.")
  var right: String

  @Option(help: "Case of the left capture, where it has several.")
  var leftCase: String?

  @Option(help: "Case of the right capture, where it has several.")
  var rightCase: String?

  @Option(help: "Seconds by which the right shoe's first sample came after the left one's.")
  var offset = 0.0

  @Flag(help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    guard offset.isFinite, offset.magnitude <= 86_400 else {
      throw ValidationError("--offset is \(offset): give seconds, a day at most.")
    }
  }

  func run() throws {
    let shoes = [
      try shoe(left, leftCase, .left, option: "--left-case"),
      try shoe(right, rightCase, .right, option: "--right-case"),
    ]
    let asymmetry = Asymmetry(left: shoes[0], right: shoes[1], offsetSeconds: offset)
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try Output.write(try encoder.encode(asymmetry))
      try Output.write(Data("\n".utf8))
    } else {
      try Output.line(AsymmetryTable(asymmetry).text)
    }
    if asymmetry.pairs == 0 { throw ExitCode(2) }
  }

  private func shoe(
    _ path: String, _ name: String?, _ side: FootSide, option: String
  ) throws -> ShoeStrides {
    let file = try ComparisonSource.capturePath(path)
    let capture: CaptureContents
    do {
      capture = try CaptureReader.read(path: file)
    } catch {
      throw RunError(.setup, error.description)
    }
    try ComparisonSource.expectContract(capture.header, of: file)
    let shoe: ShoeStrides
    do {
      shoe = try ShoeStrides(capture, case: name)
    } catch {
      throw RunError(.usage, error.words(file, option: option))
    }
    guard shoe.side == side else {
      throw RunError(
        .usage,
        """
        Comparing the shoes failed: in \(file), case `\(shoe.caseName)`, the chip was told that it \
        sits on the \(shoe.side.rawValue) shoe. Name the left shoe's run first, then the right \
        one's; a suite says which it is with `configure: {side: \(side.rawValue)}`.
        """)
    }
    return shoe
  }
}

extension ShoeError {
  fileprivate func words(_ file: String, option: String) -> String {
    let failed = "Taking the strides of \(file) failed:"
    return switch self {
    case .noCase: "\(failed) it holds no case. Name the folder or capture of a run."
    case .severalCases(let names):
      """
      \(failed) it holds \(names.count) cases: \(names.prefix(12).joined(separator: ", "))\
      \(names.count > 12 ? ", …" : ""). Choose one with \(option).
      """
    case .unknownCase(let name, let known):
      "\(failed) it holds no case `\(name)`; "
        + NearestName.hint(for: name, among: known, called: "its cases are") + "."
    case .notConfigured(let name):
      "\(failed) the chip was not told its rate and its shoe in case `\(name)`."
    }
  }
}
