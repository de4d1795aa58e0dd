/// What a synthetic runner does, on whose foot, and through which sensor.
///
/// Every key may be left out of its JSON; what is left out has the default named here. The model
/// behind it is written down in `protocols/traces/runner-model.md`.
package struct RunnerParameters: Codable, Equatable, Sendable {
  package var segments: [RunnerSegment] = []
  package var side: FootSide = .right
  /// Where the foot strikes the ground.
  package var strike: StrikeClass = .rearfoot
  /// Pitch at contact in degrees, toe up positive; nil takes the class's usual angle.
  package var strikeAngleDegrees: Double?
  /// Roll from contact to flat, degrees.
  package var pronationDegrees = 6.0
  /// How hard the ground is, kN/m: a track 200-1000, grass and mats 50-100; nil gives nowhere.
  package var surfaceStiffnessKilonewtonsPerMetre: Double?
  /// Stride-to-stride spread: 1 is a healthy adult's (coefficient of variation about 2 %), 0 none.
  package var variability = 1.0
  /// Equal seeds and parameters give equal traces, bit for bit.
  package var seed: UInt64 = 1
  package var sampleRateHertz: UInt16 = 200
  package var sensor = SensorParameters()

  package init() {}

  package init(segments: [RunnerSegment], seed: UInt64 = 1) {
    self.segments = segments
    self.seed = seed
  }

  private enum CodingKeys: String, CodingKey {
    case segments, side, strike, strikeAngleDegrees, pronationDegrees
    case surfaceStiffnessKilonewtonsPerMetre, variability, seed
    case sampleRateHertz, sensor
  }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    segments = try keys.decodeIfPresent([RunnerSegment].self, forKey: .segments) ?? segments
    side = try keys.decodeIfPresent(FootSide.self, forKey: .side) ?? side
    strike = try keys.decodeIfPresent(StrikeClass.self, forKey: .strike) ?? strike
    strikeAngleDegrees = try keys.decodeIfPresent(Double.self, forKey: .strikeAngleDegrees)
    pronationDegrees =
      try keys.decodeIfPresent(Double.self, forKey: .pronationDegrees) ?? pronationDegrees
    surfaceStiffnessKilonewtonsPerMetre = try keys.decodeIfPresent(
      Double.self, forKey: .surfaceStiffnessKilonewtonsPerMetre)
    variability = try keys.decodeIfPresent(Double.self, forKey: .variability) ?? variability
    seed = try keys.decodeIfPresent(UInt64.self, forKey: .seed) ?? seed
    sampleRateHertz =
      try keys.decodeIfPresent(UInt16.self, forKey: .sampleRateHertz) ?? sampleRateHertz
    sensor = try keys.decodeIfPresent(SensorParameters.self, forKey: .sensor) ?? sensor
  }
}
