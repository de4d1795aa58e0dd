import Foundation

/// A quantity with its first and second time derivatives, carried through arithmetic exactly.
///
/// Position, velocity and acceleration of the foot come from one formula each, so they can't
/// disagree: that is what makes the synthetic IMU consistent with the synthetic path. (Forward
/// differentiation, second order in one variable: Griewank and Walther, "Evaluating Derivatives".)
struct Jet {
  var value: Double
  var rate: Double
  var acceleration: Double

  init(_ value: Double, rate: Double = 0, acceleration: Double = 0) {
    self.value = value
    self.rate = rate
    self.acceleration = acceleration
  }

  static func + (left: Jet, right: Jet) -> Jet {
    Jet(
      left.value + right.value, rate: left.rate + right.rate,
      acceleration: left.acceleration + right.acceleration)
  }

  static func - (left: Jet, right: Jet) -> Jet {
    left + right * -1
  }

  static func * (left: Jet, right: Double) -> Jet {
    Jet(left.value * right, rate: left.rate * right, acceleration: left.acceleration * right)
  }

  static func * (left: Jet, right: Jet) -> Jet {
    Jet(
      left.value * right.value,
      rate: left.rate * right.value + left.value * right.rate,
      acceleration: left.acceleration * right.value + 2 * left.rate * right.rate
        + left.value * right.acceleration)
  }

  /// A quantity along a direction.
  static func * (left: Jet, right: SIMD3<Double>) -> JetVector {
    JetVector(x: left * right.x, y: left * right.y, z: left * right.z)
  }

  var sine: Jet {
    let (sine, cosine) = (Foundation.sin(value), Foundation.cos(value))
    return Jet(
      sine, rate: cosine * rate, acceleration: cosine * acceleration - sine * rate * rate)
  }

  var cosine: Jet {
    let (sine, cosine) = (Foundation.sin(value), Foundation.cos(value))
    return Jet(
      cosine, rate: -sine * rate, acceleration: -sine * acceleration - cosine * rate * rate)
  }
}
