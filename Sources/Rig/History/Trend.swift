package import Judge

/// How one quantity went over the last runs, oldest first.
package struct Trend: Codable, Equatable, Sendable {
  package struct Point: Codable, Equatable, Sendable {
    /// Name of the run's folder.
    package var run: String
    package var startedAt: String
    package var firmwareVersion: String?
    package var value: Double
    package var uncertainty: Double?
    package var verdict: Verdict
  }

  package var series: RecordedMeasurement.Series
  package var unit: String
  /// The newest run's limit.
  package var limit: Limit
  package var points: [Point]

  /// The trends of what the newest run measured, in its order.
  ///
  /// - Parameter runs: newest first, each with what it measured.
  package static func of(
    _ runs: [(run: RecordedRun, measurements: [RecordedMeasurement])]
  ) -> [Trend] {
    guard let newest = runs.first else { return [] }
    return newest.measurements.filter { $0.value != nil }.map { item in
      Trend(
        series: item.series, unit: item.unit, limit: Limit(lower: item.lower, upper: item.upper),
        points: runs.reversed().compactMap { run, measurements in
          let found = measurements.first { $0.series == item.series }
          guard let found, let value = found.value else { return nil }
          return Point(
            run: run.name, startedAt: run.startedAt, firmwareVersion: run.firmwareVersion,
            value: value, uncertainty: found.uncertainty, verdict: found.verdict)
        })
    }
  }
}
