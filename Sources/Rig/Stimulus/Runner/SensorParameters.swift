/// How a synthetic runner's IMU sits on the shoe and what it does to the motion it feels.
///
/// Noise defaults are those of the BMI160's data sheet (180 µg/√Hz, 0.007 °/s/√Hz) over the
/// about 80 Hz it passes at 200 Hz.
package struct SensorParameters: Codable, Equatable, Sendable {
  /// Turn of the sensor on the shoe in degrees about x, then y, then z: the axes that the
  /// samples are given in, seen from the shoe's.
  package var mountingDegrees = [0.0, 0.0, 0.0]
  /// Root mean square noise of one sample.
  package var accelerationNoiseMilliG = 1.8
  package var angularRateNoiseDegreesPerSecond = 0.07
  package var accelerationBiasMilliG = [0.0, 0.0, 0.0]
  package var angularRateBiasDegreesPerSecond = [0.0, 0.0, 0.0]
  /// Where the sensor saturates; the chip's own range is the most it can be.
  package var accelerationRangeG = 16.0
  package var angularRateRangeDegreesPerSecond = 2000.0

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case mountingDegrees, accelerationNoiseMilliG, angularRateNoiseDegreesPerSecond
    case accelerationBiasMilliG, angularRateBiasDegreesPerSecond
    case accelerationRangeG, angularRateRangeDegreesPerSecond
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    func scalar(_ key: CodingKeys, _ standard: Double) throws -> Double {
      try keys.decodeIfPresent(Double.self, forKey: key) ?? standard
    }
    func vector(_ key: CodingKeys, _ standard: [Double]) throws -> [Double] {
      try keys.decodeIfPresent([Double].self, forKey: key) ?? standard
    }
    mountingDegrees = try vector(.mountingDegrees, mountingDegrees)
    accelerationNoiseMilliG = try scalar(.accelerationNoiseMilliG, accelerationNoiseMilliG)
    angularRateNoiseDegreesPerSecond = try scalar(
      .angularRateNoiseDegreesPerSecond, angularRateNoiseDegreesPerSecond)
    accelerationBiasMilliG = try vector(.accelerationBiasMilliG, accelerationBiasMilliG)
    angularRateBiasDegreesPerSecond = try vector(
      .angularRateBiasDegreesPerSecond, angularRateBiasDegreesPerSecond)
    accelerationRangeG = try scalar(.accelerationRangeG, accelerationRangeG)
    angularRateRangeDegreesPerSecond = try scalar(
      .angularRateRangeDegreesPerSecond, angularRateRangeDegreesPerSecond)
  }
}
