/// A time that was measured: it lies between two bounds, in milliseconds.
struct TimeInterval: Equatable {
  var low: Double
  var high: Double

  init(low: Double, high: Double) {
    self.low = min(low, high)
    self.high = high
  }
}

/// A time, and how much of it was the chip's own by its clock: the rest was on the line.
struct TimedSample: Equatable {
  var time: TimeInterval
  /// nil where that is not known, or is all of it.
  var ofChip: TimeInterval?

  init(_ time: TimeInterval, ofChip: TimeInterval? = nil) {
    self.time = time
    self.ofChip = ofChip
  }
}

/// Times of one kind, and what they say together.
///
/// Each statistic is taken of the lower bounds and of the upper ones, and lies between the two.
struct TimeSamples {
  let samples: [TimeInterval]
  /// Whether the board's clock goes by the rig's own machine. Where that was busy, any of the times
  /// may be longer than the board made it; only what all of them have is surely the board's.
  let sharesHost: Bool

  /// The statistic; nil of no samples.
  func maximum() -> TimeInterval? { interval { $0.max() } }
  func mean() -> TimeInterval? { interval(Statistics.mean) }
  func p99() -> TimeInterval? { interval { Statistics.nearestRank($0, share: 0.99) } }

  /// The largest less the smallest.
  func jitter() -> TimeInterval? {
    guard let smallest = lows.min(), let largest = highs.max(), let lowest = highs.min(),
      let highest = lows.max()
    else { return nil }
    return TimeInterval(low: max(0, highest - lowest), high: largest - smallest)
  }

  var highs: [Double] { samples.map(\.high) }

  private var lows: [Double] {
    guard sharesHost, let least = samples.map(\.low).min() else { return samples.map(\.low) }
    return samples.map { _ in least }
  }

  private func interval(_ statistic: ([Double]) -> Double?) -> TimeInterval? {
    guard let low = statistic(lows), let high = statistic(highs) else { return nil }
    return TimeInterval(low: low, high: high)
  }
}

extension MeasuredValue {
  /// A measurement that lies anywhere within an interval.
  init(_ quantity: String, _ interval: TimeInterval, unit: String = "ms", limit: Limit) {
    self.init(
      quantity, (interval.low + interval.high) / 2, uncertainty: (interval.high - interval.low) / 2,
      unit: unit, limit: limit)
  }
}
