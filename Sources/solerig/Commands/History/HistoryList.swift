import ArgumentParser
import Foundation
import History
import Judge
import TestRun
import Wording

struct HistoryList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the last runs, and the cases that are flaky.")

  @OptionGroup var history: HistoryOptions
  @OptionGroup var selection: RunSelection

  @Option(name: .shortAndLong, help: "How many runs at the most.")
  var limit = 30

  @Flag(help: "Print JSON.")
  var json = false

  private struct Listing: Encodable {
    var runs: [RecordedRun]
    var flaky: [FlakyCase]
  }

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit has to be 1 at least.") }
  }

  func run() throws {
    let (runs, flaky) = try history.withHistory { (history) throws(HistoryError) in
      let runs = try history.runs(selection.filter(limit: limit))
      return (runs, FlakyCase.find(runs, try history.cases(of: runs.map(\.id))))
    }
    guard !json else { return try Output.json(Listing(runs: runs, flaky: flaky)) }
    guard !runs.isEmpty else {
      return try Output.line("No run is kept here yet, or none that fits: \(try history.path())")
    }
    try Output.line(Self.table(runs))
    for item in flaky { try Output.line(SafeText.printable(item.sentence)) }
  }

  private static func table(_ runs: [RecordedRun]) -> String {
    var table = TextTable([
      ("run", .left), ("started", .left), ("suite", .left), ("board", .left), ("firmware", .left),
      ("image", .left), ("took", .right), ("retries", .right), ("verdict", .left),
    ])
    for run in runs {
      table.add([
        run.name, run.startedAt, run.suite, run.uniqueID ?? run.board, run.firmwareVersion ?? "–",
        run.imageHash.map { String($0.prefix(8)) } ?? "–",
        run.durationSeconds.map { String(format: "%.1f s", $0) } ?? "–",
        "\(run.retries)", run.outcome,
      ])
    }
    return table.text
  }
}

extension RecordedRun {
  /// How it ended, or that it did not.
  var outcome: String { state == .ended ? verdict?.words ?? "–" : state.rawValue }
}

extension FlakyCase {
  fileprivate var sentence: String {
    let counts = verdicts.sorted { $0.key < $1.key }.map { verdict, count in
      "\(count) × \(Verdict(rawValue: verdict)?.words ?? verdict)"
    }
    let again =
      retried > 0 ? ["begun again in \(retried) of \(runs) run\(runs == 1 ? "" : "s")"] : []
    return """
      flaky: \(name) of \(suite) on rig \(rig), with one image (\(imageHash?.prefix(8) ?? "–")): \
      \((again + counts).joined(separator: ", "))
      """
  }
}
