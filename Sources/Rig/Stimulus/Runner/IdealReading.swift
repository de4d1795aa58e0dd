/// What an ideal IMU feels, and the state of the foot that makes it feel that; SI units.
package struct IdealReading: Sendable {
  package var specificForce: SIMD3<Double>
  package var angularRate: SIMD3<Double>
  package var position: SIMD3<Double>
  package var velocity: SIMD3<Double>
  package var headingRadians: Double
  /// Toe up positive.
  package var pitchRadians: Double
  package var rollRadians: Double
}
