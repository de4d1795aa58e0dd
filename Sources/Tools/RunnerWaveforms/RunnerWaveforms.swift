import ArgumentParser
import Foundation
import Stimulus

/// The synthetic runner beside recordings; `scripts/waveforms` calls it.
@main
struct RunnerWaveforms: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waveforms",
    abstract: "Compares the synthetic runner's strides with recorded ones.",
    discussion: """
      Each recording whose reference tells steady strides with their lengths and one activity is \
      held beside a synthetic runner of its speed and cadence. Exits with 1 where a figure is \
      outside of its limit.
      """)

  @Argument(help: "A folder of recordings; SOLERIG_RECORDINGS by default.")
  var recordings: String?

  @Flag(help: "Print the table as Markdown.")
  var markdown = false

  func run() throws {
    let comparisons = try comparisons()
    guard !comparisons.isEmpty else {
      throw ValidationError(
        "no recording in \(folder) tells steady strides with their lengths and one activity")
    }
    print((markdown ? markdownText : plainText)(comparisons), terminator: "")
    if comparisons.contains(where: { !$0.outside.isEmpty }) { throw ExitCode(1) }
  }

  private var folder: String {
    recordings ?? ProcessInfo.processInfo.environment["SOLERIG_RECORDINGS"] ?? "../shared/data"
  }

  private func comparisons() throws -> [WaveformComparison] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".csv") && !$0.hasSuffix("_mocap.csv") }.sorted()
    return try names.compactMap { name in
      let trace = try CSVImporter.importFile(path: "\(folder)/\(name)").trace
      guard let activity = trace.truth?.activity else { return nil }
      return WaveformComparison(trace, activity: activity)
    }
  }

  private func plainText(_ comparisons: [WaveformComparison]) -> String {
    var text = ""
    for comparison in comparisons {
      text += String(
        format: "%@: %@, %.2f m/s, %.0f steps/min\n", comparison.name,
        comparison.activity.rawValue, comparison.speed, comparison.cadence)
      text += "  figure                                       recorded  synthetic  held to\n"
      for row in comparison.rows {
        let name = row.unit.isEmpty ? row.figure : "\(row.figure), \(row.unit)"
        text += "  " + name + String(repeating: " ", count: max(1, 44 - name.count))
        text += row.isCorrelation ? "         " : Self.right(row.recorded, 9)
        text += "  " + Self.right(row.synthetic, 9) + "  " + row.limit.text
        text += row.isWithin ? "\n" : "  OUTSIDE\n"
      }
    }
    let rows = comparisons.reduce(0) { $0 + $1.rows.count }
    let outside = comparisons.reduce(0) { $0 + $1.outside.count }
    return text + "\(rows - outside) of \(rows) figures are within their limits\n"
  }

  /// A row a figure: least and most of all walks, then of all runs.
  private func markdownText(_ comparisons: [WaveformComparison]) -> String {
    var text = "| figure | held to | walks | runs |\n|---|---|---|---|\n"
    for (index, row) in comparisons[0].rows.enumerated() {
      func span(_ activity: Activity) -> String {
        let values = comparisons.filter { $0.activity == activity }.map { $0.rows[index].compared }
        guard let least = values.min(), let most = values.max() else { return "–" }
        let digits = row.isDifference ? "%+.0f to %+.0f" : "%.2f to %.2f"
        return String(format: digits, least, most)
      }
      text += "| \(row.figure) | \(row.limit.text) | \(span(.walk)) | \(span(.run)) |\n"
    }
    return text
  }

  private static func right(_ value: Double, _ width: Int) -> String {
    let text = String(format: "%.2f", value)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
