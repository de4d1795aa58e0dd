/// One sample of the inertial measurement unit, in the chip's counts.
///
/// ±16 g at 2048 counts per g and ±2000 °/s at 16.4 counts per °/s, a BMI160's ranges. Nominal axes
/// are x forward (toe), y to the left, z up; the engine assumes none of them.
public struct IMUSample: Equatable, Sendable {
  public var accelerationX: Int16
  public var accelerationY: Int16
  public var accelerationZ: Int16
  public var angularRateX: Int16
  public var angularRateY: Int16
  public var angularRateZ: Int16

  public init(
    accelerationX: Int16, accelerationY: Int16, accelerationZ: Int16,
    angularRateX: Int16, angularRateY: Int16, angularRateZ: Int16
  ) {
    self.accelerationX = accelerationX
    self.accelerationY = accelerationY
    self.accelerationZ = accelerationZ
    self.angularRateX = angularRateX
    self.angularRateY = angularRateY
    self.angularRateZ = angularRateZ
  }
}

extension IMUSample {
  var clipsAngularRate: Bool {
    clips(angularRateX) || clips(angularRateY) || clips(angularRateZ)
  }

  var clipsAcceleration: Bool {
    clips(accelerationX) || clips(accelerationY) || clips(accelerationZ)
  }

  /// Returns the mean of two samples, rounded down.
  func mean(_ other: IMUSample) -> IMUSample {
    IMUSample(
      accelerationX: half(accelerationX, other.accelerationX),
      accelerationY: half(accelerationY, other.accelerationY),
      accelerationZ: half(accelerationZ, other.accelerationZ),
      angularRateX: half(angularRateX, other.angularRateX),
      angularRateY: half(angularRateY, other.angularRateY),
      angularRateZ: half(angularRateZ, other.angularRateZ))
  }

  private func clips(_ count: Int16) -> Bool { count >= 32_766 || count <= -32_766 }

  private func half(_ left: Int16, _ right: Int16) -> Int16 {
    Int16(truncatingIfNeeded: (Int32(left) + Int32(right)) >> 1)
  }
}
