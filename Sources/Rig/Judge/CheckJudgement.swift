/// What became of one check of a case.
package struct CheckJudgement: Codable, Equatable, Sendable {
  /// The word in the suite: `strides_found`.
  package var name: String
  /// What is looked at: `strides found`.
  package var title: String
  /// What was asked, as a sentence.
  package var asked: String
  package var verdict: Verdict
  /// nil where the check passed.
  package var suspect: Suspect?
  /// What speaks for the verdict and the suspect, most telling first.
  package var evidence: [String]
  /// What was measured, one for each limit, in the suite's order.
  package var measurements: [MeasuredValue]
  /// The numbers behind it.
  package var figures: [Figure]
  /// Where the golden comes from; nil where none was used.
  package var reference: String?
  /// Every time that a check of times rests on, in its order, in milliseconds; nil for other checks.
  package var samples: [Double]?

  /// The measurement that decided: the worst, and of equals the one nearest to its limit.
  package var deciding: MeasuredValue? {
    measurements.max { left, right in
      (left.verdict, -left.share) < (right.verdict, -right.share)
    }
  }
}

extension MeasuredValue {
  /// Margin as a share of the limit's size, so that measurements of different units compare.
  package var share: Double {
    guard let margin else { return .infinity }
    let size = max(limit.lower?.magnitude ?? 0, limit.upper?.magnitude ?? 0)
    return size > 0 ? margin / size : margin
  }
}
