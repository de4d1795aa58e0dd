/// How the sensor stands in a frame that does not turn: a unit quaternion in Q30.
///
/// The frame is the sensor's own at the start; gravity's direction in it is measured, not assumed.
/// Its norm stays within 2^30 + 2^12: every step shrinks it by |h|⁴/24 or rounds, and
/// `normalise` never raises it over 2^30.
struct Attitude: Sendable {
  private(set) var w: Int32 = 1 << 30
  private(set) var x: Int32 = 0
  private(set) var y: Int32 = 0
  private(set) var z: Int32 = 0

  /// Turns by one step of angular rate; `square` is the rate's squared length in counts.
  mutating func turn(_ sample: IMUSample, square: UInt32, _ scale: TurnScale) {
    let rateX = Int32(sample.angularRateX)
    let rateY = Int32(sample.angularRateY)
    let rateZ = Int32(sample.angularRateZ)
    // h is half the step's angle; 1 - cos h = h²/2 in Q19, and sin h / h = 1 - h²/6, which the
    // mantissa takes with 15 bits: a step's angle is off by 4e-5 of itself at most.
    let fall = Int32(
      bitPattern: (product(square >> 14, scale.square) &+ 0x8000) >> 16)
    let sixth = product(fall, 1365) >> 16
    let mantissa = scale.mantissa - ((product(scale.mantissa, sixth) + 0x4000) >> 15)
    // |q| ≤ 1 in Q30 and |ω| ≤ 56 756 counts, so each sum is below 1.87e9 by Cauchy-Schwarz.
    var turnW = -product15(x, rateX) - product15(y, rateY) - product15(z, rateZ)
    var turnX = product15(w, rateX) + product15(y, rateZ) - product15(z, rateY)
    var turnY = product15(w, rateY) + product15(z, rateX) - product15(x, rateZ)
    var turnZ = product15(w, rateZ) + product15(x, rateY) - product15(y, rateX)
    turnW = product15(turnW, mantissa) >> scale.shift
    turnX = product15(turnX, mantissa) >> scale.shift
    turnY = product15(turnY, mantissa) >> scale.shift
    turnZ = product15(turnZ, mantissa) >> scale.shift
    w += turnW - (product15(w, fall) >> 4)
    x += turnX - (product15(x, fall) >> 4)
    y += turnY - (product15(y, fall) >> 4)
    z += turnZ - (product15(z, fall) >> 4)
  }

  /// Brings the norm back to one, by one step of Newton's method.
  mutating func normalise() {
    // Each square is below 2^61, their sum 2^60 within rounding; the factor 2^30 and a little.
    let square = squared(w) &+ squared(x) &+ squared(y) &+ squared(z)
    let factor = (3 << 30 &- square >> 30) >> 1
    w = scaled(w, factor)
    x = scaled(x, factor)
    y = scaled(y, factor)
    z = scaled(z, factor)
  }

  private func squared(_ part: Int32) -> Int64 { product(Int64(part), Int64(part)) }

  private func scaled(_ part: Int32, _ factor: Int64) -> Int32 {
    Int32(truncatingIfNeeded: product(Int64(part), factor) >> 30)
  }

  /// Returns the rotation half way between this attitude and a close one.
  @inline(__always)
  func rotation(towards other: Attitude) -> Rotation {
    Rotation(
      w: middle(w, other.w), x: middle(x, other.x), y: middle(y, other.y),
      z: middle(z, other.z))
  }

  /// Mean of two parts in Q15; both are within ±(2^30 + 2^12), so their sum fits.
  @inline(__always)
  private func middle(_ left: Int32, _ right: Int32) -> Int32 {
    ((left >> 1) + (right >> 1) + 0x4000) >> 15
  }
}

/// A rotation as a matrix in Q15, from the sensor to the fixed frame.
struct Rotation: Sendable {
  private let xx, xy, xz, yx, yy, yz, zx, zy, zz: Int32

  /// The parts are in Q15, none beyond ±32 768 by more than rounding.
  @inline(__always)
  init(w: Int32, x: Int32, y: Int32, z: Int32) {
    let squareX = product(x, x)
    let squareY = product(y, y)
    let squareZ = product(z, z)
    let wx = product(w, x)
    let wy = product(w, y)
    let wz = product(w, z)
    let mixedXY = product(x, y)
    let mixedXZ = product(x, z)
    let mixedYZ = product(y, z)
    xx = 32768 - ((squareY + squareZ) >> 14)
    xy = (mixedXY - wz) >> 14
    xz = (mixedXZ + wy) >> 14
    yx = (mixedXY + wz) >> 14
    yy = 32768 - ((squareX + squareZ) >> 14)
    yz = (mixedYZ - wx) >> 14
    zx = (mixedXZ - wy) >> 14
    zy = (mixedYZ + wx) >> 14
    zz = 32768 - ((squareX + squareY) >> 14)
  }

  /// Turns a vector in counts, each part within 16 bits, into the fixed frame in 1/16 counts.
  ///
  /// A row's length is 1 within rounding and the vector's below 56 756: no sum passes 1.87e9.
  func callAsFunction(_ vector: Vector) -> Vector {
    Vector(
      x: (product(xx, vector.x) + product(xy, vector.y) + product(xz, vector.z)) >> 11,
      y: (product(yx, vector.x) + product(yy, vector.y) + product(yz, vector.z)) >> 11,
      z: (product(zx, vector.x) + product(zy, vector.y) + product(zz, vector.z)) >> 11)
  }
}
