/// A point that the line of a clock's offset passes below, or above.
struct ClockBound: Equatable, Sendable {
  enum Kind { case upper, lower }

  /// Host time, from the first exchange.
  var seconds: Double
  /// Device time less host time, each from the first exchange, in nanoseconds.
  var offset: Double
  var kind: Kind

  init(
    host: UInt64, device: UInt64, plusNanoseconds: Double, kind: Kind, _ hostOrigin: UInt64,
    _ deviceOrigin: UInt64
  ) {
    let hostNanoseconds = Double(Int64(bitPattern: host &- hostOrigin))
    let deviceNanoseconds = Double(Int64(bitPattern: device &- deviceOrigin)) * 1000
    seconds = hostNanoseconds / 1e9
    offset = deviceNanoseconds + plusNanoseconds - hostNanoseconds
    self.kind = kind
  }
}

/// All straight lines that pass below the upper bounds and above the lower ones.
///
/// Offsets are in nanoseconds, slopes in nanoseconds a second (1000 are one part per million).
struct ClockLines {
  private let upper: [ClockBound]
  private let lower: [ClockBound]
  private let slack: Double
  /// Slopes of lines that there are.
  let slopes: ClosedRange<Double>

  private static let steepest = ClockFit.mostPPM * 1000
  /// Halvings of an interval of slopes: down to less than a millionth of a part per million.
  private static let halvings = 44
  /// As many as that, where only a third is taken off at a time.
  private static let thirds = 72

  /// nil where there is no such line, or nothing bounds it on one side.
  init?(_ bounds: [ClockBound], slack: Double) {
    upper = Self.hull(bounds.filter { $0.kind == .upper }, sign: 1)
    lower = Self.hull(bounds.filter { $0.kind == .lower }, sign: -1)
    self.slack = slack
    guard !upper.isEmpty, !lower.isEmpty else { return nil }
    let (upper, lower) = (upper, lower)
    func room(_ slope: Double) -> Double {
      Self.ceiling(upper, slope, 0) - Self.floor(lower, slope, 0) + 2 * slack
    }
    let best = Self.largest(room, in: -Self.steepest...Self.steepest)
    guard room(best) >= 0 else { return nil }
    slopes =
      Self.edge(
        room, from: best, to: -Self.steepest)...Self.edge(
        room, from: best, to: Self.steepest)
  }

  /// Where the lines are at a time.
  func offsets(at seconds: Double) -> ClosedRange<Double> {
    let top = Self.largest({ Self.ceiling(upper, $0, seconds) }, in: slopes)
    let bottom = Self.largest({ -Self.floor(lower, $0, seconds) }, in: slopes)
    let (high, low) = (
      Self.ceiling(upper, top, seconds) + slack, Self.floor(lower, bottom, seconds) - slack
    )
    return min(low, high)...max(low, high)
  }

  /// How high a line of this slope can be at a time.
  private static func ceiling(_ bounds: [ClockBound], _ slope: Double, _ seconds: Double) -> Double
  {
    bounds.reduce(.infinity) { min($0, $1.offset + slope * (seconds - $1.seconds)) }
  }

  /// How low.
  private static func floor(_ bounds: [ClockBound], _ slope: Double, _ seconds: Double) -> Double {
    bounds.reduce(-.infinity) { max($0, $1.offset + slope * (seconds - $1.seconds)) }
  }

  /// Where a concave function is largest.
  private static func largest(
    _ function: (Double) -> Double, in range: ClosedRange<Double>
  ) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    for _ in 0..<thirds {
      let third = (high - low) / 3
      if function(low + third) < function(high - third) { low += third } else { high -= third }
    }
    return (low + high) / 2
  }

  /// The last slope from one that is possible towards one that may not be.
  private static func edge(
    _ room: (Double) -> Double, from inside: Double, to outside: Double
  ) -> Double {
    if room(outside) >= 0 { return outside }
    var (inside, outside) = (inside, outside)
    for _ in 0..<halvings {
      let middle = (inside + outside) / 2
      if room(middle) >= 0 { inside = middle } else { outside = middle }
    }
    return inside
  }

  /// The bounds that can touch a line at all: of upper ones those on their lower hull, and the other
  /// way round with a sign of -1 (Andrew's monotone chain, 1979).
  private static func hull(_ bounds: [ClockBound], sign: Double) -> [ClockBound] {
    var hull: [ClockBound] = []
    for bound in bounds.sorted(by: {
      ($0.seconds, sign * $0.offset) < ($1.seconds, sign * $1.offset)
    }) {
      while hull.count >= 2, isSpare(hull[hull.count - 1], hull[hull.count - 2], bound, sign) {
        hull.removeLast()
      }
      hull.append(bound)
    }
    return hull
  }

  /// Whether a bound lies on or beyond the line between its neighbours.
  private static func isSpare(
    _ bound: ClockBound, _ before: ClockBound, _ after: ClockBound, _ sign: Double
  ) -> Bool {
    let along = (after.seconds - before.seconds) * (bound.offset - before.offset)
    let across = (bound.seconds - before.seconds) * (after.offset - before.offset)
    return sign * (along - across) >= 0
  }
}
