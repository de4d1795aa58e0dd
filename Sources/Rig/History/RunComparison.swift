package import Judge
package import Report

/// What changed from one run to a later one, in physical units.
package struct RunComparison: Codable, Equatable, Sendable {
  /// One quantity that both runs measured.
  package struct Change: Codable, Equatable, Sendable {
    package enum Direction: String, Codable, Sendable { case better, worse, same }

    package var series: RecordedMeasurement.Series
    package var unit: String
    package var before: Double
    package var after: Double
    package var uncertainty: Double?
    /// By the margin to the limit.
    package var direction: Direction
    /// How much of the limit's size the margin won or lost: what makes units comparable.
    package var shareOfLimit: Double
    package var verdictBefore: Verdict
    package var verdictAfter: Verdict
    /// nil where too few earlier runs measured it.
    package var earlier: EarlierSpread?
    /// Whether the value lies beyond the spread of earlier runs; nil where nobody can tell.
    package var isBeyondSpread: Bool?
  }

  package var before: RecordedRun
  package var after: RecordedRun
  /// What changed, the worst loss of margin first; what did not is left out.
  package var changes: [Change]
  /// How many quantities are the same.
  package var unchanged: Int
  package var onlyBefore: [RecordedMeasurement.Series]
  package var onlyAfter: [RecordedMeasurement.Series]

  /// - Parameter earlier: measurements of the runs that the spread is taken from, a list a run.
  package init(
    before: RecordedRun, _ old: [RecordedMeasurement], after: RecordedRun,
    _ new: [RecordedMeasurement], earlier: [[RecordedMeasurement]]
  ) {
    self.before = before
    self.after = after
    var history: [RecordedMeasurement.Series: [Double]] = [:]
    for item in earlier.joined() {
      if let value = item.value { history[item.series, default: []].append(value) }
    }
    let (olds, news) = (Self.bySeries(old), Self.bySeries(new))
    let all = new.compactMap { item in
      olds[item.series].flatMap { Change($0, item, history[item.series] ?? []) }
    }
    changes = all.filter { $0.before != $0.after || $0.verdictBefore != $0.verdictAfter }
      .sorted { $0.rank < $1.rank }
    unchanged = all.count - changes.count
    onlyBefore = olds.keys.filter { news[$0] == nil }.sorted()
    onlyAfter = news.keys.filter { olds[$0] == nil }.sorted()
  }

  private static func bySeries(
    _ items: [RecordedMeasurement]
  ) -> [RecordedMeasurement.Series: RecordedMeasurement] {
    Dictionary(
      items.filter { $0.value != nil }.map { ($0.series, $0) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension RunComparison.Change {
  fileprivate init?(
    _ old: RecordedMeasurement, _ new: RecordedMeasurement, _ history: [Double]
  ) {
    guard let before = old.value, let after = new.value else { return nil }
    self.init(
      series: new.series, unit: new.unit, before: before, after: after,
      uncertainty: new.uncertainty, direction: .same, shareOfLimit: 0, verdictBefore: old.verdict,
      verdictAfter: new.verdict)
    // Held against the later run's limit both, so that a moved limit is no change of the board's.
    let limit = Limit(lower: new.lower, upper: new.upper)
    let won = limit.margin(of: after) - limit.margin(of: before)
    let size = max(limit.lower?.magnitude ?? 0, limit.upper?.magnitude ?? 0)
    if won.isFinite {
      direction = won > 0 ? .better : won < 0 ? .worse : .same
      shareOfLimit = size > 0 ? won / size : won
    }
    earlier = EarlierSpread(history)
    isBeyondSpread = earlier?.isBeyond(after, uncertainty: uncertainty)
  }

  /// Broken before whole, beyond the spread before within, then by what was lost.
  fileprivate var rank: (Int, Int, Double) {
    (
      verdictAfter > verdictBefore ? 0 : 1, isBeyondSpread == true ? 0 : 1, shareOfLimit
    )
  }
}
