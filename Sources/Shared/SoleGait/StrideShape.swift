/// A stride's displacement, split by gravity as it was measured at its two ends.
struct StrideShape: Equatable, Sendable {
  /// Upwards in the fixed frame, in Q15.
  let up: Vector
  /// The part across gravity, in mm.
  let horizontal: Vector
  let horizontalMillimetres: UInt32
  let verticalMillimetres: Int32

  /// `displacement` is in mm, no part beyond ±30 m; `steps` is how many it took.
  init(
    displacement: Vector, from start: FootState, to end: FootState, steps: Int32,
    _ scale: GaitScale
  ) {
    up = (start.gravity + end.gravity).unit
    let rolled = StrideShape.rolled(
      cross(start.angularRate + end.angularRate, up), steps: steps, scale)
    let whole = displacement + rolled
    // No sum passes 64 000 · √3 · 2^15 / 2^15.
    let height = whole.dot(up)
    verticalMillimetres = height
    horizontal = Vector(
      x: whole.x - scaled15(height, up.x), y: whole.y - scaled15(height, up.y),
      z: whole.z - scaled15(height, up.z))
    // What is longer than any stride needs no exact length; within it three squares fit 32 bits.
    horizontalMillimetres = squareRoot(
      Vector(
        x: held(horizontal.x, to: 30_000), y: held(horizontal.y, to: 30_000),
        z: held(horizontal.z, to: 30_000)
      ).square)
  }

  /// Long enough for a stride, short enough for a human one.
  var isStride: Bool { horizontalMillimetres >= 150 && horizontalMillimetres <= 8_000 }

  /// More than 80 mm up or down.
  var changesHeight: Bool { verticalMillimetres > 80 || verticalMillimetres < -80 }

  /// Returns how far the sensor rolled on over its pivot, from twice its mean angular rate across
  /// the vertical, in mm (within ±30 m).
  private static func rolled(_ rate: Vector, steps: Int32, _ scale: GaitScale) -> Vector {
    let factor = Int64(scale.rolling * steps)
    return Vector(
      x: clamped((Int64(rate.x) &* factor) >> 27, to: 30_000),
      y: clamped((Int64(rate.y) &* factor) >> 27, to: 30_000),
      z: clamped((Int64(rate.z) &* factor) >> 27, to: 30_000))
  }
}
