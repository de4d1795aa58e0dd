/// What the engine has to know before its first sample.
public struct GaitConfiguration: Equatable, Sendable {
  /// The rates the engine takes, in hertz; above 250 Hz it works on the mean of two samples.
  public static var sampleRates: ClosedRange<UInt16> { 100...400 }

  public var sampleRateHertz: UInt16

  /// Height of the sensor over the ground, under which the foot rolls in midstance.
  ///
  /// A foot is not quite at rest in midstance: it rolls on over the ground, and carries the sensor
  /// with it at angular rate times height. 80 mm for a sensor on top of a shoe.
  public var sensorHeightMillimetres: UInt8

  /// The rate has to lie in `sampleRates`: a rate from outside the program is checked before.
  public init(sampleRateHertz: UInt16, sensorHeightMillimetres: UInt8 = 80) {
    precondition(GaitConfiguration.sampleRates.contains(sampleRateHertz))
    self.sampleRateHertz = sampleRateHertz
    self.sensorHeightMillimetres = sensorHeightMillimetres
  }
}
