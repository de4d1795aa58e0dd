/// The axis the foot pitches about, in the sensor's frame, found from its fast turns.
///
/// The foot turns fast twice a stride, toe down in push-off and toe up in swing, about one axis
/// within some degrees, however the sensor sits on the shoe. The axis points to the left: toe down
/// is positive.
struct PitchAxis: Sendable {
  /// In Q15; zero until the first fast turn.
  private(set) var direction: Vector = .zero
  private var sum: Vector = .zero
  private var count: Int32 = 0

  /// 3 rad/s, in squared counts.
  private static var fast: UInt32 { 2819 * 2819 }

  /// Takes in an angular rate in counts; returns the pitch rate in counts.
  mutating func consume(_ rate: Vector, square: UInt32) -> Int32 {
    if square > PitchAxis.fast, direction == .zero { direction = rate.unit }
    // |direction| is 1 in Q15 within rounding, |rate| below 56 756.
    let pitch =
      (product(rate.x, direction.x) + product(rate.y, direction.y)
        + product(rate.z, direction.z)) >> 15
    if square > PitchAxis.fast {
      sum = pitch < 0 ? sum - rate : sum + rate
      count += 1
      if count == 1 << 14 { settle() }
    }
    return pitch
  }

  /// Draws the axis towards the turns since the last time.
  mutating func settle() {
    if count >= 8 {
      let fresh = sum.unit
      direction =
        Vector(
          x: 3 * direction.x + fresh.x, y: 3 * direction.y + fresh.y,
          z: 3 * direction.z + fresh.z
        ).unit
    }
    sum = .zero
    count = 0
  }

  mutating func reverse() {
    direction = .zero - direction
    sum = .zero - sum
  }
}
