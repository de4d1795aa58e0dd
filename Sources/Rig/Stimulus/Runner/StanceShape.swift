/// One flat stance: where the foot stands, when, and how much it gives under the runner.
struct StanceShape {
  /// Middle of the flat time: the foot is at rest here, exactly.
  var midstance: Double
  /// Half of the flat time.
  var halfFlat: Double
  var position: SIMD3<Double>
  var heading: Double
  /// How far the sole gives under load, metres.
  var give = 0.0
  /// How far the shoe rocks forward and back while it is loaded, radians.
  var rock = 0.0

  var flatStart: Double { midstance - halfFlat }
  var flatEnd: Double { midstance + halfFlat }
}
