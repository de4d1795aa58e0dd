/// Where earlier runs put a quantity, and how far apart.
package struct EarlierSpread: Codable, Equatable, Sendable {
  /// How many runs measured it.
  package let count: Int
  package let mean: Double
  /// Standard deviation, n − 1 in its denominator.
  package let deviation: Double

  /// nil of fewer than three values: two do not tell a spread.
  package init?(_ values: [Double]) {
    guard values.count >= 3 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    count = values.count
    self.mean = mean
    deviation = (squares / Double(values.count - 1)).squareRoot()
  }

  /// Half the width of the interval around the mean in which the next run lies with 99 %, were
  /// nothing changed: t · s · √(1 + 1/n) (Hahn and Meeker, Statistical Intervals, 1991, 4.7).
  package var halfWidth: Double {
    StudentQuantile.twoSided99(degreesOfFreedom: count - 1) * deviation
      * (1 + 1 / Double(count)).squareRoot()
  }

  /// Whether a value lies beyond what the earlier runs and its own uncertainty explain.
  package func isBeyond(_ value: Double, uncertainty: Double?) -> Bool {
    // Equal values of exact runs have no spread at all; what a report rounds away is no change.
    let rounding = 1e-6 * max(mean.magnitude, value.magnitude)
    return (value - mean).magnitude > halfWidth + (uncertainty ?? 0) + rounding
  }
}

/// Student's t: quantiles that hold 99 % between minus and plus.
enum StudentQuantile {
  /// From Hill's expansion about the normal quantile (Abramowitz and Stegun 26.7.5), which is within
  /// 1 % from 5 degrees of freedom on; below, the exact values.
  static func twoSided99(degreesOfFreedom: Int) -> Double {
    let exact = [1: 63.657, 2: 9.925, 3: 5.841, 4: 4.604]
    if let value = exact[max(1, degreesOfFreedom)] { return value }
    let (z, n) = (2.575829, Double(degreesOfFreedom))
    let (z3, z5, z7) = (z * z * z, z * z * z * z * z, z * z * z * z * z * z * z)
    return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
      + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n)
  }
}
