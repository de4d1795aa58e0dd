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
  var acceleration: Vector {
    Vector(x: Int32(accelerationX), y: Int32(accelerationY), z: Int32(accelerationZ))
  }

  var angularRate: Vector {
    Vector(x: Int32(angularRateX), y: Int32(angularRateY), z: Int32(angularRateZ))
  }

  var clipsAngularRate: Bool {
    clips(angularRateX) || clips(angularRateY) || clips(angularRateZ)
  }

  var clipsAcceleration: Bool {
    clips(accelerationX) || clips(accelerationY) || clips(accelerationZ)
  }

  /// Returns the sample `index / count` of the way to another; `count` is at most 16.
  func between(_ other: IMUSample, _ index: Int32, of count: Int32) -> IMUSample {
    IMUSample(
      accelerationX: between(accelerationX, other.accelerationX, index, count),
      accelerationY: between(accelerationY, other.accelerationY, index, count),
      accelerationZ: between(accelerationZ, other.accelerationZ, index, count),
      angularRateX: between(angularRateX, other.angularRateX, index, count),
      angularRateY: between(angularRateY, other.angularRateY, index, count),
      angularRateZ: between(angularRateZ, other.angularRateZ, index, count))
  }

  private func clips(_ count: Int16) -> Bool { count >= 32_766 || count <= -32_766 }

  @inline(never)
  private func between(_ start: Int16, _ end: Int16, _ index: Int32, _ count: Int32) -> Int16 {
    let change = Int32(end) - Int32(start)
    return Int16(truncatingIfNeeded: Int32(start) + change * index / count)
  }
}
