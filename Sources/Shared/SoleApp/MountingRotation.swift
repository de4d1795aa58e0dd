internal import SoleGait

/// Turns sensor axes into shoe axes by a rotation matrix in Q14.
struct MountingRotation: Sendable {
  private let rows: InlineArray<9, Int32>

  /// The matrix of the unit quaternion (w, x, y, z) in Q14; nil where its length is off by more than
  /// 1 %.
  init?(w: Int16, x: Int16, y: Int16, z: Int16) {
    let (w, x, y, z) = (Int32(w), Int32(x), Int32(y), Int32(z))
    let square = Int64(w * w) + Int64(x * x) + Int64(y * y) + Int64(z * z)
    let one = Int64(1) << 28
    guard abs(square - one) < one / 50 else { return nil }
    // Twice a product of two Q14 numbers, as Q14; rounded, so that turning adds no bias.
    func twice(_ left: Int32, _ right: Int32) -> Int32 { (left * right + (1 << 12)) >> 13 }
    let unit = Int32(1 << 14)
    rows = [
      unit - twice(y, y) - twice(z, z), twice(x, y) - twice(w, z), twice(x, z) + twice(w, y),
      twice(x, y) + twice(w, z), unit - twice(x, x) - twice(z, z), twice(y, z) - twice(w, x),
      twice(x, z) - twice(w, y), twice(y, z) + twice(w, x), unit - twice(x, x) - twice(y, y),
    ]
  }

  func apply(_ sample: IMUSample) -> IMUSample {
    IMUSample(
      accelerationX: turn(
        0, sample.accelerationX, sample.accelerationY, sample.accelerationZ),
      accelerationY: turn(
        3, sample.accelerationX, sample.accelerationY, sample.accelerationZ),
      accelerationZ: turn(
        6, sample.accelerationX, sample.accelerationY, sample.accelerationZ),
      angularRateX: turn(0, sample.angularRateX, sample.angularRateY, sample.angularRateZ),
      angularRateY: turn(3, sample.angularRateX, sample.angularRateY, sample.angularRateZ),
      angularRateZ: turn(6, sample.angularRateX, sample.angularRateY, sample.angularRateZ))
  }

  /// One component, kept in range: a turned corner of the range can lie outside it. Three products
  /// of at most 2^15 · 1.03 · 2^14 stay below 2^31 since no row is longer than 1.03.
  private func turn(_ row: Int, _ x: Int16, _ y: Int16, _ z: Int16) -> Int16 {
    let sum = rows[row] &* Int32(x) &+ rows[row + 1] &* Int32(y) &+ rows[row + 2] &* Int32(z)
    return Int16(clamping: (sum + (1 << 13)) >> 14)
  }
}
