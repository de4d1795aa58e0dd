import ArgumentParser
import Foundation
import Judge

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Tell where two runs part, from their captures alone.",
    discussion: """
      Two runs, two boards, or a board and the emulator; times of arrival and departure aside:
        solerig compare runs/2026-11-20T19-40-11Z-virtual-microbit runs/2026-11-21T08-02-45Z-microbit-v1
      A run against the engine on this host, fed with what the run's chip was fed:
        solerig compare RUN engine
      It names the first sample at which they part, what either side says there, and how far apart
      each metric gets.

      Exit codes: 0 the same, 1 they differ, 2 undecided (not fed alike, or frames were lost), 3 a
      capture could not be read, 64 usage.
      """)

  @Argument(help: ArgumentHelp("A run's folder or a capture.", valueName: "a"))
  var left: String

  @Argument(help: ArgumentHelp("Another one, or the word engine.", valueName: "b"))
  var right: String?

  @Flag(help: "Compare with the engine on this host.")
  var engine = false

  @Flag(help: "Print the comparison as JSON.")
  var json = false

  func validate() throws {
    guard (right == nil) == engine else {
      throw ValidationError("Give two captures, or one and --engine.")
    }
    guard left != ComparedSide.engineName else {
      throw ValidationError("Name the capture first, then `engine`.")
    }
  }

  func run() throws {
    let one = try ComparisonSource.side(left)
    let name = right ?? ComparedSide.engineName
    let other =
      name == ComparedSide.engineName
      ? try ComparisonSource.engine(for: one) : try ComparisonSource.side(name)
    let comparison = Comparison(one, other)
    if json {
      try Output.write(comparison.encode())
    } else {
      try Output.line(ComparisonView(comparison).text)
    }
    Foundation.exit(comparison.exitCode)
  }
}
