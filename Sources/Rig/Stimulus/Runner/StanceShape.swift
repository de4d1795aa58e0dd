/// One flat stance: where the foot stands, when, and how much the ground gives under the runner.
struct StanceShape {
  /// Middle of the flat time: the foot is at rest here, exactly.
  var midstance: Double
  /// Half of the flat time.
  var halfFlat: Double
  /// Of the instep, before anything gives.
  var position: SIMD3<Double>
  var heading: Double
  /// Slope of the ground along the heading, radians, uphill positive.
  var slope = 0.0
  /// How far the sole gives while the foot is flat, metres.
  var give = 0.0
  /// How fast the shoe rolls where its flat time begins and ends, rad/s; not at all at midstance.
  var roll = 0.0
  /// How far the ground gives from contact to toe-off, and how curved that is at its lowest.
  var sink = 0.0
  var sinkAcceleration = 0.0

  var flatStart: Double { midstance - halfFlat }
  var flatEnd: Double { midstance + halfFlat }
}
