/// What a capture and a suite say about a board: the whole verdict, and why.
///
/// It follows from its two sources alone. Equal sources give an equal judgement, and equal
/// judgements give equal bytes.
package struct Judgement: Codable, Equatable, Sendable {
  package static let currentSchema = "solerig-judgement/1"

  package private(set) var schema = Judgement.currentSchema
  /// The contract that the judge speaks, sixteen hexadecimal digits.
  package var contractHash: String
  package var suite: String
  package var verdict: Verdict
  /// The verdict in one sentence.
  package var statement: String
  /// What went wrong with the run as a whole.
  package var problems: [Problem]
  /// What a reader should know, though nothing was decided by it.
  package var warnings: [String]
  /// Who answered; nil where nobody said.
  package var device: DeviceFacts?
  /// The line, where it was measured; nil where no budget asked for that.
  package var line: LinkMeasurement?
  package var counts: Counts
  package var cases: [CaseJudgement]

  /// How many there are of each verdict.
  package struct Counts: Codable, Equatable, Sendable {
    package var cases: VerdictCounts
    package var checks: VerdictCounts
  }

  /// What a process that tells this judgement exits with.
  package var exitCode: Int32 {
    switch verdict {
    case .pass: 0
    case .fail: 1
    case .inconclusive: 2
    case .error: 3
    case .notMeasured: counts.checks.measured > 0 ? 2 : 3
    }
  }
}

/// Something that went wrong with a run as a whole.
package struct Problem: Codable, Equatable, Sendable {
  package var verdict: Verdict
  package var suspect: Suspect
  /// A sentence or a paragraph.
  package var message: String
}

/// How many there are of each verdict.
package struct VerdictCounts: Codable, Equatable, Sendable {
  package var total = 0
  package var pass = 0
  package var fail = 0
  package var error = 0
  package var inconclusive = 0
  package var notMeasured = 0

  package init(_ verdicts: some Sequence<Verdict>) {
    for verdict in verdicts {
      total += 1
      switch verdict {
      case .pass: pass += 1
      case .fail: fail += 1
      case .error: error += 1
      case .inconclusive: inconclusive += 1
      case .notMeasured: notMeasured += 1
      }
    }
  }

  /// Those with a verdict of any kind.
  package var measured: Int { total - notMeasured }
}

/// Who answered, as it said itself.
package struct DeviceFacts: Codable, Equatable, Sendable {
  package var board: String
  /// Sixteen hexadecimal digits.
  package var uniqueID: String
  package var firmwareVersion: String
  package var flavour: String
  /// SHA-256 of the image; nil where the board has none.
  package var imageHash: String?
  package var contractHash: String
  package var resetReason: String
  package var boots: UInt32
  package var bufferSamples: Int
}
