/// A point in the world with its velocity and acceleration.
struct JetVector {
  var x: Jet
  var y: Jet
  var z: Jet

  init(x: Jet, y: Jet, z: Jet) {
    self.x = x
    self.y = y
    self.z = z
  }

  init(_ still: SIMD3<Double>) {
    self.init(x: Jet(still.x), y: Jet(still.y), z: Jet(still.z))
  }

  var value: SIMD3<Double> { SIMD3(x.value, y.value, z.value) }
  var rate: SIMD3<Double> { SIMD3(x.rate, y.rate, z.rate) }
  var acceleration: SIMD3<Double> { SIMD3(x.acceleration, y.acceleration, z.acceleration) }

  static func + (left: JetVector, right: JetVector) -> JetVector {
    JetVector(x: left.x + right.x, y: left.y + right.y, z: left.z + right.z)
  }
}
