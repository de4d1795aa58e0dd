import Foundation
import Stimulus
import Testing

@testable import SoleGait

/// What fixed point costs against the same method in double precision: 0.3 % of a stride's length at
/// most, and 3 mm of most clearances. Strides out of standing are left out: where the foot stood, the two
/// begin elsewhere.
struct DoublePrecisionTests {
  @Test(arguments: [
    RunnerSegment.run(metresPerSecond: 2.5, seconds: 15), .run(metresPerSecond: 4, seconds: 15),
    .run(metresPerSecond: 6, seconds: 15),
  ])
  func onSyntheticRunners(_ segment: RunnerSegment) throws {
    let samples = try DoubleSubject.samples(
      of: segment, seed: 21, mountingDegrees: [20, -30, 75])
    try compare(samples, "\(segment.kind)")
  }

  @Test(
    .enabled(if: Recording.folder != nil, "no recordings"),
    arguments: DoubleSubject.recordings)
  func onRecordings(_ name: String) throws {
    try compare(Recording(name).samples(rateHertz: 200), name)
  }

  private func compare(_ samples: [IMUSample], _ name: String) throws {
    let pairs = DoubleStride.beside(samples)
    try #require(pairs.count >= 3)
    let lengths = pairs.map {
      abs(Double($0.told.strideLengthMillimetres) / 1000 / $0.exact.lengthMetres - 1)
    }
    let clearances = pairs.map {
      abs(Double($0.told.clearanceMillimetres) - 1000 * $0.exact.clearanceMetres)
    }
    let mean = lengths.reduce(0, +) / Double(lengths.count)
    let worst = lengths.max() ?? 0
    // A top is where a speed that has drifted changes its sign: rounding may take it some steps on.
    let others = clearances.count { $0 > 3 }
    print(
      "fixed point against double, \(name): \(pairs.count) strides, length mean",
      String(format: "%.3f %%,", 100 * mean), "worst", String(format: "%.3f %%,", 100 * worst),
      "clearance worst", String(format: "%.1f mm,", clearances.max() ?? 0),
      "\(others) off by more than 3 mm")
    // Half a millimetre is what a length is told in.
    for (pair, error) in zip(pairs, lengths) {
      #expect(error <= max(0.003, 0.002 / pair.exact.lengthMetres))
    }
    #expect(others <= pairs.count / 6)
    #expect(clearances.allSatisfy { $0 <= 15 })
  }
}

extension DoubleStride {
  /// The engine's strides, each with what double precision makes of it.
  static func beside(
    _ samples: [IMUSample]
  ) -> [(told: SoleGait.Stride, exact: DoubleStride)] {
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: 200))
    var pairs: [(told: SoleGait.Stride, exact: DoubleStride)] = []
    var before: (stride: SoleGait.Stride, up: Vector3)?
    for sample in samples where engine.consume(sample) == .stride {
      let stride = engine.stride
      let exact = DoubleStride(
        samples, stride, rateBias: engine.exactBias, before: before?.stride, up: before?.up)
      // Out of a short stand the integration begins later than the stride.
      let stood = before?.stride.quality.contains(.toStanding) ?? true
      if !stood, !stride.quality.contains(.fromStanding) { pairs.append((stride, exact)) }
      before = (stride, exact.up)
    }
    return pairs
  }

  /// What double precision makes of a stride that the engine told at 200 Hz, after another one.
  init(
    _ samples: [IMUSample], _ stride: SoleGait.Stride, rateBias: Vector3,
    before: SoleGait.Stride?, up: Vector3?
  ) {
    // A midstance is told as the end of its step, half a sample after the sample.
    let steps = Int((stride.startMidstance + 8) / 16) - 1...Int((stride.endMidstance + 8) / 16) - 1
    let goesOn = before?.endMidstance == stride.startMidstance
    self.init(
      samples, steps, rateHertz: 200, sensorHeight: 0.08, rateBias: rateBias,
      isRun: before?.activity == .run, upBefore: goesOn ? up : nil)
  }
}

extension GaitEngine {
  /// What is taken off the gyro, in rad/s.
  var exactBias: Vector3 {
    let bias = gyroBias.shifted(by: 7)
    return Vector3(x: Double(bias.x), y: Double(bias.y), z: Double(bias.z))
      * (1 / Counts.perRadianPerSecond)
  }
}
