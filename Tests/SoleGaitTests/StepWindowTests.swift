import TestSupport
import Testing

@testable import SoleGait

/// Running sums against sums.
struct StepWindowTests {
  @Test(arguments: [100, 128, 200, 250, 400] as [UInt16])
  func sumsAreThoseOfTheWindow(_ rate: UInt16) {
    let shape = WindowShape(GaitConfiguration(sampleRateHertz: rate))
    var generator = TestRandom(seed: 5)
    let steps = (0..<200).map { _ in
      (
        energy: UInt32.random(in: 0...MotionEnergy.limit, using: &generator),
        force: Int16.random(in: .min ... .max, using: &generator)
      )
    }
    var window = StepWindow(shape)
    for (index, step) in steps.enumerated() {
      // Begun anew in the middle, as after a gap.
      if index == 90 { window.clear() }
      let sample = IMUSample(
        accelerationX: step.force, accelerationY: 0, accelerationZ: 0, angularRateX: 0,
        angularRateY: 0, angularRateZ: 0)
      let isFull = window.push(sample, energy: step.energy)
      let half = Int(shape.half)
      let first = index < 90 ? 0 : 90
      #expect(isFull == (index - first >= 2 * half))
      guard isFull else { continue }
      func around(_ reach: UInt8) -> ArraySlice<(energy: UInt32, force: Int16)> {
        steps[(index - half - Int(reach))...(index - half + Int(reach))]
      }
      #expect(window.centre().accelerationX == steps[index - half].force)
      #expect(window.energy == around(shape.half).reduce(0) { $0 + $1.energy })
      #expect(window.nearEnergy() == around(shape.halfNear).reduce(0) { $0 + $1.energy })
      let forces = around(shape.halfTilt).map { Double($0.force) }
      let mean = forces.reduce(0, +) / Double(forces.count)
      // The reciprocal is rounded down to 2^-15.
      #expect(abs(Double(window.meanAcceleration().x) - mean) <= 2 + mean.magnitude * 3e-4)
      let largest = steps[(index - 2 * half)..<(index - half)].map {
        UInt32(Int32($0.force) * Int32($0.force))
      }.max()
      #expect(window.largestForceBefore() == largest)
    }
  }
}
