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
  @inline(never)
  mutating func integrate(_ acceleration: Vector) {
    velocity.x += acceleration.x &- foot.gravity.x
    velocity.y += acceleration.y &- foot.gravity.y
    velocity.z += acceleration.z &- foot.gravity.z
    // 750 velocities of 1.4e9 come nowhere near 2^63.
    positionX &+= Int64(velocity.x)
    positionY &+= Int64(velocity.y)
    positionZ &+= Int64(velocity.z)
    steps &+= 1
  }

  /// Returns the velocity along a direction in Q15, good for its sign.
  @inline(__always)
  func speed(along direction: Vector) -> Int32 {
    // |velocity| is below 2.5e9: in 2^16 of that, times 2^15, it stays below 1.3e9.
    product(velocity.x >> 16, direction.x) &+ product(velocity.y >> 16, direction.y)
      &+ product(velocity.z >> 16, direction.z)
  }

  /// Returns where the foot has come to, drift included, in mm (within ±1049 m).
  mutating func position(_ unit: UInt32) -> Vector { position(unit, without: 0) }

  /// Returns the displacement, had the foot stood at both ends, in mm (within ±1049 m).
  ///
  /// With a velocity error that grew linearly to v(T), position at T minus v(T)·T/2. Sums of
  /// velocities at the ends of steps are the trapezoid rule's plus v(T)/2. An error in gravity
  /// cancels.
  mutating func displacement(_ unit: UInt32) -> Vector { position(unit, without: steps &+ 1) }

  /// Returns the position without half as many steps of the present velocity, in mm.
  @inline(never)
  private mutating func position(_ unit: UInt32, without drift: Int32) -> Vector {
    Vector(
      x: StrideIntegrator.millimetres(positionX, velocity.x, drift, unit),
      y: StrideIntegrator.millimetres(positionY, velocity.y, drift, unit),
      z: StrideIntegrator.millimetres(positionZ, velocity.z, drift, unit))
  }

  /// Returns a position in mm, within ±1049 m.
  @inline(never)
  private static func millimetres(
    _ position: Int64, _ velocity: Int32, _ drift: Int32, _ unit: UInt32
  ) -> Int32 {
    // |velocity| < 1.4e9, steps ≤ 750 and |position| < 1.1e12: nothing passes 2^42.
    let double = 2 &* position &- product(Int64(drift), Int64(velocity))
    let limit: Int64 = 1 << 36  // 160 m at the highest rate; the unit is below 2^18.
    let held = min(max(double, 0 &- limit), limit)
    // What is left fits 21 bits.
    return Int32(truncatingIfNeeded: (product(held, Int64(unit)) &+ 1 << 33) >> 34)
  }
}

/// Gravity and angular rate in the fixed frame at one moment, in 1/16 counts.
struct FootState: Equatable, Sendable {
  var gravity: Vector = .zero
  var angularRate: Vector = .zero
}
