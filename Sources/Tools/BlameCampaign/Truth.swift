import Judge

/// What may be said of a run, by what was really done to it.
struct Truth: Sendable {
  /// Whom the run may point at.
  var suspects: Set<Suspect>
  /// What it may be called.
  var verdicts: Set<Verdict>
  /// What was done, in words.
  var deed: String

  /// The same for a judge who has not the cable's own log: where only that tells what went silent, the
  /// line or the board, either may be blamed.
  func withoutLog(needsLog: Bool) -> Truth {
    guard needsLog else { return self }
    var truth = self
    truth.suspects.insert(.board)
    return truth
  }

  /// Nothing was done that could matter.
  static func sound(_ deed: String) -> Truth {
    Truth(suspects: [], verdicts: [.pass], deed: deed)
  }

  /// The firmware is wrong: it must fail.
  static func firmware(_ deed: String) -> Truth {
    Truth(suspects: [.firmware], verdicts: [.fail], deed: deed)
  }

  /// The device can't be judged, and it is not the firmware's doing.
  static func notTheFirmware(_ suspect: Suspect, _ deed: String) -> Truth {
    Truth(suspects: [suspect], verdicts: [.inconclusive, .error], deed: deed)
  }

  /// Wrong firmware on a bad line: either may be blamed, but it can't pass.
  static func both(_ deed: String) -> Truth {
    Truth(suspects: [.firmware, .link], verdicts: [.fail, .inconclusive, .error], deed: deed)
  }

  func isRight(_ judgement: Judgement) -> Bool {
    guard verdicts.contains(judgement.verdict) else { return false }
    if judgement.verdict == .pass { return true }
    return !judgement.suspects.isEmpty && judgement.suspects.isSubset(of: suspects)
  }
}

extension Judgement {
  /// Everyone whom what weighs most points at.
  var suspects: Set<Suspect> {
    Set(
      cases.filter { $0.verdict == verdict }.compactMap(\.suspect)
        + problems.filter { $0.verdict == verdict }.map(\.suspect))
  }

  /// What speaks for the verdict, the first of it.
  var evidence: String {
    let found =
      cases.first { $0.verdict == verdict && verdict != .pass }
      .map { [$0.statement] + $0.evidence }
      ?? problems.first { $0.verdict == verdict }.map { [$0.message] } ?? []
    return found.joined(separator: " | ")
  }
}
