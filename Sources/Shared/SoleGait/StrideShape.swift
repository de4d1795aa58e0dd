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
    // |up| is at most 1 in Q15, and the height may be anything.
    horizontal =
      whole
      - Vector(
        x: scaled15(height, up.x), y: scaled15(height, up.y), z: scaled15(height, up.z))
    // What is longer than any stride needs no exact length; within it three squares fit 32 bits.
    horizontalMillimetres = squareRoot(
      Vector(
        x: held(horizontal.x, to: 30_000), y: held(horizontal.y, to: 30_000),
        z: held(horizontal.z, to: 30_000)
      ).square)
  }

  /// Long enough for a stride, short enough for a human one.
  var isStride: Bool { horizontalMillimetres >= 150 && horizontalMillimetres <= 8_000 }

  /// More than 80 mm and than an eighth of its length up or down: stairs.
  ///
  /// A fast run's gravity is told by some milliseconds of stance, and over 4 m a small error in it
  /// makes a height.
  var changesHeight: Bool {
    verticalMillimetres.magnitude > max(80, horizontalMillimetres / 8)
  }

  /// Returns how far the sensor rolled on over its pivot, from twice its mean angular rate across
  /// the vertical, in mm (within ±30 m).
  private static func rolled(_ rate: Vector, steps: Int32, _ scale: GaitScale) -> Vector {
    let factor = product(scale.rolling, steps)
    return Vector(
      x: rolled(rate.x, factor), y: rolled(rate.y, factor), z: rolled(rate.z, factor))
  }

  @inline(never)
  private static func rolled(_ rate: Int32, _ factor: Int32) -> Int32 {
    clamped(product(Int64(rate), Int64(factor)) >> 27, to: 30_000)
  }
}
