/// A run's verdict in one sentence.
struct Statement {
  private let cases: [CaseJudgement]
  private let problems: [Problem]
  private let verdict: Verdict

  init(_ cases: [CaseJudgement], _ problems: [Problem], _ verdict: Verdict) {
    self.cases = cases
    self.problems = problems
    self.verdict = verdict
  }

  var text: String {
    let total = cases.count
    // Where no case says what the run's verdict is, the run as a whole does.
    if verdict > .notMeasured, count(verdict) == 0 {
      return switch verdict {
      case .fail: "Not conformant: the run broke off by the device's own doing."
      case .error: "No verdict: the run as a whole could not be judged."
      case .pass, .notMeasured, .inconclusive: "Inconclusive: the run broke off."
      }
    }
    let of = total.counting("case")
    switch verdict {
    case .pass: return "Conformant: \(total == 1 ? "the one case" : "all \(of)") passed."
    case .fail: return "Not conformant: \(count(.fail)) of \(of) failed (\(names(.fail)))."
    case .inconclusive:
      return "Inconclusive: the evidence can't tell in \(count(.inconclusive)) of \(of) "
        + "(\(names(.inconclusive)))."
    case .error:
      return "No verdict: \(count(.error)) of \(of) could not be judged (\(names(.error)))."
    case .notMeasured:
      return
        "\(measuredChecks > 0 ? "Inconclusive" : "No verdict"): \(count(.notMeasured)) of \(of) could not be measured in full "
        + "(\(names(.notMeasured)))."
    }
  }

  private var measuredChecks: Int { VerdictCounts(cases.flatMap(\.checks).map(\.verdict)).measured }

  private func count(_ verdict: Verdict) -> Int { cases.count { $0.verdict == verdict } }

  private func names(_ verdict: Verdict) -> String {
    let names = cases.filter { $0.verdict == verdict }.map(\.name)
    let shown = names.prefix(4).joined(separator: ", ")
    return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
  }
}
