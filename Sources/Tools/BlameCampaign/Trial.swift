import Judge

/// One run of the campaign: what was done, what was judged, and whether that was right.
struct Trial: Codable, Sendable {
  var bench: String
  var fault: String
  var seed: UInt64
  var deed: String
  var verdict: String
  var suspects: [String]
  var evidence: String
  /// What was done mattered: there is somebody to blame.
  var isFaulty: Bool
  var isRight: Bool
  /// Judged without the cable's log, which no real line has; nil where there is none. What only the log
  /// can tell from a dead board may be called either.
  var isRightWithoutLog: Bool?
  /// It passed, and should not have.
  var isFalsePass: Bool

  init(
    bench: String, fault: String, seed: UInt64, truth: Truth, judgement: Judgement,
    withoutLog: Judgement? = nil, needsLog: Bool = false
  ) {
    self.bench = bench
    self.fault = fault
    self.seed = seed
    deed = truth.deed
    verdict = judgement.verdict.rawValue
    suspects = judgement.suspects.map(\.rawValue).sorted()
    evidence = judgement.evidence
    isFaulty = !truth.suspects.isEmpty
    isRight = truth.isRight(judgement)
    isRightWithoutLog = withoutLog.map(truth.withoutLog(needsLog: needsLog).isRight)
    isFalsePass =
      !truth.verdicts.contains(.pass)
      && [judgement, withoutLog].contains { $0?.verdict == .pass }
  }

  /// How to do it again.
  var again: String { "--bench \(bench) --fault \(fault) --seed \(seed) --runs 1" }
}
