/// One reading of the shoe's IMU in the chip's counts, axes named on the shoe.
///
/// x points forward (to the toe), y to the left, z up. Scale: see ``SensorScale``.
package struct TraceSample: Equatable, Hashable, Sendable {
  package var accelerationX: Int16
  package var accelerationY: Int16
  package var accelerationZ: Int16
  package var angularRateX: Int16
  package var angularRateY: Int16
  package var angularRateZ: Int16

  package init(
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

  /// The six counts in wire order: acceleration x, y, z, then angular rate x, y, z.
  package subscript(channel: Channel) -> Int16 {
    switch channel {
    case .accelerationX: accelerationX
    case .accelerationY: accelerationY
    case .accelerationZ: accelerationZ
    case .angularRateX: angularRateX
    case .angularRateY: angularRateY
    case .angularRateZ: angularRateZ
    }
  }
}

extension TraceSample {
  /// m/s².
  package var specificForce: SIMD3<Double> {
    SIMD3(Double(accelerationX), Double(accelerationY), Double(accelerationZ))
      / SensorScale.accelerationCountsPerMetrePerSecondSquared
  }

  /// rad/s.
  package var angularRate: SIMD3<Double> {
    SIMD3(Double(angularRateX), Double(angularRateY), Double(angularRateZ))
      / SensorScale.angularRateCountsPerRadianPerSecond
  }
}
