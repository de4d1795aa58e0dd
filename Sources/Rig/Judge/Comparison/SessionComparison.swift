package import Capture

/// What comparing one session of each side gave.
package struct SessionComparison: Codable, Equatable, Sendable {
  package enum Outcome: String, Codable, Sendable {
    /// Fed alike, they told the same.
    case same
    /// Fed alike, they did not tell the same.
    case differs
    /// They were not fed alike, or not all that was told arrived: the two can't be held against
    /// each other beyond that.
    case undecided
  }

  package var name: String
  package var outcome: Outcome
  /// Why, in one sentence.
  package var statement: String
  package var divergence: Divergence?
  /// Where and how the two were not fed alike; nil where they were, as far as is known.
  package var stimulus: StimulusDifference?
  /// Answers of either side.
  package var leftAnswers: Int
  package var rightAnswers: Int
  /// Answers of either side that the other has no like of.
  package var onlyLeft: Int
  package var onlyRight: Int
  /// Fields that differ, those of strides first.
  package var metrics: [MetricDifference]

  package init(_ left: RecordedSession, _ right: RecordedSession) {
    self.init(SessionContest(left, right))
  }

  private init(_ contest: SessionContest) {
    name = contest.left.name
    stimulus = contest.stimulus
    divergence = contest.divergence
    (outcome, statement) = contest.judged
    leftAnswers = contest.answers.left.count
    rightAnswers = contest.answers.right.count
    // Where all is the same there is nothing to align.
    guard divergence != nil else {
      (onlyLeft, onlyRight, metrics) = (0, 0, [])
      return
    }
    let pairs = AnswerPairs(contest.answers.left, contest.answers.right)
    onlyLeft = pairs.onlyLeft
    onlyRight = pairs.onlyRight
    metrics = MetricTally(pairs).differences
  }
}
