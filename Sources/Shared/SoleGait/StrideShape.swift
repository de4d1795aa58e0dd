/// A stride's displacement, split by gravity as it was measured at its two ends.
struct StrideShape: Equatable, Sendable {
  /// Upwards in the fixed frame, in Q15: over the way, unless the stride changed height.
  let up: Vector
  /// Across the way to the right, as long as the way, in mm.
  let right: Vector
  let horizontalMillimetres: UInt32
  /// Whether it ended clearly higher or lower than it began: stairs.
  ///
  /// More than 80 mm and than an eighth of its length, of a run's the half, and within 2 m: nobody
  /// climbs farther in a stride. A run's gravity is told by some milliseconds of a stance in which the
  /// foot is not at rest: it is off by up to 30°, which over 4 m makes metres of height. Less is taken
  /// for level, or for a slope along which the stride went: at 10 % that makes it 0.5 % longer.
  let changesHeight: Bool

  /// `displacement` is in mm, no part beyond ±2^21; `rolling` is `GaitScale.rolling` times the steps
  /// that it took.
  init(
    displacement: Vector, from start: FootState, to end: FootState, rolling: Int32, isRun: Bool
  ) {
    let measured = (start.gravity + end.gravity).unit
    let rolled = StrideShape.rolled(
      cross(start.angularRate + end.angularRate, measured), rolling)
    // What is longer than any stride needs no exact length, and within ±30 m three squares fit 32
    // bits.
    let whole = (displacement + rolled).held(to: 30_000)
    var square = whole.square
    right = cross(whole, measured)
    let height = whole.dot(measured).magnitude
    let squaredHeight = product(height, height)
    changesHeight =
      height > 80 && square < 4_000_000 && squaredHeight > square &>> (isRun ? 2 : 6)
    if changesHeight {
      up = measured
      // Straight up, the height may be rounded to more than the whole: what wraps is no stride.
      square = square &- squaredHeight
    } else {
      up = cross(right, whole.unit).unit
    }
    horizontalMillimetres = StrideShape.root(square)
  }

  /// Long enough for a stride, short enough for a human one.
  var isStride: Bool { horizontalMillimetres >= 150 && horizontalMillimetres <= 8_000 }

  /// The nearest whole number.
  @inline(never)
  private static func root(_ square: UInt32) -> UInt32 {
    let root = squareRoot(square)
    return square &- product(root, root) > root ? root &+ 1 : root
  }

  /// Returns how far the sensor rolled on over its pivot, from twice its mean angular rate across
  /// the vertical, in mm (within ±50 m).
  private static func rolled(_ rate: Vector, _ factor: Int32) -> Vector {
    // A rate is below 2^21, and the factor below 2^22: what is scaled stays below 2^21, in 1/32 mm.
    rate.scaled(by: factor >> 7).shifted(by: 5)
  }
}
