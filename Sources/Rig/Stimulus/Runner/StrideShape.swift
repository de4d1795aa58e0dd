/// Times and angles of one stride, from the midstance it leaves to the one it reaches.
///
/// Times are absolute seconds and rise in the order they are named; angles are radians, lengths
/// metres.
struct StrideShape {
  var activity: Activity
  var from: StanceShape
  var to: StanceShape
  var isSteady: Bool

  /// Until here the shoe turns over its ball, from here on the leg carries it.
  var release: Double
  /// Fastest turn of push-off.
  var pushOffPeak: Double
  var toeOff: Double
  /// The lowest toe: the turn changes its direction.
  var apex: Double
  /// Fastest turn toe up.
  var swingPeak: Double
  var contact: Double
  /// Fastest turn after the contact.
  var slapPeak: Double

  var pushOffRate: Double
  /// Its share that is reached half way.
  var pushOffOnset: Double
  var apexAcceleration: Double
  var strikePitch: Double
  var strikeRate: Double
  var strikeAcceleration: Double

  var toeOffRoll: Double
  var strikeRoll: Double
  var swingRoll: Double
  var swingYaw: Double
  var swingAside: Double

  var path: SwingPath
  var contactForward: Double
  var contactDown: Double
  /// How long the ground takes to stop the striking part of the foot.
  var stopTime: Double
  var rings: [RingShape]
}

/// How the instep swings from one stance to the next.
struct SwingPath {
  /// When it is fastest.
  var fastest: Double
  /// Its speed at the lowest toe over its highest, and how much faster it gains speed there than
  /// evenly until then.
  var apexSpeedShare: Double
  var apexGain: Double
  /// When it is highest after push-off, how high over the ground, and how curved its way is there.
  var crest: Double
  var crestHeight: Double
  var crestAcceleration: Double
  /// Upward acceleration at the lowest toe.
  var apexLift: Double
  /// The way down from there: a dip in a walk, a bend in a run.
  var late: Double
  var lateHeight: Double
  var lateAcceleration: Double
}
