/// What came of looking at one thing: a verdict, whom it points at, and why.
struct Finding: Equatable {
  var verdict: Verdict
  var suspect: Suspect?
  var evidence: [String]

  init(_ verdict: Verdict, _ suspect: Suspect? = nil, _ evidence: [String] = []) {
    self.verdict = verdict
    self.suspect = suspect
    self.evidence = evidence
  }

  static let pass = Finding(.pass)

  static func firmware(_ evidence: String...) -> Finding { Finding(.fail, .firmware, evidence) }

  static func rig(_ evidence: String...) -> Finding { Finding(.error, .rig, evidence) }

  static func link(_ evidence: [String]) -> Finding { Finding(.inconclusive, .link, evidence) }
}

extension Sequence<Finding> {
  /// The finding that weighs most, and of equals the first; nothing found is a pass.
  var worst: Finding {
    reduce(.pass) { $1.verdict > $0.verdict ? $1 : $0 }
  }
}
