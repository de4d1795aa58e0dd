/// A curve through knots whose value, rate and acceleration are all given: C2 everywhere.
///
/// Between two knots it is the one polynomial of fifth degree that meets both ends; before the
/// first and after the last knot it stands still at their value.
struct QuinticSpline {
  struct Knot {
    var seconds: Double
    var jet: Jet

    init(_ seconds: Double, _ value: Double, rate: Double = 0, acceleration: Double = 0) {
      self.seconds = seconds
      jet = Jet(value, rate: rate, acceleration: acceleration)
    }

    init(_ seconds: Double, _ jet: Jet) {
      self.seconds = seconds
      self.jet = jet
    }
  }

  private let knots: [Knot]

  /// Knots in rising time; at least one.
  init(_ knots: [Knot]) {
    precondition(!knots.isEmpty, "a spline needs a knot")
    precondition(
      zip(knots, knots.dropFirst()).allSatisfy { $0.seconds < $1.seconds },
      "a spline's knots must rise in time")
    self.knots = knots
  }

  func jet(at seconds: Double) -> Jet {
    guard let next = knots.firstIndex(where: { $0.seconds > seconds }) else {
      return Jet(knots[knots.count - 1].jet.value)
    }
    if next == 0 { return Jet(knots[0].jet.value) }
    return Self.blend(knots[next - 1], knots[next], at: seconds)
  }

  private static func blend(_ from: Knot, _ to: Knot, at seconds: Double) -> Jet {
    let span = to.seconds - from.seconds
    let s = (seconds - from.seconds) / span
    let (v0, a0) = (from.jet.rate * span, from.jet.acceleration * span * span)
    let (v1, a1) = (to.jet.rate * span, to.jet.acceleration * span * span)
    // What is missing at the far end after the near end's parabola, in value, rate, acceleration.
    let gap = to.jet.value - from.jet.value - v0 - a0 / 2
    let gapRate = v1 - v0 - a0
    let gapAcceleration = a1 - a0
    let c3 = 10 * gap - 4 * gapRate + gapAcceleration / 2
    let c4 = -15 * gap + 7 * gapRate - gapAcceleration
    let c5 = 6 * gap - 3 * gapRate + gapAcceleration / 2
    let value =
      from.jet.value + s * (v0 + s * (a0 / 2 + s * (c3 + s * (c4 + s * c5))))
    let rate = v0 + s * (a0 + s * (3 * c3 + s * (4 * c4 + s * 5 * c5)))
    let acceleration = a0 + s * (6 * c3 + s * (12 * c4 + s * 20 * c5))
    return Jet(value, rate: rate / span, acceleration: acceleration / (span * span))
  }
}
