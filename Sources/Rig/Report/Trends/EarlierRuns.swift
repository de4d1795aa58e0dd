package import Judge

/// What earlier runs of a run's board and suite gave, as the history had it when the run ended.
///
/// It stands in run.json, so that a page can be made again from the run's folder alone, and a
/// signature covers it.
package struct EarlierRuns: Codable, Equatable, Sendable {
  /// One of them.
  package struct Run: Codable, Equatable, Sendable {
    /// Its folder's name.
    package var id: String
    /// UTC, ISO 8601.
    package var startedAt: String
    package var firmwareVersion: String?
    package var imageHash: String?
    package var verdict: Verdict?

    package init(
      id: String, startedAt: String, firmwareVersion: String? = nil, imageHash: String? = nil,
      verdict: Verdict? = nil
    ) {
      self.id = id
      self.startedAt = startedAt
      self.firmwareVersion = firmwareVersion
      self.imageHash = imageHash
      self.verdict = verdict
    }
  }

  /// Where a quantity stands among the checks of a run.
  package struct Place: Codable, Hashable, Sendable {
    package var `case`: String
    package var check: String
    package var quantity: String

    package init(case: String, check: String, quantity: String) {
      self.case = `case`
      self.check = check
      self.quantity = quantity
    }
  }

  package struct Value: Equatable, Sendable {
    package var value: Double
    package var uncertainty: Double?

    package init(_ value: Double, uncertainty: Double? = nil) {
      self.value = value
      self.uncertainty = uncertainty
    }
  }

  /// One quantity over those runs.
  package struct Series: Codable, Equatable, Sendable {
    package var place: Place
    /// One for each of `runs`; nil where a run did not measure it.
    package var values: [Double?]
    /// In the same order; nil is exact, or not measured.
    package var uncertainties: [Double?]
    /// Of the values, with the half width of the interval that holds the next with 99 %; nil of
    /// fewer than three.
    package var mean: Double?
    package var halfWidth: Double?
    /// Whether the run's own value lies beyond that; nil where nobody can tell.
    package var isBeyond: Bool?
  }

  /// How many runs a trend shows, the run itself included.
  package static let runLimit = 30
  /// How many quantities are kept: those that left their spread, then the nearest to their limits.
  package static let seriesLimit = 12

  /// Oldest first.
  package var runs: [Run]
  package var series: [Series]
  /// How many quantities of the run were measured in earlier ones, too.
  package var compared: Int
  /// How many of them lie beyond their spread.
  package var beyond: Int
}

extension EarlierRuns {
  /// Holds a run to the runs before it; nil where none of them measured what it did.
  ///
  /// - Parameter past: oldest first, each with what it measured.
  package init?(_ past: [(run: Run, measured: [Place: Value])], of judgement: Judgement) {
    let own = judgement.cases.flatMap { item in
      item.checks.flatMap { check in
        check.measurements.map { measured in
          let place = Place(case: item.name, check: check.name, quantity: measured.quantity)
          return (measured, Series(place, measured, past.map { $0.measured[place] }))
        }
      }
    }.compactMap { measured, series in series.map { (measured: measured, series: $0) } }
    guard !own.isEmpty else { return nil }
    runs = past.map(\.run)
    compared = own.count
    beyond = own.count { $0.series.isBeyond == true }
    series = own.filter { !$0.measured.isBest || $0.series.hasChanged(since: $0.measured) }
      .sorted { Self.rank($0) < Self.rank($1) }.prefix(Self.seriesLimit).map(\.series)
  }

  private static func rank(_ item: (measured: MeasuredValue, series: Series)) -> (Int, Double) {
    (item.series.isBeyond == true ? 0 : 1, item.measured.roomLeft)
  }
}

extension EarlierRuns {
  /// What a reader should know; nil where nothing is out of the ordinary.
  var remark: String? {
    guard beyond > 0 else { return nil }
    let lie = beyond == 1 ? "One quantity lies" : "\(beyond) quantities lie"
    return "\(lie) beyond what earlier runs of this board and suite explain."
  }

  /// What is shown, and what is not.
  var summary: String {
    let before = runs.count == 1 ? "the run" : "the \(runs.count) runs"
    guard !series.isEmpty else {
      return """
        This run beside \(before) before it, of the same board and suite: whatever was measured, too, was \
        as it has to be in all of them.
        """
    }
    return """
      This run beside \(before) before it, of the same board and suite, as this host's history had \
      them when it ended. Quantities that left what those explain come first, then the nearest to \
      their limits: \(series.count) of the \(compared) that earlier runs measured, too. Earlier runs \
      explain what lies in the interval that holds the next run with 99 %, were nothing changed.
      """
  }
}

extension EarlierRuns.Series {
  /// nil where there is nothing to compare.
  fileprivate init?(
    _ place: EarlierRuns.Place, _ measured: MeasuredValue, _ earlier: [EarlierRuns.Value?]
  ) {
    let known = earlier.compactMap { $0?.value }
    guard let value = measured.value, value.isFinite, !known.isEmpty else { return nil }
    self.place = place
    values = earlier.map { $0?.value }
    uncertainties = earlier.map { $0?.uncertainty }
    let spread = EarlierSpread(known)
    mean = spread?.mean.rounded(to: .report)
    halfWidth = spread?.halfWidth.rounded(to: .report)
    isBeyond = spread?.isBeyond(value, uncertainty: measured.uncertainty)
  }

  fileprivate func hasChanged(since measured: MeasuredValue) -> Bool {
    values.contains { $0 != nil && $0 != measured.value }
  }
}
