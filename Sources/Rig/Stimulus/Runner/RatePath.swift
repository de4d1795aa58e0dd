/// Knots of a curve that is told by its rates: what it travels between two of them is what a cubic
/// through the rates covers, so that nothing swings that was not asked to.
///
/// Between knots of a cubic rate the quintic of ``QuinticSpline`` is that very curve, one degree
/// lower.
struct RatePath {
  private(set) var knots: [QuinticSpline.Knot]

  init(from seconds: Double, _ jet: Jet) { knots = [.init(seconds, jet)] }

  private var last: QuinticSpline.Knot { knots[knots.count - 1] }

  /// Goes on to an instant, where the curve has a rate and an acceleration.
  mutating func go(to seconds: Double, rate: Double, acceleration: Double = 0) {
    let value =
      last.jet.value
      + Self.travel(last, until: seconds, rate: rate, acceleration: acceleration)
    knots.append(.init(seconds, value, rate: rate, acceleration: acceleration))
  }

  /// Goes on to an instant, where the curve has a value, whatever it travels.
  mutating func go(to seconds: Double, _ jet: Jet) { knots.append(.init(seconds, jet)) }

  /// Goes over a crest of the rate to an end that is given: the crest's rate is what gets there.
  mutating func goOver(crestAt seconds: Double, to end: Double, _ jet: Jet) {
    let before = seconds - last.seconds
    let after = end - seconds
    let fixed =
      Self.travel(last, until: seconds, rate: 0, acceleration: 0)
      + Self.travel(.init(seconds, 0), until: end, rate: jet.rate, acceleration: jet.acceleration)
    let crest = (jet.value - last.jet.value - fixed) / ((before + after) / 2)
    go(to: seconds, rate: crest)
    go(to: end, jet)
  }

  /// What a cubic rate covers from a knot to an instant.
  static func travel(
    _ from: QuinticSpline.Knot, until seconds: Double, rate: Double, acceleration: Double
  ) -> Double {
    let span = seconds - from.seconds
    return span / 2 * (from.jet.rate + rate)
      + span * span / 12 * (from.jet.acceleration - acceleration)
  }

  var spline: QuinticSpline { QuinticSpline(knots) }
}
