/// The energy of motion in one step: (|ω| / 0.5 rad/s)² + ((|a| - g) / 2 m/s²)².
enum MotionEnergy {
  /// One, in units of 256 squared counts of angular rate: 0.5 rad/s are 469.8 counts.
  static var unit: UInt32 { 862 }

  /// No step counts for more, so that a window's sum times the zigzag's factor fits 32 bits.
  static var limit: UInt32 { 1 << 21 }

  /// Returns the square of a length; three full-scale components give 3 221 225 472, which fits.
  @inline(__always)
  static func square(_ x: Int16, _ y: Int16, _ z: Int16) -> UInt32 {
    let xx = UInt32(bitPattern: Int32(x) * Int32(x))
    let yy = UInt32(bitPattern: Int32(y) * Int32(y))
    let zz = UInt32(bitPattern: Int32(z) * Int32(z))
    return xx + yy + zz
  }

  /// Returns the energy of a step from its two squared lengths.
  static func of(acceleration: UInt32, angularRate: UInt32) -> UInt32 {
    let length = Int32(bitPattern: squareRoot(acceleration))
    let excess = length - 2048  // At most 56 755 - 2048, so its square fits 32 bits.
    let magnitude = UInt32(bitPattern: excess < 0 ? -excess : excess)
    let square = product(magnitude, magnitude) >> 6
    // A count of acceleration weighs (469.8 / 417.7)² = 81/64 of one of angular rate.
    let translation = square > 1 << 23 ? limit : product(square, 81) >> 8
    return min(translation + (angularRate >> 8), limit)
  }
}
