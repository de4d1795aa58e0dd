/// Velocity and position since a midstance, free of gravity as it was measured there.
///
/// Accelerations are in 1/16 counts (0.2993 mm/s²), velocities in these times one step, positions
/// in these times one step squared. Within 750 steps velocity stays below 1.4e9.
struct StrideIntegrator: Sendable {
  /// What was measured in the fixed frame where the integration begins.
  private(set) var foot = FootState()
  private(set) var steps: Int32 = 0
  private var velocity: Vector = .zero
  private var positionX: Int64 = 0
  private var positionY: Int64 = 0
  private var positionZ: Int64 = 0

  init() {}

  init(from foot: FootState) { self.foot = foot }

  /// Takes in one step's acceleration in the fixed frame, gravity included.
  mutating func integrate(_ acceleration: Vector) {
    velocity = velocity + (acceleration - foot.gravity)
    // 750 velocities of 1.4e9 come nowhere near 2^63.
    positionX &+= Int64(velocity.x)
    positionY &+= Int64(velocity.y)
    positionZ &+= Int64(velocity.z)
    steps += 1
  }

  /// Returns the displacement, had the foot stood at both ends, in mm (within ±30 m).
  ///
  /// With a velocity error that grew linearly to v(T), position at T minus v(T)·T/2. Sums of
  /// velocities at the ends of steps are the trapezoid rule's plus v(T)/2. An error in gravity
  /// cancels.
  func displacement(_ scale: GaitScale) -> Vector {
    Vector(
      x: millimetres(positionX, velocity.x, scale), y: millimetres(positionY, velocity.y, scale),
      z: millimetres(positionZ, velocity.z, scale))
  }

  @inline(never)
  private func millimetres(_ position: Int64, _ velocity: Int32, _ scale: GaitScale) -> Int32 {
    // |velocity| < 1.4e9, steps ≤ 750 and |position| < 1.1e12: nothing passes 2^42.
    let double = 2 &* position &- product(Int64(steps + 1), Int64(velocity))
    let limit: Int64 = 1 << 36  // 160 m at the highest rate; the factor is below 2^24.
    let held = min(max(double, -limit), limit)
    return clamped(product(held, scale.millimetres) >> 40, to: 30_000)
  }
}

/// Gravity and angular rate in the fixed frame at one moment, in 1/16 counts.
struct FootState: Equatable, Sendable {
  var gravity: Vector = .zero
  var angularRate: Vector = .zero
}
