import Foundation
import Stimulus

/// A plain inertial navigator in double precision, independent of the runner's own formulas:
/// rotation matrix, one rotation vector a step, trapezoidal positions.
struct Strapdown {
  private(set) var position: SIMD3<Double>
  private(set) var velocity: SIMD3<Double>
  /// Columns: the shoe's axes in the world.
  private var axes: [SIMD3<Double>]

  init(_ start: IdealReading) {
    position = start.position
    velocity = start.velocity
    axes = [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
    turn(by: SIMD3(0, 0, start.headingRadians))
    turn(by: SIMD3(0, -start.pitchRadians, 0))
    turn(by: SIMD3(start.rollRadians, 0, 0))
  }

  mutating func advance(
    specificForce: SIMD3<Double>, angularRate: SIMD3<Double>, by seconds: Double
  ) {
    turn(by: angularRate * (seconds / 2))
    var acceleration = SIMD3(0, 0, -SensorScale.gravity)
    for axis in 0..<3 { acceleration += axes[axis] * specificForce[axis] }
    turn(by: angularRate * (seconds / 2))
    position += velocity * seconds + acceleration * (seconds * seconds / 2)
    velocity += acceleration * seconds
  }

  /// Turns about an axis fixed in the shoe (Rodrigues).
  private mutating func turn(by rotation: SIMD3<Double>) {
    let angle = (rotation * rotation).sum().squareRoot()
    if angle == 0 { return }
    let unit = rotation / angle
    let (sine, cosine) = (sin(angle), cos(angle))
    // Each new shoe axis, written in the old shoe axes, then in the world.
    axes = (0..<3).map { index in
      var old = SIMD3<Double>.zero
      old[index] = 1
      let cross = SIMD3(
        unit.y * old.z - unit.z * old.y, unit.z * old.x - unit.x * old.z,
        unit.x * old.y - unit.y * old.x)
      let turned = old * cosine + cross * sine + unit * (unit[index] * (1 - cosine))
      return axes[0] * turned.x + axes[1] * turned.y + axes[2] * turned.z
    }
  }
}
