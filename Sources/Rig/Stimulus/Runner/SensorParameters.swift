/// How a synthetic runner's IMU sits on the shoe and what it does to the motion it feels.
///
/// Noise defaults are those of the BMI160's data sheet (180 µg/√Hz, 0.007 °/s/√Hz) over the
/// about 80 Hz it passes at 200 Hz.
package struct SensorParameters: Equatable, Sendable {
  /// Where it sits: metres before the heel's edge, to the left, and over the sole.
  package var positionMetres = [
    ShoeShape.fromHeel.x, ShoeShape.fromHeel.y, ShoeShape.fromHeel.z,
  ]
  /// Turn of the sensor on the shoe in degrees about x, then y, then z: the axes that the
  /// samples are given in, seen from the shoe's.
  package var mountingDegrees = [0.0, 0.0, 0.0]
  /// Root mean square noise of one sample.
  package var accelerationNoiseMilliG = 1.8
  package var angularRateNoiseDegreesPerSecond = 0.07
  package var accelerationBiasMilliG = [0.0, 0.0, 0.0]
  package var angularRateBiasDegreesPerSecond = [0.0, 0.0, 0.0]
  /// What the biases gain in every minute.
  package var accelerationDriftMilliGPerMinute = [0.0, 0.0, 0.0]
  package var angularRateDriftDegreesPerSecondPerMinute = [0.0, 0.0, 0.0]
  /// Where the sensor saturates; the chip's own range is the most it can be.
  package var accelerationRangeG = 16.0
  package var angularRateRangeDegreesPerSecond = 2000.0
  /// Bits of a reading over the chip's range: fewer are coarser.
  package var resolutionBits = 16.0
  /// How much faster the sensor's own clock runs than its nominal rate.
  package var rateErrorPercent = 0.0
  /// Readings that get lost, so that what follows comes one index early; and readings that come
  /// twice.
  package var droppedPerThousand = 0.0
  package var repeatedPerThousand = 0.0

  package init() {}
}

extension SensorParameters: Codable {
  private enum CodingKeys: String, CodingKey {
    case positionMetres, mountingDegrees
    case accelerationNoiseMilliG, angularRateNoiseDegreesPerSecond
    case accelerationBiasMilliG, angularRateBiasDegreesPerSecond
    case accelerationDriftMilliGPerMinute, angularRateDriftDegreesPerSecondPerMinute
    case accelerationRangeG, angularRateRangeDegreesPerSecond, resolutionBits
    case rateErrorPercent, droppedPerThousand, repeatedPerThousand
  }

  private static var scalars: [(CodingKeys, WritableKeyPath<Self, Double>)] {
    [
      (.accelerationNoiseMilliG, \.accelerationNoiseMilliG),
      (.angularRateNoiseDegreesPerSecond, \.angularRateNoiseDegreesPerSecond),
      (.accelerationRangeG, \.accelerationRangeG),
      (.angularRateRangeDegreesPerSecond, \.angularRateRangeDegreesPerSecond),
      (.resolutionBits, \.resolutionBits), (.rateErrorPercent, \.rateErrorPercent),
      (.droppedPerThousand, \.droppedPerThousand), (.repeatedPerThousand, \.repeatedPerThousand),
    ]
  }

  private static var vectors: [(CodingKeys, WritableKeyPath<Self, [Double]>)] {
    [
      (.positionMetres, \.positionMetres), (.mountingDegrees, \.mountingDegrees),
      (.accelerationBiasMilliG, \.accelerationBiasMilliG),
      (.angularRateBiasDegreesPerSecond, \.angularRateBiasDegreesPerSecond),
      (.accelerationDriftMilliGPerMinute, \.accelerationDriftMilliGPerMinute),
      (
        .angularRateDriftDegreesPerSecondPerMinute, \.angularRateDriftDegreesPerSecondPerMinute
      ),
    ]
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    for (key, path) in Self.scalars {
      if let value = try keys.decodeIfPresent(Double.self, forKey: key) {
        self[keyPath: path] = value
      }
    }
    for (key, path) in Self.vectors {
      if let value = try keys.decodeIfPresent([Double].self, forKey: key) {
        self[keyPath: path] = value
      }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var keys = encoder.container(keyedBy: CodingKeys.self)
    for (key, path) in Self.scalars { try keys.encode(self[keyPath: path], forKey: key) }
    for (key, path) in Self.vectors { try keys.encode(self[keyPath: path], forKey: key) }
  }
}
