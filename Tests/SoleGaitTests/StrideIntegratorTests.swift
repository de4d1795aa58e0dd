import Foundation
import Testing

@testable import SoleGait

/// Displacement and its parts on motions that can be worked out by hand.
struct StrideIntegratorTests {
  private static let scale = GaitScale(GaitConfiguration(sampleRateHertz: 200))

  /// A quarter of a second forward and one back at 2 m/s², gravity wrong by a bias throughout.
  @Test(arguments: [0, 400, -3_000] as [Int32])
  func aWrongGravityCancels(_ bias: Int32) {
    let push = Int32((2 * Counts.perMetrePerSecondSquared * 16).rounded())
    var integrator = StrideIntegrator(
      from: FootState(gravity: Vector(x: 0, y: 0, z: 32_768)))
    for step in 0..<100 {
      integrator.integrate(Vector(x: (step < 50 ? push : -push) + bias, y: bias, z: 32_768 - bias))
    }
    let displacement = integrator.displacement(Self.scale)
    // 2 m/s² · (0.25 s)².
    #expect(abs(displacement.x - 125) <= 1)
    #expect(abs(displacement.y) <= 1)
    #expect(abs(displacement.z) <= 1)
  }

  @Test func gravitySplitsTheDisplacement() {
    // Up is along (0.6, 0, 0.8): 1000 mm across it and 50 mm along it.
    let foot = FootState(gravity: Vector(x: 19_661, y: 0, z: 26_214))
    let shape = StrideShape(
      displacement: Vector(x: 800 + 30, y: 0, z: -600 + 40), from: foot, to: foot, steps: 200,
      Self.scale)
    #expect(abs(Int32(shape.horizontalMillimetres) - 1000) <= 2)
    #expect(abs(shape.verticalMillimetres - 50) <= 2)
    #expect(shape.isStride)
    #expect(!shape.changesHeight)
  }

  @Test func aRollingFootCarriesTheSensor() {
    // 0.5 rad/s toe down at both ends, for one second, 80 mm up: 40 mm more.
    let rate = Int32((0.5 * Counts.perRadianPerSecond * 16).rounded())
    let foot = FootState(
      gravity: Vector(x: 0, y: 0, z: 32_768), angularRate: Vector(x: 0, y: rate, z: 0))
    let shape = StrideShape(
      displacement: Vector(x: 1000, y: 0, z: 0), from: foot, to: foot, steps: 200, Self.scale)
    #expect(abs(Int32(shape.horizontalMillimetres) - 1040) <= 2)
  }

  @Test(arguments: [140, 8_010] as [Int32])
  func whatNoLegStridesIsNone(_ millimetres: Int32) {
    let foot = FootState(gravity: Vector(x: 0, y: 0, z: 32_768))
    let shape = StrideShape(
      displacement: Vector(x: millimetres, y: 0, z: 0), from: foot, to: foot, steps: 200,
      Self.scale)
    #expect(!shape.isStride)
  }
}
