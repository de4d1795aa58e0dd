/// Times and angles of one stride, from the midstance it leaves to the one it reaches.
///
/// Times are absolute seconds and rise in the order they are named; angles are radians.
struct StrideShape {
  var activity: Activity
  var from: StanceShape
  var to: StanceShape
  var isSteady: Bool

  /// Fastest turn of push-off; from here on the shoe rolls off over its tip, and the sensor is
  /// carried by the leg.
  var pushOffPeak: Double
  var toeOff: Double
  var apex: Double
  var contact: Double

  var pushOffRate: Double
  var pushOffPitch: Double
  var apexPitch: Double
  var apexAcceleration: Double
  var strikePitch: Double
  var strikeRate: Double
  var strikeAcceleration: Double

  var toeOffRoll: Double
  var strikeRoll: Double
  var swingRoll: Double
  var swingYaw: Double
  /// When and how high the sensor levels out in swing, and how much it rises over the smooth
  /// path before and after that.
  var level: Double
  var levelHeight: Double
  var levelAcceleration: Double
  var earlyLift: Double
  var lateLift: Double
  var swingAside: Double

  var contactForward: Double
  var contactDown: Double
  /// How long the ground takes to stop the striking part of the foot.
  var stopTime: Double
  var ring: RingShape
}
