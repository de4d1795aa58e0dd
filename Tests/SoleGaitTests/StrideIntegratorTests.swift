import Foundation
import Testing

@testable import SoleGait

/// Displacement and its parts on motions that can be worked out by hand.
struct StrideIntegratorTests {
  private static let scale = GaitScale.of(GaitConfiguration(sampleRateHertz: 200))

  /// A quarter of a second forward and one back at 2 m/s², gravity wrong by a bias throughout.
  @Test(arguments: [0, 400, -3_000] as [Int32])
  func aWrongGravityCancels(_ bias: Int32) {
    let push = Int32((2 * Counts.perMetrePerSecondSquared * 16).rounded())
    var integrator = StrideIntegrator(
      from: FootState(gravity: Vector(x: 0, y: 0, z: 32_768)))
    for step in 0..<100 {
      integrator.integrate(Vector(x: (step < 50 ? push : -push) + bias, y: bias, z: 32_768 - bias))
    }
    let displacement = integrator.displacement(Self.scale.millimetres)
    #expect(integrator.steps == 100)
    // 2 m/s² · (0.25 s)².
    #expect(abs(displacement.x - 125) <= 1)
    #expect(abs(displacement.y) <= 1)
    #expect(abs(displacement.z) <= 1)
  }

  @Test func gravitySplitsTheDisplacement() {
    // Up is along (0.6, 0, 0.8): 1000 mm across it and 50 mm along it.
    let foot = FootState(gravity: Vector(x: 19_661, y: 0, z: 26_214))
    let shape = StrideShape(
      displacement: Vector(x: 800 + 30, y: 0, z: -600 + 40), from: foot, to: foot,
      rolling: 200 * Self.scale.rolling)
    #expect(abs(Int32(shape.horizontalMillimetres) - 1000) <= 2)
    #expect(abs(shape.verticalMillimetres - 50) <= 2)
    #expect(shape.isStride)
    #expect(!shape.changesHeight(.walk))
  }

  @Test func aRollingFootCarriesTheSensor() {
    // 0.5 rad/s toe down at both ends, for one second, 80 mm up: 40 mm more.
    let rate = Int32((0.5 * Counts.perRadianPerSecond * 16).rounded())
    let foot = FootState(
      gravity: Vector(x: 0, y: 0, z: 32_768), angularRate: Vector(x: 0, y: rate, z: 0))
    let shape = StrideShape(
      displacement: Vector(x: 1000, y: 0, z: 0), from: foot, to: foot,
      rolling: 200 * Self.scale.rolling)
    #expect(abs(Int32(shape.horizontalMillimetres) - 1040) <= 2)
  }

  @Test(arguments: [140, 8_010] as [Int32])
  func whatNoLegStridesIsNone(_ millimetres: Int32) {
    let foot = FootState(gravity: Vector(x: 0, y: 0, z: 32_768))
    let shape = StrideShape(
      displacement: Vector(x: millimetres, y: 0, z: 0), from: foot, to: foot,
      rolling: 200 * Self.scale.rolling)
    #expect(!shape.isStride)
  }

  /// Up and down along a sine of 100 mm within a second, gravity wrong by 0.1 m/s².
  @Test func theTopOfASwingIsFreeOfDrift() {
    let top = 0.1
    let counts = Counts.perMetrePerSecondSquared * 16
    var integrator = StrideIntegrator(
      from: FootState(gravity: Vector(x: 0, y: 0, z: 32_768)))
    var height = SwingHeight(up: Vector(x: 0, y: 0, z: 32_768))
    for step in 0..<200 {
      let phase = 2 * Double.pi * (Double(step) + 0.5) / 200
      let acceleration = top / 2 * 4 * Double.pi * Double.pi * cos(phase) + 0.1
      integrator.integrate(
        Vector(x: 0, y: 0, z: 32_768 + Int32((acceleration * counts).rounded())))
      height.consume(&integrator, Self.scale.millimetres)
    }
    let unit = Self.scale.millimetres
    let drift = integrator.position(unit) - integrator.displacement(unit)
    #expect(abs(drift.z - 50) <= 1)
    let told = height.corrected(
      drift: drift, along: Vector(x: 0, y: 0, z: 32_768), level: 0, whole: 200)
    #expect(abs(Double(told) - 1000 * top) <= 2)
  }
}
