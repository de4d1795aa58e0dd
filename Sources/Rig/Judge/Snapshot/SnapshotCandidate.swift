internal import Capture
package import RigModel

/// What a run would have approved of one case.
package struct SnapshotCandidate: Sendable {
  package var `case`: ResolvedCase
  package var tables: [SnapshotTable]
  package var judgement: CaseJudgement

  /// Why it can't be approved; nil where it can.
  ///
  /// A snapshot is a golden: what is wrong, or was disturbed, must never become one.
  package var objection: String? {
    let others = judgement.checks.filter { $0.name != "snapshot" && $0.verdict != .pass }
    if let last = judgement.attempts.last, let failure = last.failure {
      return "the case did not come to its end: \(failure.message)"
    }
    if judgement.attempts.isEmpty { return "the case was not run" }
    if let other = others.first {
      return "its check \(other.name) has the verdict \(other.verdict.words)"
    }
    // Planned faults spoil the way to the chip only.
    if let link = judgement.link, link.missingFromChip > 0 || !link.brokenFromChip.isEmpty {
      return "what the chip told did not all come: "
        + link.troubleFromChip.joined(separator: "; ")
    }
    guard isClean else {
      return "the case has the verdict \(judgement.verdict.words): \(judgement.statement)"
    }
    return nil
  }

  /// Whether nothing but the snapshot itself decided the case: neither the line, nor the rig, nor
  /// a sample that is not accounted for.
  private var isClean: Bool {
    guard let own = judgement.checks.first(where: { $0.name == "snapshot" }) else { return false }
    return own.suspect != .link && own.verdict != .error && own.verdict == judgement.verdict
  }
}

extension JudgedRun {
  /// What the run tells of the cases whose suite asks for a snapshot.
  package var snapshotCandidates: [SnapshotCandidate] {
    suite.cases.compactMap { item in
      guard item.checks.contains(.snapshot),
        let found = judgement.cases.first(where: { $0.name == item.name })
      else { return nil }
      return SnapshotCandidate(
        case: item, tables: decidingAttempt(of: found)?.snapshotTables ?? [], judgement: found)
    }
  }
}
