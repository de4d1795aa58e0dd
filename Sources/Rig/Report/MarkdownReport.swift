internal import Judge
internal import Wording

/// A run as Markdown, for the step summary of a CI job: the verdict, what failed and by how much, and
/// what to run next.
///
/// Written for GitHub's dialect (CommonMark and tables).
package enum MarkdownReport {
  package static func render(_ document: RunDocument) -> String {
    let (run, judgement) = (document.run, document.judgement)
    let counts =
      judgement.counts.cases.words("case", "cases") + "; "
      + judgement.counts.checks.words("check", "checks")
    var parts = [
      "## \(VerdictView(judgement.verdict).symbol) \(escaped(judgement.verdict.words)): "
        + "\(escaped(run.suite)) on \(escaped(run.rig))",
      escaped(judgement.statement) + (Blame(judgement).map { " **\($0.words)**" } ?? ""),
      escaped(counts) + ".", tested(run),
    ]
    parts += judgement.problems.map { problem($0, run) }
    parts.append(cases(judgement))
    parts += judgement.cases.filter { $0.verdict != .pass }.map { trouble($0, run) }
    parts.append(margins(judgement))
    let warnings =
      run.warnings + judgement.warnings + [document.earlier?.remark].compactMap(\.self)
    if !warnings.isEmpty {
      parts.append("### To know\n\n" + warnings.map { "- " + escaped($0) }.joined(separator: "\n"))
    }
    parts.append("### Again\n\n" + code(run.testCommand(only: nil)))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private static func tested(_ run: RunFacts) -> String {
    let firmware = [run.firmwareVersion, run.flavour].compactMap(\.self).joined(separator: ", ")
    let facts: [(String, String?)] = [
      ("Firmware", firmware), ("Image", run.imageHash), ("Board", run.board),
      ("Chip's id", run.uniqueID), ("Contract", run.contractHash),
      ("Started (UTC)", run.startedAt), ("Took", NumberText.duration(run.durationSeconds)),
      ("SHA-256 of capture.pcapng", run.captureHash),
    ]
    let known = facts.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : [name, $0] }
    }
    return table(["Tested", ""], known)
  }

  private static func problem(_ problem: Problem, _ run: RunFacts) -> String {
    "**\(escaped(problem.verdict.words)), suspect \(escaped(problem.suspect.rawValue)).** "
      + escaped(problem.message) + "\n\n" + advice(Advice.about(problem, run))
  }

  private static func cases(_ judgement: Judgement) -> String {
    table(
      ["Case", "Verdict", "Suspect", "Checks passed"],
      judgement.cases.map { item in
        [
          item.name, words(item.verdict),
          item.verdict == .pass || item.attempts.isEmpty ? "" : item.suspect?.rawValue ?? "",
          "\(item.checks.count { $0.verdict == .pass }) of \(item.checks.count)",
        ]
      })
  }

  /// A case that did not pass: what did not, and what to do.
  private static func trouble(_ item: CaseJudgement, _ run: RunFacts) -> String {
    let checks = item.checks.filter { $0.verdict > .notMeasured }
    let rows = checks.flatMap { check in
      check.rows.filter { $0.verdict > .notMeasured }.map { row in
        [
          check.title + (row.quantity.map { ": \($0)" } ?? ""), words(row.verdict),
          row.measured.valueText, row.measured.limitText, row.measured.marginText,
          check.suspect?.rawValue ?? "",
        ]
      }
    }
    let evidence = (item.evidence + checks.flatMap(\.evidence)).filter { $0 != item.statement }
    return [
      "### \(escaped(item.name)): \(escaped(item.verdict.words))",
      escaped(item.statement),
      rows.isEmpty
        ? "" : table(["Check", "Verdict", "Measured", "Limit", "Margin", "Suspect"], rows),
      evidence.map { "- " + escaped($0) }.joined(separator: "\n"), advice(Advice.about(item, run)),
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func margins(_ judgement: Judgement) -> String {
    let rows = MarginRowView.worst(judgement).map { item in
      [
        "\(item.caseName): \(item.row.title)" + (item.row.quantity.map { ", \($0)" } ?? ""),
        item.row.measured, item.row.limit, item.row.margin,
      ]
    }
    return rows.isEmpty
      ? "" : "### Closest to the limits\n\n" + table(["", "Measured", "Limit", "Margin"], rows)
  }

  private static func advice(_ steps: [Advice]) -> String {
    steps.enumerated().map { number, step in
      "\(number + 1). \(escaped(step.why))" + (step.command.map { " " + inlineCode($0) } ?? "")
    }.joined(separator: "\n")
  }

  private static func words(_ verdict: Verdict) -> String {
    "\(VerdictView(verdict).symbol) \(verdict.words)"
  }

  private static func table(_ head: [String], _ rows: [[String]]) -> String {
    let lines =
      [head.map(escaped)] + [head.map { _ in "---" }] + rows.map { $0.map(escaped) }
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }

  // Text that is nothing but text.

  private static func code(_ words: [String]) -> String {
    "    " + SafeText.printable(words.map(\.quotedForShell).joined(separator: " "))
  }

  /// Between more backquotes than it holds itself.
  private static func inlineCode(_ text: String) -> String {
    let text = SafeText.printable(text)
    var (longest, run) = (0, 0)
    for character in text.unicodeScalars {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let air = longest > 0 ? " " : ""
    return fence + air + text + air + fence
  }

  /// With everything that Markdown or HTML would make something of, escaped.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in SafeText.printable(text).unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      // What would be an address, even as a reference: a comment parts its two sides.
      case "@": result.append(contentsOf: "<!-- -->@".unicodeScalars)
      case "\\", "`", "*", "_", "{", "}", "[", "]", "#", "|", "~", "!", "$", "^":
        result.append("\\")
        result.append(scalar)
      default: result.append(scalar)
      }
    }
    return String(result).withoutLinks
  }
}

extension String {
  /// GitHub makes links of `www.` and of `://`, escaped or not: a reference in their middle stops it.
  fileprivate var withoutLinks: String {
    replacing("://", with: "&#58;//").replacing("www.", with: "www&#46;")
      .replacing("WWW.", with: "WWW&#46;")
  }
}
