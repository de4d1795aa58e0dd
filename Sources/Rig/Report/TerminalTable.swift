package import Judge
internal import Wording

/// A judgement as plain text, aligned, for a terminal or a log.
package enum TerminalTable {
  /// - Parameter colour: whether verdicts are coloured by ANSI sequences.
  package static func render(_ judgement: Judgement, colour: Bool) -> String {
    var text = ""
    let columns = Columns(judgement)
    text += columns.header + "\n"
    for item in judgement.cases {
      text += columns.rows(item, colour)
      text += explanation(item)
    }
    for problem in judgement.problems {
      text += "\n" + paint(problem.verdict, colour) + " (\(problem.suspect.rawValue)): "
      text += SafeText.printable(problem.message) + "\n"
    }
    for warning in judgement.warnings { text += "note: \(SafeText.printable(warning))\n" }
    text += "\n" + counts(judgement) + "\n"
    text += paint(judgement.verdict, colour) + "  " + SafeText.printable(judgement.statement) + "\n"
    return text
  }

  /// Why a case did not pass, below its rows.
  private static func explanation(_ item: CaseJudgement) -> String {
    let checks = item.checks.filter { $0.verdict > .pass && !$0.evidence.isEmpty }
    if item.verdict > .pass, item.checks.allSatisfy({ $0.verdict == .notMeasured }) {
      // Of what never ran, nothing speaks against anybody.
      let suspect = item.attempts.isEmpty ? nil : item.suspect
      return line(suspect, nil, [item.statement] + item.evidence.dropFirst())
    }
    let lines = checks.map { line($0.suspect, $0.name, $0.evidence) }
    let own = item.evidence.map { "    \(SafeText.printable($0))\n" }
    return lines.joined() + own.joined()
  }

  private static func line(_ suspect: Suspect?, _ name: String?, _ evidence: [String]) -> String {
    let who = suspect.map { "suspect \($0.rawValue)" } ?? ""
    let head = [name, who].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ", ")
    let lead = head.isEmpty ? "" : head + ": "
    return evidence.enumerated().map { index, text in
      "    " + (index == 0 ? lead : "  ") + SafeText.printable(text) + "\n"
    }.joined()
  }

  private static func counts(_ judgement: Judgement) -> String {
    judgement.counts.cases.words("case", "cases") + "; "
      + judgement.counts.checks.words("check", "checks")
  }

  static func paint(_ verdict: Verdict, _ colour: Bool, width: Int = 0) -> String {
    let text = verdict == .pass ? verdict.words : verdict.words.uppercased()
    let padded = text + String(repeating: " ", count: max(0, width - text.count))
    guard colour else { return padded }
    let code =
      switch verdict {
      case .pass: 32
      case .fail: 31
      case .error: 35
      case .inconclusive: 33
      case .notMeasured: 36
      }
    return "\u{1B}[\(code)m\(padded)\u{1B}[0m"
  }

  /// Widths that fit every row.
  private struct Columns {
    private var widths = [0, 0, 0, 0]
    private static let titles = ["case / check", "measured", "limit", "margin"]
    private static let verdictWidth = Verdict.inconclusive.rawValue.count

    init(_ judgement: Judgement) {
      let rows = judgement.cases.flatMap { item in
        [[SafeText.printable(item.name), "", "", ""]]
          + item.checks.flatMap { Self.cells($0).map(\.cells) }
      }
      for row in rows + [Self.titles] {
        for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
      }
    }

    var header: String {
      line(Self.titles, "verdict" + String(repeating: " ", count: Self.verdictWidth - 7))
    }

    func rows(_ item: CaseJudgement, _ colour: Bool) -> String {
      var text =
        line(
          [SafeText.printable(item.name), "", "", ""],
          TerminalTable.paint(item.verdict, colour, width: Self.verdictWidth)) + "\n"
      // Of a case that never ran, or not to its end, no check has anything to tell.
      guard item.checks.contains(where: { $0.verdict != .notMeasured }) else { return text }
      for (cells, verdict) in item.checks.flatMap(Self.cells) {
        text += line(cells, TerminalTable.paint(verdict, colour, width: Self.verdictWidth)) + "\n"
      }
      return text
    }

    /// A check's measurements, one a row.
    private static func cells(
      _ check: CheckJudgement
    ) -> [(cells: [String], verdict: Verdict)] {
      let rows = check.rows
      guard !rows.isEmpty else { return [(["  " + check.name, "–", "–", "–"], check.verdict)] }
      return rows.map { row in
        let name = "  " + check.name + (row.quantity.map { ": \($0)" } ?? "")
        let item = row.measured
        return ([name, item.valueText, item.limitText, item.marginText], row.verdict)
      }
    }

    private func line(_ cells: [String], _ verdict: String) -> String {
      func padded(_ column: Int, left: Bool) -> String {
        let fill = String(repeating: " ", count: widths[column] - cells[column].count)
        return left ? cells[column] + fill : fill + cells[column]
      }
      let line = [
        padded(0, left: true), verdict, padded(1, left: false), padded(2, left: false),
        padded(3, left: false),
      ].joined(separator: "  ")
      return line.trimmingTrailingSpaces
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
