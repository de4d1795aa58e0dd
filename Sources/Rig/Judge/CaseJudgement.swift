package import Capture

/// What became of one case of a suite.
package struct CaseJudgement: Codable, Equatable, Sendable {
  package var name: String
  /// What is asked of the firmware, as one sentence.
  package var requirement: String
  package var verdict: Verdict
  package var suspect: Suspect?
  /// Why, in one sentence; for a pass, what was looked at.
  package var statement: String
  /// What speaks for it, where the case as a whole did not go well.
  package var evidence: [String]
  /// How often the case was begun; more than one is a retry, and shows.
  package var attempts: [AttemptFacts]
  package var checks: [CheckJudgement]
  package var stimulus: StimulusFacts
  /// nil where the case never ran.
  package var link: LinkFacts?
  /// How well the times of the case are known; nil where nothing was timed.
  package var timing: TimingFacts?
  /// What the chip logged as a warning or an error, in its own words: not to be trusted as text.
  package var log: [String]
  /// Stride by stride, in time order: the reference's and the board's.
  package var strides: [StrideRow]
}

/// One time that a case was begun.
package struct AttemptFacts: Codable, Equatable, Sendable {
  package var attempt: Int
  package var session: UInt32
  package var verdict: Verdict
  /// Why it was given up; nil where it went to its end.
  package var failure: CaseFailure?
  /// Host time from its start to its end.
  package var hostSeconds: Double?
  /// Host time from the first samples to the end of the session.
  package var replaySeconds: Double?
}

/// What a case was fed with.
package struct StimulusFacts: Codable, Equatable, Sendable {
  package var name: String
  package var kind: String
  package var clock: String
  package var sampleRateHertz: Int
  package var sampleCount: Int
  package var seconds: Double
  package var provenance: [String]
  /// Where the reference comes from, and what to know of it.
  package var reference: String?
  package var caveats: String?
}

/// One stride of the reference, of the board, or of both.
package struct StrideRow: Codable, Equatable, Sendable {
  package enum Outcome: String, Codable, CaseIterable, Sendable {
    /// In both.
    case matched
    /// A steady stride of the reference that the board did not tell.
    case missed
    /// The board told it, and the reference has none there.
    case unfounded = "false"
    /// Starts, stops and turns: told or not, it counts for nothing.
    case tolerated
    /// The reference does not cover it.
    case unjudged
  }

  package var outcome: Outcome
  /// Seconds of sample time.
  package var start: Double
  package var end: Double
  package var activity: String?
  package var referenceLengthMillimetres: Double?
  package var lengthMillimetres: Double?
  /// The board's end of the stride after the reference's.
  package var lateMilliseconds: Double?
}
