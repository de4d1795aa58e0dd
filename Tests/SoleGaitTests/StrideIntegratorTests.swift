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

  /// Up is along (0.6, 0, 0.8): so far across it, and so far along it, in mm.
  private func shape(_ across: Int32, _ along: Int32, isRun: Bool) -> StrideShape {
    let foot = FootState(gravity: Vector(x: 19_661, y: 0, z: 26_214))
    let way = Vector(
      x: (8 * across + 6 * along) / 10, y: 0, z: (8 * along - 6 * across) / 10)
    return StrideShape(
      displacement: way, from: foot, to: foot, rolling: 200 * Self.scale.rolling, isRun: isRun)
  }

  @Test(arguments: [(300, false), (-300, false), (600, true), (-600, true)])
  func gravitySplitsWhatChangesHeight(_ height: Int32, _ isRun: Bool) {
    let shape = shape(1000, height, isRun: isRun)
    #expect(shape.changesHeight)
    #expect(shape.isStride)
    #expect(abs(Int32(shape.horizontalMillimetres) - 1000) <= 2)
    #expect(abs(shape.up.x - 19_661) <= 4 && abs(shape.up.z - 26_214) <= 4)
  }

  /// A stride of more than 2 m is no stair, whatever gravity tells.
  @Test func aLongStrideIsLevel() {
    let shape = shape(1800, 1500, isRun: true)
    #expect(!shape.changesHeight)
    #expect(abs(Int32(shape.horizontalMillimetres) - 2343) <= 2)
  }

  /// What does not change height is as long as the way, and up is over it.
  @Test(arguments: [(50, false), (-110, false), (400, true), (-400, true)])
  func theWayIsLevelWhereHeightHardlyChanges(_ height: Int32, _ isRun: Bool) {
    let shape = shape(1000, height, isRun: isRun)
    #expect(!shape.changesHeight)
    let way = (1e6 + Double(height * height)).squareRoot()
    #expect(abs(Double(shape.horizontalMillimetres) - way) <= 2)
    // Level with the way: 0.8 across, 0.6 along.
    let (x, z) = (Double(8_000 + 6 * height) / way, Double(8 * height - 6_000) / way)
    let level = Double(shape.up.x) * x / 10 + Double(shape.up.z) * z / 10
    #expect(abs(level) <= 40)
    #expect(abs(shape.up.square.distance(to: 1 << 30)) < 1 << 18)
  }

  @Test func aRollingFootCarriesTheSensor() {
    // 0.5 rad/s toe down at both ends, for one second, 80 mm up: 40 mm more.
    let rate = Int32((0.5 * Counts.perRadianPerSecond * 16).rounded())
    let foot = FootState(
      gravity: Vector(x: 0, y: 0, z: 32_768), angularRate: Vector(x: 0, y: rate, z: 0))
    let shape = StrideShape(
      displacement: Vector(x: 1000, y: 0, z: 0), from: foot, to: foot,
      rolling: 200 * Self.scale.rolling, isRun: false)
    #expect(abs(Int32(shape.horizontalMillimetres) - 1040) <= 2)
  }

  @Test(arguments: [140, 8_010] as [Int32])
  func whatNoLegStridesIsNone(_ millimetres: Int32) {
    let foot = FootState(gravity: Vector(x: 0, y: 0, z: 32_768))
    let shape = StrideShape(
      displacement: Vector(x: millimetres, y: 0, z: 0), from: foot, to: foot,
      rolling: 200 * Self.scale.rolling, isRun: false)
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
      drift: drift, along: Vector(x: 0, y: 0, z: 32_768), whole: 200)
    #expect(abs(Double(told) - 1000 * top) <= 2)
  }
}
