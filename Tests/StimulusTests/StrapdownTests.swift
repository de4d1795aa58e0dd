import Foundation
import Stimulus
import Testing

/// The motion must be one motion: integrating what the ideal IMU feels gives back the path.
struct StrapdownTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var segments: [RunnerSegment]
    var strike = StrikeClass.rearfoot
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "walk 0.5", segments: [.walk(metresPerSecond: 0.5, seconds: 6)]),
    Case(name: "walk 1.3", segments: [.walk(metresPerSecond: 1.3, seconds: 6)]),
    Case(name: "walk 2.2", segments: [.walk(metresPerSecond: 2.2, seconds: 6)]),
    Case(name: "run 2", segments: [.run(metresPerSecond: 2, seconds: 6)]),
    Case(name: "run 4", segments: [.run(metresPerSecond: 4, seconds: 6)]),
    Case(name: "run 5", segments: [.run(metresPerSecond: 5, seconds: 6)]),
    Case(name: "run 7", segments: [.run(metresPerSecond: 7, seconds: 6)]),
    Case(
      name: "forefoot 3", segments: [.run(metresPerSecond: 3, seconds: 6)], strike: .forefoot),
    Case(
      name: "turning",
      segments: [
        RunnerSegment(
          kind: .run, durationSeconds: 6, speedMetresPerSecond: 2.5, turnDegreesPerStride: 45)
      ]),
  ]

  /// Read at 1.6 kHz, where the integration itself costs next to nothing.
  @Test(arguments: cases)
  func idealReadingsIntegrateToThePath(_ item: Case) throws {
    let runner = try SyntheticRunner(parameters(item))
    let trace = runner.makeTrace(name: item.name)
    let truth = try #require(trace.truth)
    for stride in truth.strides {
      let length = try #require(stride.lengthMetres)
      var strapdown = Strapdown(runner.idealReading(at: stride.startSeconds))
      let steps = Int((stride.durationSeconds * 1600).rounded())
      let step = stride.durationSeconds / Double(steps)
      for index in 0..<steps {
        let middle = stride.startSeconds + (Double(index) + 0.5) * step
        let reading = runner.idealReading(at: middle)
        strapdown.advance(
          specificForce: reading.specificForce, angularRate: reading.angularRate, by: step)
      }
      let end = runner.idealReading(at: stride.endSeconds)
      #expect(distance(strapdown.position, end.position) < 0.0005 * length)
      #expect(distance(strapdown.velocity, .zero) < 0.01)
    }
  }

  /// Read as the chip gets it: 200 Hz, noise off, quantised; 0.5 % of a stride's length.
  @Test(arguments: cases.filter { $0.name != "run 7" })
  func samplesIntegrateToThePath(_ item: Case) throws {
    var parameters = parameters(item)
    parameters.sensor.accelerationNoiseMilliG = 0
    parameters.sensor.angularRateNoiseDegreesPerSecond = 0
    let runner = try SyntheticRunner(parameters)
    let trace = runner.makeTrace(name: item.name)
    // What the sensor cuts off can't be integrated back: a sprint's contacts pass 16 g.
    try #require(trace.provenance.contains("0 readings clipped at the sensor's range"))
    for stride in try #require(trace.truth).strides {
      // Whole samples: from the middle between two to the middle between two.
      let first = Int((stride.startSeconds * 200).rounded())
      let last = Int((stride.endSeconds * 200).rounded())
      let startSeconds = (Double(first) - 0.5) / 200
      var strapdown = Strapdown(runner.idealReading(at: startSeconds))
      for sample in trace.samples[first..<last] {
        strapdown.advance(
          specificForce: sample.specificForce, angularRate: sample.angularRate, by: 1 / 200)
      }
      let end = runner.idealReading(at: (Double(last) - 0.5) / 200)
      let length = try #require(stride.lengthMetres)
      let error = abs(
        horizontal(strapdown.position - runner.idealReading(at: startSeconds).position)
          - horizontal(end.position - runner.idealReading(at: startSeconds).position))
      #expect(error < 0.005 * length, "\(error / length * 100) % of \(length) m")
    }
  }

  private func parameters(_ item: Case) -> RunnerParameters {
    let stand = [RunnerSegment.stand(seconds: 1)]
    var parameters = RunnerParameters(segments: stand + item.segments + stand, seed: 7)
    parameters.strike = item.strike
    return parameters
  }

  private func distance(_ left: SIMD3<Double>, _ right: SIMD3<Double>) -> Double {
    ((left - right) * (left - right)).sum().squareRoot()
  }

  private func horizontal(_ vector: SIMD3<Double>) -> Double {
    (vector.x * vector.x + vector.y * vector.y).squareRoot()
  }
}
