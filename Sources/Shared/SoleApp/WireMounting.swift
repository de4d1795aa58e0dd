internal import SoleGait
internal import SoleLink

extension Wire.Configure {
  /// Whether a mounting is given; all zeros mean that it has to be found.
  var hasMounting: Bool {
    mountingW != 0 || mountingX != 0 || mountingY != 0 || mountingZ != 0
  }

  /// The shoe's axes as the sensor sees them; nil where the quaternion's length is off by more than
  /// 1 %.
  ///
  /// The quaternion turns sensor axes into shoe axes, so the shoe's are the rows of its matrix.
  var mounting: Mounting? {
    let (w, x, y, z) = (Int32(mountingW), Int32(mountingX), Int32(mountingY), Int32(mountingZ))
    let square = Int64(w * w) + Int64(x * x) + Int64(y * y) + Int64(z * z)
    let one = Int64(1) << 28
    guard abs(square - one) < one / 50 else { return nil }
    // Twice a product of two Q14 numbers, as Q14; none passes 1.03 · 2^15 here.
    func twice(_ left: Int32, _ right: Int32) -> Int32 { (left * right + (1 << 12)) >> 13 }
    func part(_ value: Int32) -> Int16 { Int16(clamping: value) }
    let unit = Int32(1 << 14)
    return Mounting(
      forward: (
        part(unit - twice(y, y) - twice(z, z)), part(twice(x, y) - twice(w, z)),
        part(twice(x, z) + twice(w, y))
      ),
      left: (
        part(twice(x, y) + twice(w, z)), part(unit - twice(x, x) - twice(z, z)),
        part(twice(y, z) - twice(w, x))
      ))
  }
}
