import Foundation
import Stimulus
import Testing

/// The motion must be one motion: integrating what the ideal IMU feels gives back the path.
struct StrapdownTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var segment: RunnerSegment
    var change: @Sendable (inout RunnerParameters) -> Void
    var testDescription: String { name }

    init(
      _ name: String, _ segment: RunnerSegment,
      _ change: @escaping @Sendable (inout RunnerParameters) -> Void = { _ in }
    ) {
      self.name = name
      self.segment = segment
      self.change = change
    }
  }

  private static func walk(
    _ speed: Double = 1.3, _ change: (inout RunnerSegment) -> Void = { _ in }
  ) -> RunnerSegment {
    var segment = RunnerSegment.walk(metresPerSecond: speed, seconds: 3)
    change(&segment)
    return segment
  }

  private static func run(
    _ speed: Double = 3, _ change: (inout RunnerSegment) -> Void = { _ in }
  ) -> RunnerSegment {
    var segment = RunnerSegment.run(metresPerSecond: speed, seconds: 3)
    change(&segment)
    return segment
  }

  /// The ends of what each parameter may be, for a walk and a run.
  static let cases: [Case] =
    ([0.5, 1.3, 2.2] as [Double]).map { Case("walk \($0)", walk($0)) }
    + ([1.4, 2, 4, 5, 7] as [Double]).map { Case("run \($0)", run($0)) }
    + ([50.0, 160] as [Double]).map { cadence in
      Case("walk at \(cadence)/min", walk { $0.cadenceStepsPerMinute = cadence })
    }
    + ([130.0, 260] as [Double]).map { cadence in
      Case("run at \(cadence)/min", run { $0.cadenceStepsPerMinute = cadence })
    }
    + ([560.0, 860] as [Double]).map { contact in
      Case("walk, contact \(contact) ms", walk { $0.contactTimeMilliseconds = contact })
    }
    + ([110.0, 360] as [Double]).map { contact in
      Case("run, contact \(contact) ms", run { $0.contactTimeMilliseconds = contact })
    }
    + ([-120.0, 120] as [Double]).map { turn in
      Case("run, turning \(turn)°", run(2.5) { $0.turnDegreesPerStride = turn })
    }
    + ([-25.0, 25] as [Double]).flatMap { incline in
      [
        Case("walk, incline \(incline) %", walk { $0.inclinePercent = incline }),
        Case("run, incline \(incline) %", run { $0.inclinePercent = incline }),
      ]
    }
    + ([50.0, 2000] as [Double]).flatMap { stiffness in
      [walk(), run()].map { segment in
        Case("\(segment.kind) on \(stiffness) kN/m", segment) {
          $0.surfaceStiffnessKilonewtonsPerMetre = stiffness
        }
      }
    }
    + StrikeClass.allCases.map { strike in Case("run, \(strike)", run()) { $0.strike = strike } }
    + ([-15.0, 30] as [Double]).map { angle in
      Case("run, strike \(angle)°", run()) { $0.strikeAngleDegrees = angle }
    }
    + ([0.0, 20] as [Double]).map { angle in
      Case("walk, pronation \(angle)°", walk()) { $0.pronationDegrees = angle }
    }
    + ([0.0, 3] as [Double]).flatMap { spread in
      [walk(), run()].map { segment in
        Case("\(segment.kind), variability \(spread)", segment) { $0.variability = spread }
      }
    }
    + [[0.0, -0.06, 0], [0.28, 0.06, 0.12]].map { place in
      Case("run, sensor at \(place)", run()) { $0.sensor.positionMetres = place }
    }

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
  ///
  /// Not for a sprint, whose contacts pass the sensor's 16 g: what is cut off can't be integrated.
  @Test(arguments: cases.filter { $0.name != "run 7.0" })
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
    var parameters = RunnerParameters(segments: stand + [item.segment] + stand, seed: 7)
    item.change(&parameters)
    return parameters
  }

  private func distance(_ left: SIMD3<Double>, _ right: SIMD3<Double>) -> Double {
    ((left - right) * (left - right)).sum().squareRoot()
  }

  private func horizontal(_ vector: SIMD3<Double>) -> Double {
    (vector.x * vector.x + vector.y * vector.y).squareRoot()
  }
}
