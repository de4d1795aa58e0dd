import ArgumentParser
import Foundation
import History
import Judge
import TestRun
import Wording

struct HistoryExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write what runs measured, for another tool.",
    discussion: """
      As CSV a row for each quantity of each run, as JSON an object for each run with its measurements:
        solerig history export --suite default --format csv -o runs.csv
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json }

  @OptionGroup var history: HistoryOptions
  @OptionGroup var selection: RunSelection

  @Option(help: "csv or json.")
  var format = Format.csv

  @Option(name: [.short, .long], help: "File to write; standard output without.")
  var output: String?

  private struct Entry: Encodable {
    var run: RecordedRun
    var measurements: [RecordedMeasurement]
  }

  func run() throws {
    let entries = try history.withHistory { (history) throws(HistoryError) in
      let runs = try history.runs(selection.filter()).reversed()
      let measured = try history.measurements(of: runs.map(\.id))
      return runs.map { Entry(run: $0, measurements: measured[$0.id] ?? []) }
    }
    let data = format == .json ? try Output.encoded(entries) : Data(Self.csv(entries).utf8)
    guard let output else { return try Output.write(data) }
    do {
      try data.write(to: URL(filePath: output), options: .atomic)
    } catch {
      throw RunError(.setup, "Writing \(output) failed: \(SystemCause.of(error)).")
    }
  }

  private static func csv(_ entries: [Entry]) -> String {
    let titles = [
      "run", "started_at", "state", "run_verdict", "suite", "rig", "board", "unique_id",
      "firmware_version", "image_hash", "case", "check", "quantity", "unit", "value",
      "uncertainty", "lower_limit", "upper_limit", "margin", "verdict",
    ]
    return CSVText.row(titles.map { .text($0) }) + entries.flatMap(rows).joined()
  }

  /// A run without a measurement, such as a killed one, has a row nevertheless.
  private static func rows(_ entry: Entry) -> [String] {
    let run = entry.run
    let head = [
      run.name, run.startedAt, run.state.rawValue, run.verdict?.rawValue ?? "", run.suite, run.rig,
      run.board, run.uniqueID ?? "", run.firmwareVersion ?? "", run.imageHash ?? "",
    ].map { CSVText.Cell.text($0) }
    guard !entry.measurements.isEmpty else {
      return [CSVText.row(head + Array(repeating: .number(nil), count: 10))]
    }
    return entry.measurements.map { item in
      CSVText.row(
        head + [
          .text(item.case), .text(item.check), .text(item.quantity), .text(item.unit),
          .number(item.value), .number(item.uncertainty), .number(item.lower),
          .number(item.upper), .number(item.margin), .text(item.verdict.rawValue),
        ])
    }
  }
}
