/// The energy of motion in one step: (|ω| / 0.5 rad/s)² + ((|a| - g) / 2 m/s²)².
enum MotionEnergy {
  /// One, in units of 256 squared counts of angular rate: 0.5 rad/s are 469.8 counts.
  static var unit: UInt32 { 862 }

  /// No step counts for more, so that a window's sum times the zigzag's factor fits 32 bits.
  static var limit: UInt32 { 1 << 21 }

  /// Returns the energy of a step from its two squared lengths.
  @inline(__always)
  static func of(acceleration: UInt32, angularRate: UInt32) -> UInt32 {
    // In 4 counts: at most 14 188, so its square fits.
    let length = Int32(bitPattern: squareRoot(acceleration >> 4))
    let excess = length &- 512
    let square = UInt32(bitPattern: product(excess, excess))
    // A count of acceleration weighs (469.8 / 417.7)² = 81/64 of one of angular rate.
    let translation = square > 26_000_000 ? limit : product(square, 81) >> 10
    return min(translation &+ (angularRate >> 8), limit)
  }
}
