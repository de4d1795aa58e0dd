import Foundation
import TestSupport
import Testing

@testable import SoleGait

/// The fixed-point attitude against quaternions in double precision.
struct AttitudeTests {
  private static func scale(_ rate: UInt16) -> TurnScale {
    GaitScale.of(GaitConfiguration(sampleRateHertz: rate)).turn
  }

  /// Rates in counts and how far the attitude may be off after two seconds, in radians.
  @Test(
    arguments: [
      (100, 20, 3e-4), (200, 20, 1e-4), (200, 8_000, 3e-4), (250, 32_767, 1e-3),
      (100, 32_767, 3e-2),
    ] as [(UInt16, Int16, Double)])
  func turnsAsDoublePrecisionDoes(rate: UInt16, counts: Int16, tolerance: Double) {
    let scale = Self.scale(rate)
    var generator = TestRandom(seed: 3)
    var attitude = Attitude()
    var exact = Quaternion()
    for _ in 0..<(2 * Int(rate)) {
      let sample = IMUSample(
        accelerationX: 0, accelerationY: 0, accelerationZ: 0,
        angularRateX: .random(in: -counts...counts, using: &generator),
        angularRateY: .random(in: -counts...counts, using: &generator),
        angularRateZ: .random(in: -counts...counts, using: &generator))
      _ = attitude.turn(sample.angularRate, square: sample.angularRate.square, scale)
      let perStep = 1 / Counts.perRadianPerSecond / Double(rate)
      exact =
        exact
        * Quaternion(
          turn: Vector3(
            x: Double(sample.angularRateX) * perStep, y: Double(sample.angularRateY) * perStep,
            z: Double(sample.angularRateZ) * perStep))
    }
    #expect(angle(attitude, exact) < tolerance)
  }

  @Test func normStaysOneForEver() {
    let scale = Self.scale(100)
    let sample = IMUSample(
      accelerationX: 0, accelerationY: 0, accelerationZ: 0, angularRateX: .min,
      angularRateY: .max, angularRateZ: .min)
    var attitude = Attitude()
    for _ in 0..<50_000 {
      _ = attitude.turn(sample.angularRate, square: sample.angularRate.square, scale)
      #expect(norm(attitude) < 1 + 1e-4)
      #expect(norm(attitude) > 1 - 1e-3)
    }
  }

  @Test func rotatesAsDoublePrecisionDoes() {
    let scale = Self.scale(200)
    var attitude = Attitude()
    var exact = Quaternion()
    for _ in 0..<137 {
      let sample = IMUSample(
        accelerationX: 0, accelerationY: 0, accelerationZ: 0, angularRateX: 900,
        angularRateY: -2000, angularRateZ: 300)
      _ = attitude.turn(sample.angularRate, square: sample.angularRate.square, scale)
      let perStep = 1 / Counts.perRadianPerSecond / 200
      exact = exact * Quaternion(turn: Vector3(x: 900, y: -2000, z: 300) * perStep)
    }
    let still = attitude.turn(.zero, square: 0, scale)
    let turned = still(Vector(x: 32_767, y: -20_000, z: 32_767))
    let expected = exact.apply(Vector3(x: 32_767, y: -20_000, z: 32_767)) * 16
    // A steady rate is rounded the same way in each of 137 steps: 137 · 1.9e-6 rad about each axis.
    #expect(abs(Double(turned.x) - expected.x) < 320)
    #expect(abs(Double(turned.y) - expected.y) < 320)
    #expect(abs(Double(turned.z) - expected.z) < 320)
  }

  private func norm(_ attitude: Attitude) -> Double {
    let parts = [attitude.w, attitude.x, attitude.y, attitude.z].map { Double($0) / 0x4000_0000 }
    return parts.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  private func angle(_ attitude: Attitude, _ exact: Quaternion) -> Double {
    var fixed = Quaternion()
    fixed.w = Double(attitude.w) / 0x4000_0000
    fixed.v = Vector3(
      x: Double(attitude.x) / 0x4000_0000, y: Double(attitude.y) / 0x4000_0000,
      z: Double(attitude.z) / 0x4000_0000)
    let difference = exact.inverse * fixed
    return 2 * asin(min(difference.v.length, 1))
  }
}
