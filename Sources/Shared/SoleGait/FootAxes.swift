/// The axes of the shoe in the sensor's frame: found from the data, or given.
///
/// The foot turns fast twice a stride, toe down in push-off and toe up in swing, about one axis
/// within some degrees, however the sensor sits on the shoe: the axis to the left, about which toe
/// down is positive. With gravity at midstance, where the shoe lies flat, that gives the axis
/// forward.
struct FootAxes: Sendable {
  /// In Q15; zero until the first fast turn.
  private(set) var left: Vector = .zero
  /// In Q15; zero until the first midstance with a known axis to the left.
  private(set) var forward: Vector = .zero
  private var sum: Vector = .zero
  private var count: Int32 = 0
  /// Whether the two were given and stay.
  private(set) var isGiven = false

  /// Takes both from outside.
  @inline(never)
  mutating func give(_ mounting: Mounting) {
    left = mounting.left
    forward = mounting.forward
    isGiven = true
  }

  /// 3 rad/s, in squared counts.
  private static var fast: UInt32 { 2819 * 2819 }

  /// Takes in an angular rate in counts; returns the pitch rate in counts.
  @inline(__always)
  mutating func consume(_ rate: Vector, square: UInt32) -> Int32 {
    square > FootAxes.fast ? add(rate) : left.along(rate)
  }

  @inline(never)
  private mutating func add(_ rate: Vector) -> Int32 {
    if left == .zero { left = rate.unit }
    let pitch = left.along(rate)
    sum = pitch < 0 ? sum - rate : sum + rate
    count &+= 1
    if count == 1 << 14 { settle() }
    return pitch
  }

  /// Draws the axis to the left towards the turns since the last time.
  mutating func settle() {
    if count >= 8, !isGiven {
      left = (left + left + left + sum.unit).unit
    }
    sum = .zero
    count = 0
  }

  /// Takes in gravity in the sensor's frame in midstance, in counts.
  mutating func level(_ gravity: Vector) {
    if !isGiven { forward = cross(gravity, left).unit * -1 }
  }

  /// Turns the axis to the left round, just after it has settled; the next midstance tells the one
  /// forward.
  mutating func reverse() { if !isGiven { left = left * -1 } }
}
