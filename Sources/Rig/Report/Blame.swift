internal import Judge

/// Whom the evidence of a whole run points at.
struct Blame {
  /// `Suspect: firmware in 3 cases, link in 1.`
  let words: String

  /// nil for a run in which nothing went wrong.
  init?(_ judgement: Judgement) {
    // What ended the run early stands for the cases that it kept from being measured.
    let problems = judgement.problems.map(\.suspect)
    let cases = judgement.cases.filter { $0.verdict > .notMeasured }.compactMap(\.suspect)
    let all = Suspect.allCases.filter { (problems + cases).contains($0) }
    guard !all.isEmpty else { return nil }
    guard all.count > 1 else {
      words = "Suspect: \(all[0].rawValue)."
      return
    }
    let parts = all.map { suspect in
      let count = cases.count { $0 == suspect }
      return suspect.rawValue + (count > 0 ? " in \(count) case\(count == 1 ? "" : "s")" : "")
    }
    words = "Suspects: \(parts.joined(separator: ", "))."
  }
}
