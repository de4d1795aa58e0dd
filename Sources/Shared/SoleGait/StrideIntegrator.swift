/// Velocity and position since a midstance, free of gravity as it was measured there.
///
/// Accelerations are in 1/16 counts (0.2993 mm/s²), velocities in these times one step, positions
/// in these times one step squared. Within 750 steps velocity stays below 1.4e9.
struct StrideIntegrator: Sendable {
  /// Gravity in the fixed frame, in 1/16 counts.
  private(set) var gravity: Vector = .zero
  private(set) var steps: Int32 = 0
  private var velocity: Vector = .zero
  private var positionX: Int64 = 0
  private var positionY: Int64 = 0
  private var positionZ: Int64 = 0

  init() {}

  init(gravity: Vector) { self.gravity = gravity }

  /// Takes in one step's acceleration in the fixed frame, gravity included.
  mutating func integrate(_ acceleration: Vector) {
    velocity = velocity + (acceleration - gravity)
    positionX += Int64(velocity.x)
    positionY += Int64(velocity.y)
    positionZ += Int64(velocity.z)
    steps += 1
  }

  /// Returns the displacement, had the foot stood at both ends, in mm (within ±30 m).
  ///
  /// With a velocity error that grew linearly to v(T), position at T minus v(T)·T/2. Sums of
  /// velocities at the ends of steps are the trapezoid rule's plus v(T)/2. An error in gravity
  /// cancels.
  func displacement(_ scale: GaitScale) -> Vector {
    Vector(
      x: millimetres(2 * positionX - Int64(steps + 1) * Int64(velocity.x), scale),
      y: millimetres(2 * positionY - Int64(steps + 1) * Int64(velocity.y), scale),
      z: millimetres(2 * positionZ - Int64(steps + 1) * Int64(velocity.z), scale))
  }

  /// Half a 1/16 count is 9.80665 / 2048 / 32 m/s² = 47 884 / 320 000 mm/s².
  private func millimetres(_ double: Int64, _ scale: GaitScale) -> Int32 {
    clamped(double * 47_884 / scale.lengthDivisor, to: 30_000)
  }
}
