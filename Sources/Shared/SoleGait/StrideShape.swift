/// A stride's displacement, split by gravity as it was measured at its two ends.
struct StrideShape: Equatable, Sendable {
  /// Upwards in the fixed frame, in Q15.
  let up: Vector
  /// In mm.
  let displacement: Vector
  let horizontalMillimetres: UInt32
  let verticalMillimetres: Int32

  /// `displacement` is in mm, no part beyond ±30 m; `rolling` is `GaitScale.rolling` times the steps
  /// that it took.
  init(
    displacement: Vector, from start: FootState, to end: FootState, rolling: Int32
  ) {
    up = (start.gravity + end.gravity).unit
    let rolled = StrideShape.rolled(
      cross(start.angularRate + end.angularRate, up), rolling)
    // What is longer than any stride needs no exact length, and within ±30 m three squares fit 32
    // bits.
    self.displacement = (displacement + rolled).held(to: 30_000)
    let height = self.displacement.dot(up)
    verticalMillimetres = height
    let whole = self.displacement.square
    let squaredHeight = product(height.magnitude, height.magnitude)
    // Straight up, the height may be rounded to more than the whole.
    let square = whole > squaredHeight ? whole &- squaredHeight : 0
    let root = squareRoot(square)
    horizontalMillimetres = square &- product(root, root) > root ? root &+ 1 : root
  }

  /// Long enough for a stride, short enough for a human one.
  var isStride: Bool { horizontalMillimetres >= 150 && horizontalMillimetres <= 8_000 }

  /// More than 80 mm and than an eighth of its length up or down, of a run's a quarter: stairs.
  ///
  /// A run's gravity is told by some milliseconds of a stance in which the foot is not quite at rest,
  /// and over 4 m a small error in it makes a height.
  @inline(__always)
  func changesHeight(_ activity: Activity) -> Bool {
    let part = activity == .run ? horizontalMillimetres / 4 : horizontalMillimetres / 8
    return verticalMillimetres.magnitude > max(80, part)
  }

  /// Returns how far the sensor rolled on over its pivot, from twice its mean angular rate across
  /// the vertical, in mm (within ±50 m).
  private static func rolled(_ rate: Vector, _ factor: Int32) -> Vector {
    // A rate is below 2^21, and the factor below 2^22: what is scaled stays below 2^21, in 1/32 mm.
    rate.scaled(by: factor >> 7).shifted(by: 5)
  }
}
