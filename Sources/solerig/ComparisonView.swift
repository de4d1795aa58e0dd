import Foundation
import Judge
import Wording

/// A comparison in words.
struct ComparisonView {
  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  /// Sides, then session by session; the first divergence before anything else of a session.
  var text: String {
    var lines = [side("A", comparison.left), side("B", comparison.right), ""]
    for session in comparison.sessions { lines += words(session) }
    lines += comparison.onlyLeft.map { "\($0): only A has it" }
    lines += comparison.onlyRight.map { "\($0): only B has it" }
    lines += ["", conclusion]
    return lines.map(SafeText.printable).joined(separator: "\n")
  }

  private var conclusion: String {
    let count = comparison.sessions.count
    let noun = count == 1 ? "session" : "sessions"
    switch comparison.outcome {
    case .same: return "same  All payloads of \(count) \(noun) are the same."
    case .differs:
      let names = comparison.sessions.filter { $0.outcome == .differs }.map(\.name)
      return "differs  \(names.count) of \(count) \(noun): \(names.joined(separator: ", "))."
    case .undecided:
      return count == 0
        ? "undecided  The two have no session in common."
        : "undecided  Not all could be compared: see above."
    }
  }

  private func side(_ letter: String, _ side: Comparison.Side) -> String {
    "\(letter): \(side.name)" + (side.device.map { " (\($0))" } ?? "")
  }

  private func words(_ session: SessionComparison) -> [String] {
    var lines = ["\(session.name): \(session.outcome.rawValue). \(session.statement)"]
    guard let divergence = session.divergence else { return lines }
    lines.append("  first divergence: \(place(divergence))")
    lines.append("    A: \(value(divergence.left, divergence, divergence.leftTimeNanoseconds))")
    lines.append("    B: \(value(divergence.right, divergence, divergence.rightTimeNanoseconds))")
    if let stimulus = session.stimulus { lines.append("  not fed alike: \(stimulus.statement)") }
    lines.append(
      "  \(session.leftAnswers) payloads in A, \(session.rightAnswers) in B; only in A "
        + "\(session.onlyLeft), only in B \(session.onlyRight)")
    return lines + table(session.metrics)
  }

  private func place(_ divergence: Divergence) -> String {
    var words = "\(divergence.message) \(divergence.number)"
    if let metric = divergence.metric { words += ", \(metric)" }
    guard let sample = divergence.sampleIndex else { return words }
    words += ", sample \(sample)"
    return words + (divergence.sampleSeconds.map { String(format: " (%.3f s)", $0) } ?? "")
  }

  private func value(_ text: String?, _ divergence: Divergence, _ time: UInt64?) -> String {
    guard let text else { return "not told" }
    let unit = divergence.unit.map { " " + $0 } ?? ""
    guard let time, time > 0 else { return text + unit }
    return text + unit + String(format: ", in the capture at %.6f s", Double(time) / 1e9)
  }

  private func table(_ metrics: [MetricDifference]) -> [String] {
    guard !metrics.isEmpty else { return [] }
    let head = ["differs in", "count", "worst", "at sample", "A", "B"]
    let rows = metrics.map { metric in
      [
        "\(metric.message).\(metric.metric)", "\(metric.differing) of \(metric.compared)",
        metric.worst.map { String(format: "%.6g", $0) + (metric.unit.map { " " + $0 } ?? "") }
          ?? "",
        metric.sampleIndex.map { "\($0)" } ?? "", metric.left, metric.right,
      ]
    }
    let widths = head.indices.map { column in
      ([head] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([head] + rows).map { row in
      "  "
        + zip(row, widths).enumerated().map { index, cell in
          let pad = String(repeating: " ", count: cell.1 - cell.0.count)
          return index == 0 ? cell.0 + pad : pad + cell.0
        }.joined(separator: "  ")
    }
  }
}
