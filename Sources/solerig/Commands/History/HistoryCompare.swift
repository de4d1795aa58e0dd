import ArgumentParser
import Foundation
import History
import Report
import TestRun

struct HistoryCompare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Tell what got better and worse from one run to a later one.",
    discussion: """
      A run is named as `solerig history` lists it, or by how its name begins. Without names the last
      run that ended is held against the one before it, of the same suite and kind of board; a run
      that is named alone, against the last one after it of its suite and kind of board. A change is
      beyond the spread where earlier runs of that suite and board do not explain it: outside the
      interval that holds the next run with 99 %, were nothing changed.
        solerig history compare
        solerig history compare 2026-11-20T19 2026-11-21T08 --json
      """)

  @Argument(help: "The earlier run.")
  var before: String?

  @Argument(help: "The later run.")
  var after: String?

  @OptionGroup var history: HistoryOptions
  @OptionGroup var selection: RunSelection

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let runs = try history.withHistory { (history) throws(HistoryError) in
      try history.runs(selection.filter()).filter { $0.state == .ended }
    }
    let (old, new) = try choose(runs)
    let comparison = try history.withHistory { (history) throws(HistoryError) in
      let earlier = try history.runs(
        .sameBoard(
          rig: new.rig, kind: new.board, chip: new.uniqueID, suite: new.suite, before: new.id,
          limit: EarlierRuns.runLimit))
      let measured = try history.measurements(of: earlier.map(\.id) + [old.id, new.id])
      return RunComparison(
        before: old, measured[old.id] ?? [], after: new, measured[new.id] ?? [],
        earlier: earlier.compactMap { measured[$0.id] })
    }
    if json { try Output.json(comparison) } else { try Output.line(comparison.text) }
  }

  private func choose(_ runs: [RecordedRun]) throws -> (old: RecordedRun, new: RecordedRun) {
    let old = try before.map { try Self.find($0, runs) }
    let new = try after.map { try Self.find($0, runs) } ?? Self.newest(of: runs, after: old)
    guard let new else {
      if let old {
        throw RunError(
          .usage,
          """
          Comparing runs failed: there is no run of suite \(old.suite) on board \(old.board) after \
          \(old.name). Name both runs; `solerig history` lists them.
          """)
      }
      throw RunError(.usage, "Comparing runs failed: the history has no run that fits and ended.")
    }
    guard
      let old = old
        ?? runs.first(where: { $0.id < new.id && $0.suite == new.suite && $0.board == new.board })
    else {
      throw RunError(
        .usage,
        """
        Comparing runs failed: there is no run of suite \(new.suite) on board \(new.board) before \
        \(new.name). Name both runs; `solerig history` lists them.
        """)
    }
    return (old, new)
  }

  /// The newest run; after another, the newest of its suite and kind of board.
  private static func newest(
    of runs: [RecordedRun], after old: RecordedRun?
  ) -> RecordedRun? {
    guard let old else { return runs.first }
    return runs.first { $0.id > old.id && $0.suite == old.suite && $0.board == old.board }
  }

  /// The newest run of that name, else the only one whose name begins so.
  private static func find(_ name: String, _ runs: [RecordedRun]) throws -> RecordedRun {
    let name = URL(filePath: name).lastPathComponent
    if let exact = runs.first(where: { $0.name == name }) { return exact }
    let found = runs.filter { $0.name.hasPrefix(name) }
    guard found.count == 1, let run = found.first else {
      let list = found.prefix(5).map(\.name).joined(separator: ", ")
      throw RunError(
        .usage,
        found.isEmpty
          ? "Finding the run \(name) failed: no run that ended has such a name. `solerig history` lists them."
          : "Finding the run \(name) failed: \(found.count) names begin so: \(list).")
    }
    return run
  }
}
