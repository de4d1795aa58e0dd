import Foundation
import Stimulus
import Testing

@testable import SoleGait

/// What fixed point costs in the choice of midstances: the zigzag on energies in double precision
/// finds the same stances, and takes the same steps for their lowest.
struct DoubleMidstanceTests {
  @Test(
    .enabled(if: Recording.folder != nil, "no recordings"),
    arguments: DoubleSubject.recordings)
  func onRecordings(_ name: String) throws {
    try compare(Recording(name).samples(rateHertz: 200), name)
  }

  @Test(arguments: [
    RunnerSegment.walk(metresPerSecond: 1.3, seconds: 15),
    .run(metresPerSecond: 3, seconds: 15), .run(metresPerSecond: 6, seconds: 15),
  ])
  func onSyntheticRunners(_ segment: RunnerSegment) throws {
    let samples = try DoubleSubject.samples(of: segment, seed: 23)
    try compare(samples, "\(segment.kind)")
  }

  private func compare(_ samples: [IMUSample], _ name: String) throws {
    let configuration = GaitConfiguration(sampleRateHertz: 200)
    let shape = WindowShape(configuration)
    let energies = samples.map(\.exactEnergy)
    var engine = GaitEngine(configuration)
    var exact = MidstanceDetector(MidstanceLimits(configuration, shape, Tuning()))
    var (told, found): ([Int], [Int]) = ([], [])
    var low = 0
    for (index, sample) in samples.enumerated() {
      let hurries = engine.activity == .run
      let event = engine.consume(sample)
      guard index + 1 >= Int(shape.length) else { continue }
      let centre = index - Int(shape.half)
      let half = Int(exact.isFast ? shape.halfNear : shape.half)
      let energy = energies[(centre - half)...(centre + half)].reduce(0, +)
      switch exact.consume(UInt32(energy.rounded()), hurries: hurries) {
      case .low: low = centre
      case .midstance, .standing: found.append(low)
      default: break
      }
      guard event == .stride else { continue }
      told.append(Int((engine.stride.endMidstance + 8) / 16) - 1)
      exact.adapt(
        cadence: engine.stride.cadenceTenthsPerMinute,
        speed: engine.stride.speedMillimetresPerSecond,
        steps: UInt32(bitPattern: engine.ending.steps))
    }
    let off = told.map { step in found.map { abs($0 - step) }.min() ?? .max }
    let same = off.count { $0 == 0 }
    let (near, worst) = (off.count { $0 <= 1 }, off.max() ?? 0)
    print(
      "midstances against double, \(name): \(same) of \(told.count) in the same step,",
      "\(near) within one, worst \(5 * worst) ms")
    try #require(told.count >= 5)
    #expect(near * 10 >= told.count * 9)
    // Another low of the same stance.
    #expect(worst <= 12)
  }
}

extension IMUSample {
  /// The energy of motion in the engine's unit.
  fileprivate var exactEnergy: Double {
    let turn = rate.length / 0.5
    let push = (force.length - Counts.gravity) / 2
    let unit = Double(MotionEnergy.unit)
    let limit = Double(MotionEnergy.limit)
    return min(min(push * push * unit, limit) + turn * turn * unit, limit)
  }
}
