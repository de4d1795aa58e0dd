/// How the sensor stands in a frame that does not turn: a unit quaternion in Q30.
///
/// The frame is the sensor's own at the start; gravity's direction in it is measured, not assumed.
/// Its norm stays within 2^30 ± 2^16: what a step is off by, the next one takes back.
struct Attitude: Sendable {
  private(set) var w: Int32 = 1 << 30
  private(set) var x: Int32 = 0
  private(set) var y: Int32 = 0
  private(set) var z: Int32 = 0

  /// Turns by one step of angular rate, and returns the rotation at the step's middle; `square` is
  /// the rate's squared length in counts.
  @inline(__always)
  mutating func turn(_ rate: Vector, square: UInt32, _ scale: TurnScale) -> Rotation {
    // h is half the step's angle; 1 - cos h = h²/2 in Q19, and sin h / h = 1 - h²/6, which the
    // mantissa takes with 15 bits: a step's angle is off by 4e-5 of itself at most.
    let fall = Int32(
      bitPattern: (product(square >> 14, scale.square) &+ 0x8000) >> 16)
    let sixth = product(fall, 1365) >> 16
    let mantissa = scale.mantissa &- ((product(scale.mantissa, sixth) &+ 0x4000) >> 15)
    // In 2^-(15 + shift), below 2^15: at most 22 854 for the range's end at the chip's rates.
    let halfX = (product(rate.x, mantissa) &+ 0x4000) >> 15
    let halfY = (product(rate.y, mantissa) &+ 0x4000) >> 15
    let halfZ = (product(rate.z, mantissa) &+ 0x4000) >> 15
    // A step turns by so little that 16 bits of the attitude are enough to say into what: what is
    // lost is 1e-6 rad at most, as much as the gyro's own last count.
    let before = short
    // 1 in Q30 within 1 %, so the difference fits; half of it is the norm's error.
    let square =
      product(before.w, before.w) &+ product(before.x, before.x) &+ product(before.y, before.y)
      &+ product(before.z, before.z)
    let excess = (square &- (1 << 30)) >> 12
    turn(
      before.w, before.x, before.y, before.z, halfX, halfY, halfZ, fall &+ excess,
      Int32(scale.shift))
    let after = short
    return Rotation(
      w: (before.w &+ after.w) >> 1, x: (before.x &+ after.x) >> 1,
      y: (before.y &+ after.y) >> 1, z: (before.z &+ after.z) >> 1)
  }

  /// The parts in Q15.
  @inline(__always)
  private var short: (w: Int32, x: Int32, y: Int32, z: Int32) {
    (
      (w &+ 0x4000) >> 15, (x &+ 0x4000) >> 15, (y &+ 0x4000) >> 15, (z &+ 0x4000) >> 15
    )
  }

  /// |q| is 1 in Q15 within rounding and |h| below 2^15·√3: by Cauchy-Schwarz no sum passes 1.87e9.
  @inline(__always)
  private mutating func turn(
    _ w15: Int32, _ x15: Int32, _ y15: Int32, _ z15: Int32, _ halfX: Int32, _ halfY: Int32,
    _ halfZ: Int32, _ fall: Int32, _ shift: Int32
  ) {
    let turnW = 0 &- product(x15, halfX) &- product(y15, halfY) &- product(z15, halfZ)
    let turnX = product(w15, halfX) &+ product(y15, halfZ) &- product(z15, halfY)
    let turnY = product(w15, halfY) &+ product(z15, halfX) &- product(x15, halfZ)
    let turnZ = product(w15, halfZ) &+ product(x15, halfY) &- product(y15, halfX)
    w += (turnW &>> shift) &- (product(w15, fall) >> 4)
    x += (turnX &>> shift) &- (product(x15, fall) >> 4)
    y += (turnY &>> shift) &- (product(y15, fall) >> 4)
    z += (turnZ &>> shift) &- (product(z15, fall) >> 4)
  }
}

/// A rotation as a matrix in Q15, from the sensor to the fixed frame.
struct Rotation: Sendable {
  private let xx, xy, xz, yx, yy, yz, zx, zy, zz: Int32

  /// The parts are in Q15, none beyond ±32 768 by more than rounding.
  @inline(__always)
  init(w: Int32, x: Int32, y: Int32, z: Int32) {
    // No sum of two products of unit parts passes 2^31.
    let squareX = product(x, x)
    let squareY = product(y, y)
    let squareZ = product(z, z)
    let wx = product(w, x)
    let wy = product(w, y)
    let wz = product(w, z)
    let mixedXY = product(x, y)
    let mixedXZ = product(x, z)
    let mixedYZ = product(y, z)
    xx = 32768 &- ((squareY &+ squareZ) >> 14)
    xy = (mixedXY &- wz) >> 14
    xz = (mixedXZ &+ wy) >> 14
    yx = (mixedXY &+ wz) >> 14
    yy = 32768 &- ((squareX &+ squareZ) >> 14)
    yz = (mixedYZ &- wx) >> 14
    zx = (mixedXZ &- wy) >> 14
    zy = (mixedYZ &+ wx) >> 14
    zz = 32768 &- ((squareX &+ squareY) >> 14)
  }

  /// Turns a vector in counts, each part within 16 bits, into the fixed frame in 1/16 counts.
  ///
  /// A row's length is 1 within rounding and the vector's below 56 756: no sum passes 1.87e9.
  @inline(never)
  func callAsFunction(_ vector: Vector) -> Vector {
    Vector(
      x: (product(xx, vector.x) &+ product(xy, vector.y) &+ product(xz, vector.z)) >> 11,
      y: (product(yx, vector.x) &+ product(yy, vector.y) &+ product(yz, vector.z)) >> 11,
      z: (product(zx, vector.x) &+ product(zy, vector.y) &+ product(zz, vector.z)) >> 11)
  }
}
