/// What the engine has to know before its first sample.
public struct GaitConfiguration: Equatable, Sendable {
  /// The rates the engine takes, in hertz; above 250 Hz it works on the mean of two samples.
  public static var sampleRates: ClosedRange<UInt16> { 100...400 }

  /// What stride lengths may be multiplied with, in 1/10 000.
  public static var calibrations: ClosedRange<UInt16> { 8_000...12_500 }

  public var sampleRateHertz: UInt16

  /// Height of the sensor over the ground, under which the foot rolls in midstance.
  ///
  /// A foot is not quite at rest in midstance: it rolls on over the ground, and carries the sensor
  /// with it at angular rate times height. 80 mm for a sensor on top of a shoe.
  public var sensorHeightMillimetres: UInt8

  /// Which foot wears the shoe: pronation is a roll to the left on the right foot.
  public var isLeft: Bool

  /// How the sensor sits on the shoe; nil to find it from the data.
  public var mounting: Mounting?

  /// What stride lengths are multiplied with, in 1/10 000.
  public var calibration: UInt16

  /// The rate has to lie in `sampleRates` and the factor in `calibrations`: what comes from outside
  /// the program is checked before.
  public init(
    sampleRateHertz: UInt16, sensorHeightMillimetres: UInt8 = 80, isLeft: Bool = false,
    mounting: Mounting? = nil, calibration: UInt16 = 10_000
  ) {
    precondition(GaitConfiguration.sampleRates.contains(sampleRateHertz))
    precondition(GaitConfiguration.calibrations.contains(calibration))
    self.sampleRateHertz = sampleRateHertz
    self.sensorHeightMillimetres = sensorHeightMillimetres
    self.isLeft = isLeft
    self.mounting = mounting
    self.calibration = calibration
  }
}

/// The shoe's axes forward and to the left, as the sensor sees them: unit vectors in Q15.
public struct Mounting: Equatable, Sendable {
  let forward: Vector
  let left: Vector

  /// Each part is in Q14; the two are at right angles and of length 1 within 1 %.
  public init(
    forward: (x: Int16, y: Int16, z: Int16), left: (x: Int16, y: Int16, z: Int16)
  ) {
    self.forward =
      Vector(x: Int32(forward.x), y: Int32(forward.y), z: Int32(forward.z)).unit
    self.left = Vector(x: Int32(left.x), y: Int32(left.y), z: Int32(left.z)).unit
  }
}
