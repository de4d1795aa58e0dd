/// What happens from initial contact on.
///
/// A value that is begun anew at each crossing that may be the contact; what it holds at the
/// midstance counts.
struct Landing: Sendable {
  /// Turned since, in counts times steps: toe down, and to the right.
  ///
  /// A stride of 750 steps at 56 756 counts stays below 2^26.
  private(set) var pitch: Int32 = 0
  private var roll: Int32 = 0
  /// The largest roll since.
  private(set) var largestRoll: Int32 = 0
  /// Largest squared specific force around contact, in squared counts.
  private(set) var impact: UInt32 = 0
  /// Largest backward acceleration, in counts.
  private(set) var braking: Int32 = 0
  /// Forward in the fixed frame, in Q15.
  private let forward: Vector
  private var steps: Int32 = 0

  init() { forward = .zero }

  /// Begins at a contact; `impact` is the largest squared specific force just before it.
  init(forward: Vector, impact: UInt32) {
    self.forward = forward
    self.impact = impact
  }

  /// Takes in one step: angular rates in counts, the specific force in counts, and what it is in
  /// the fixed frame in 1/16 counts.
  @inline(__always)
  mutating func consume(
    pitchRate: Int32, rollRate: Int32, force: Vector, fixed: Vector, impactSteps: Int32
  ) {
    pitch = pitch &+ pitchRate
    roll = roll &+ rollRate
    if roll.magnitude > largestRoll.magnitude { largestRoll = roll }
    if steps < impactSteps { impact = max(impact, force.square) }
    let ahead = forward.along(Vector(x: fixed.x >> 4, y: fixed.y >> 4, z: fixed.z >> 4))
    braking = max(braking, 0 &- ahead)
    steps &+= 1
  }
}
