/// What one count of the chip's IMU means: a BMI160-class part at ±16 g and ±2000 °/s.
package enum SensorScale {
  /// Standard gravity, m/s² (exact by definition, CGPM 1901).
  package static let gravity = 9.80665
  package static let accelerationCountsPerG = 2048.0
  package static let angularRateCountsPerDegreePerSecond = 16.4
  package static let accelerationCountsPerMetrePerSecondSquared = accelerationCountsPerG / gravity
  package static let angularRateCountsPerRadianPerSecond =
    angularRateCountsPerDegreePerSecond * 180 / Double.pi

  /// Counts per SI unit (m/s² or rad/s) of a channel.
  package static func countsPerUnit(_ channel: Channel) -> Double {
    channel.isAcceleration
      ? accelerationCountsPerMetrePerSecondSquared : angularRateCountsPerRadianPerSecond
  }

  /// The nearest count, held at the range's end; `clipped` says whether it had to be held.
  package static func quantise(_ value: Double, _ channel: Channel) -> (
    count: Int16, clipped: Bool
  ) {
    let counts = (value * countsPerUnit(channel)).rounded(.toNearestOrEven)
    if counts > Double(Int16.max) { return (Int16.max, true) }
    if counts < Double(Int16.min) { return (Int16.min, true) }
    return (Int16(counts), false)
  }
}
