import Foundation
import Stimulus
import Testing

@testable import SoleGait

/// What fixed point costs against the same method in double precision: 0.3 % of a stride's length at
/// most. Strides out of standing are left out: where the foot stood, the two begin elsewhere.
struct DoublePrecisionTests {
  @Test(arguments: [
    RunnerSegment.run(metresPerSecond: 2.5, seconds: 15), .run(metresPerSecond: 4, seconds: 15),
    .run(metresPerSecond: 6, seconds: 15),
  ])
  func onSyntheticRunners(_ segment: RunnerSegment) throws {
    var parameters = RunnerParameters(
      segments: [.stand(seconds: 2), segment, .stand(seconds: 1)], seed: 21)
    parameters.sensor.mountingDegrees = [20, -30, 75]
    let trace = try SyntheticRunner(parameters).makeTrace(name: "double")
    try compare(trace.samples.map { IMUSample($0) }, "\(segment.kind)")
  }

  @Test(
    .enabled(if: Recording.folder != nil, "no recordings"),
    arguments: RecordingTests.walks + RecordingTests.runs)
  func onRecordings(_ name: String) throws {
    try compare(Recording(name).samples(rateHertz: 200), name)
  }

  private func compare(_ samples: [IMUSample], _ name: String) throws {
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: 200))
    var strides: [(stride: SoleGait.Stride, bias: Vector3)] = []
    for sample in samples where engine.consume(sample) == .stride {
      let bias = engine.gyroBias.shifted(by: 7)
      let counts = Vector3(x: Double(bias.x), y: Double(bias.y), z: Double(bias.z))
      strides.append((engine.stride, counts * (1 / Counts.perRadianPerSecond)))
    }
    try #require(strides.count >= 5)
    var differences: [Double] = []
    var stood = true
    for (stride, bias) in strides {
      // Out of a short stand the integration begins later than the stride.
      defer { stood = stride.quality.contains(.toStanding) }
      if stood || stride.quality.contains(.fromStanding) { continue }
      // A midstance is told as the end of its step, half a sample after the sample.
      let first = Int((stride.startMidstance + 8) / 16) - 1
      let last = Int((stride.endMidstance + 8) / 16) - 1
      let exact = DoubleStride(
        samples, from: first, to: last, rateHertz: 200, sensorHeight: 0.08, rateBias: bias)
      let told = Double(stride.strideLengthMillimetres) / 1000
      differences.append(abs(told / exact.lengthMetres - 1))
    }
    try #require(differences.count >= 3)
    let mean = differences.reduce(0, +) / Double(differences.count)
    let worst = differences.max() ?? 0
    print(
      "fixed point against double, \(name): mean", String(format: "%.3f %%,", 100 * mean),
      "worst", String(format: "%.3f %%", 100 * worst))
    #expect(worst <= 0.003)
  }
}
