import Foundation

@testable import SoleGait

/// Three components in double precision, to hold the engine's integers against.
struct Vector3: Equatable {
  var x = 0.0
  var y = 0.0
  var z = 0.0

  static func + (left: Vector3, right: Vector3) -> Vector3 {
    Vector3(x: left.x + right.x, y: left.y + right.y, z: left.z + right.z)
  }

  static func - (left: Vector3, right: Vector3) -> Vector3 { left + right * -1 }

  static func * (left: Vector3, right: Double) -> Vector3 {
    Vector3(x: left.x * right, y: left.y * right, z: left.z * right)
  }

  var length: Double { (x * x + y * y + z * z).squareRoot() }
}

/// A rotation in double precision, as a unit quaternion.
struct Quaternion {
  var w = 1.0
  var v = Vector3()

  /// The turn by a vector along its axis, as many radians as it is long.
  init(turn: Vector3 = Vector3()) {
    let angle = turn.length
    w = cos(angle / 2)
    v = angle < 1e-12 ? turn * 0.5 : turn * (sin(angle / 2) / angle)
  }

  static func * (left: Quaternion, right: Quaternion) -> Quaternion {
    var product = Quaternion()
    let (a, b) = (left.v, right.v)
    product.w = left.w * right.w - (a.x * b.x + a.y * b.y + a.z * b.z)
    product.v = b * left.w + a * right.w
    product.v.x += a.y * b.z - a.z * b.y
    product.v.y += a.z * b.x - a.x * b.z
    product.v.z += a.x * b.y - a.y * b.x
    return product
  }

  var inverse: Quaternion {
    var inverse = self
    inverse.v = v * -1
    return inverse
  }

  func apply(_ vector: Vector3) -> Vector3 {
    var pure = Quaternion()
    pure.w = 0
    pure.v = vector
    return (self * pure * inverse).v
  }
}

/// The chip's scales: 2048 counts per g, 16.4 per °/s.
enum Counts {
  static let gravity = 9.80665
  static let perMetrePerSecondSquared = 2048 / gravity
  static let perRadianPerSecond = 16.4 * 180 / Double.pi

  static func sample(force: Vector3, rate: Vector3) -> IMUSample {
    func counts(_ value: Double, _ scale: Double) -> Int16 {
      Int16(min(max((value * scale).rounded(), -32_767), 32_767))
    }
    return IMUSample(
      accelerationX: counts(force.x, perMetrePerSecondSquared),
      accelerationY: counts(force.y, perMetrePerSecondSquared),
      accelerationZ: counts(force.z, perMetrePerSecondSquared),
      angularRateX: counts(rate.x, perRadianPerSecond),
      angularRateY: counts(rate.y, perRadianPerSecond),
      angularRateZ: counts(rate.z, perRadianPerSecond))
  }
}
