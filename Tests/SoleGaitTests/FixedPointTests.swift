import Foundation
import TestSupport
import Testing

@testable import SoleGait

/// The integer helpers against double precision, at their ends and in between.
struct FixedPointTests {
  @Test func product15AgreesWithDouble() {
    var generator = TestRandom(seed: 1)
    for _ in 0..<20_000 {
      let left = Int32.random(in: -1_860_000_000...1_860_000_000, using: &generator)
      let right = Int32.random(in: -32_768...32_768, using: &generator)
      let exact = Double(left) * Double(right) / 32_768
      #expect(abs(Double(product15(left, right)) - exact) < 2)
    }
    #expect(product15(1 << 30, 32_767) == (1 << 30) - (1 << 15))
    #expect(product15(-(1 << 30), -32_768) == 1 << 30)
  }

  @Test(arguments: [0, 1, 2, 3, 4, 15, 16, 17, 65_535, 65_536, 0xFFFE_0000, 0xFFFE_0001, .max])
  func squareRootIsRoundedDown(_ value: UInt32) {
    let root = UInt64(squareRoot(value))
    #expect(root * root <= UInt64(value))
    #expect((root + 1) * (root + 1) > UInt64(value))
  }

  @Test func squareRootHoldsForRandomValues() {
    var generator = TestRandom(seed: 2)
    for _ in 0..<10_000 {
      let value = UInt32.random(in: 0 ... .max, using: &generator)
      #expect(squareRoot(value) == UInt32(Double(value).squareRoot()), "\(value)")
    }
  }

  @Test(arguments: [
    Vector(x: 1 << 30, y: 0, z: 0), Vector(x: -(1 << 30), y: 1 << 30, z: -(1 << 30)),
    Vector(x: 3, y: 4, z: 0), Vector(x: 0, y: 0, z: -1), Vector(x: 900, y: -70_000, z: 12),
  ])
  func unitIsADirection(_ vector: Vector) {
    let unit = vector.unit
    let length = sqrt(
      Double(vector.x) * Double(vector.x) + Double(vector.y) * Double(vector.y) + Double(vector.z)
        * Double(vector.z))
    #expect(abs(Double(unit.x) / 32_768 - Double(vector.x) / length) < 3e-3 + 1 / length)
    #expect(abs(Double(unit.y) / 32_768 - Double(vector.y) / length) < 3e-3 + 1 / length)
    #expect(abs(Double(unit.z) / 32_768 - Double(vector.z) / length) < 3e-3 + 1 / length)
  }

  @Test func nothingHasNoDirection() {
    #expect(Vector.zero.unit == .zero)
  }

  @Test func crossIsPerpendicular() {
    let left = Vector(x: 20_000, y: -9_000, z: 4_000)
    let up = Vector(x: 3_000, y: 12_000, z: -30_000).unit
    let side = cross(left, up)
    #expect(abs(side.dot(up)) <= 4)
    #expect(
      abs(
        Int64(side.x) * Int64(left.x) + Int64(side.y) * Int64(left.y) + Int64(side.z)
          * Int64(left.z)) < 200_000)
  }
}
