/// Whose clock a time is held against.
package enum TimingClock: String, Codable, CaseIterable, Sendable {
  /// The chip's own, in microseconds: what the chip says of itself.
  case device
  /// The rig's: the line and its delays are part of it.
  case host
  /// That of the samples.
  case sample
}

/// What some times must not exceed: one limit for each statistic that is asked for.
///
/// Statistics are of the exact samples; p99 is the nearest-rank 99th percentile, so that of fewer
/// than 100 samples it is the largest. Jitter is the largest less the smallest.
package struct TimingBudget: Codable, Equatable, Sendable {
  package enum Statistic: String, CaseIterable, Codable, Sendable {
    case maximum, p99, mean, jitter

    /// As a report calls it.
    package var words: String {
      switch self {
      case .maximum: "longest"
      case .p99: "p99"
      case .mean: "mean"
      case .jitter: "jitter"
      }
    }
  }

  package var clock: TimingClock
  package var maximumMilliseconds: Double?
  package var p99Milliseconds: Double?
  package var meanMilliseconds: Double?
  package var jitterMilliseconds: Double?

  package init(
    clock: TimingClock, maximumMilliseconds: Double? = nil, p99Milliseconds: Double? = nil,
    meanMilliseconds: Double? = nil, jitterMilliseconds: Double? = nil
  ) {
    self.clock = clock
    self.maximumMilliseconds = maximumMilliseconds
    self.p99Milliseconds = p99Milliseconds
    self.meanMilliseconds = meanMilliseconds
    self.jitterMilliseconds = jitterMilliseconds
  }

  /// The limits given, in the order in which they are told.
  package var limits: [(statistic: Statistic, milliseconds: Double)] {
    let all: [(Statistic, Double?)] = [
      (.maximum, maximumMilliseconds), (.p99, p99Milliseconds), (.mean, meanMilliseconds),
      (.jitter, jitterMilliseconds),
    ]
    return all.compactMap { statistic, limit in limit.map { (statistic, $0) } }
  }
}

/// What the time from one summary to the next must be.
package struct PeriodBudget: Codable, Equatable, Sendable {
  package var clock: TimingClock
  /// The mean period, and by how much it may differ.
  package var periodMilliseconds: Double
  package var toleranceMilliseconds: Double
  /// Distance of the earliest summary from the latest, each held against an even beat of their own mean
  /// period.
  package var jitterMilliseconds: Double?

  package init(
    clock: TimingClock, periodMilliseconds: Double, toleranceMilliseconds: Double,
    jitterMilliseconds: Double? = nil
  ) {
    self.clock = clock
    self.periodMilliseconds = periodMilliseconds
    self.toleranceMilliseconds = toleranceMilliseconds
    self.jitterMilliseconds = jitterMilliseconds
  }
}

/// A request whose answer is timed.
package enum TimedRequest: String, Codable, CaseIterable, Sendable {
  case timeSync = "time_sync"
  case loopback
}
