import Foundation
import Stimulus
import Testing

/// What a runner runs on, and what is asked of each stride: slopes, soft ground, contact times.
struct RunnerGroundTests {
  private func runner(
    _ segment: RunnerSegment, change: (inout RunnerParameters) -> Void = { _ in }
  ) throws -> SyntheticRunner {
    var parameters = RunnerParameters(
      segments: [.stand(seconds: 1), segment, .stand(seconds: 1)], seed: 3)
    parameters.variability = 0
    change(&parameters)
    return try SyntheticRunner(parameters)
  }

  private func segment(
    _ kind: RunnerSegment.Kind, _ speed: Double, contact: Double? = nil, incline: Double? = nil
  ) -> RunnerSegment {
    RunnerSegment(
      kind: kind, durationSeconds: 15, speedMetresPerSecond: speed,
      contactTimeMilliseconds: contact, inclinePercent: incline)
  }

  @Test(arguments: [
    (RunnerSegment.Kind.walk, 1.3, 600.0), (.walk, 1.3, 800), (.run, 3, 110), (.run, 3, 320),
    (.run, 6, 140),
  ])
  func contactTimeIsAsAsked(
    _ kind: RunnerSegment.Kind, _ speed: Double, _ milliseconds: Double
  ) throws {
    let trace = try runner(segment(kind, speed, contact: milliseconds)).makeTrace(name: "test")
    let truth = try #require(trace.truth)
    let steady = truth.strides.indices.dropFirst().filter {
      truth.strides[$0].isSteady && truth.strides[$0 - 1].isSteady
    }
    #expect(steady.count > 5)
    for index in steady {
      let contact = try #require(truth.contactSeconds(beforeStride: index))
      #expect(abs(contact * 1000 - milliseconds) < 0.001)
    }
  }

  @Test(arguments: [(RunnerSegment.Kind.walk, 49.0), (.walk, 95), (.run, 10), (.run, 60)])
  func contactTimeThatIsNoneOfAGaitIsRefused(_ kind: RunnerSegment.Kind, _ percent: Double) throws {
    var segment = segment(kind, 2.1)
    segment.cadenceStepsPerMinute = 150
    segment.contactTimeMilliseconds = 800 * percent / 100
    #expect {
      try runner(segment)
    } throws: {
      ($0 as? RunnerError)?.parameter == "segments[1].contactTimeMilliseconds"
    }
  }

  /// The foot climbs with the ground, stands in line with it, and its truth stays the ground's.
  @Test(arguments: [-25.0, -8, 8, 25])
  func theFootFollowsASlope(_ percent: Double) throws {
    let runner = try runner(segment(.run, 3, incline: percent))
    let level = try self.runner(segment(.run, 3))
    let strides = try #require(runner.makeTrace(name: "test").truth).steadyStrides
    let levelStrides = try #require(level.makeTrace(name: "test").truth).steadyStrides
    for (stride, flat) in zip(strides, levelStrides) {
      let (start, end) = (
        runner.idealReading(at: stride.startSeconds), runner.idealReading(at: stride.endSeconds)
      )
      let length = try #require(stride.lengthMetres)
      #expect(abs(end.position.z - start.position.z - length * percent / 100) < 1e-9)
      #expect(abs(tan(end.pitchRadians) - percent / 100) < 1e-9)
      #expect((end.velocity * end.velocity).sum() < 1e-12)
      #expect(abs(length - (flat.lengthMetres ?? 0)) < 1e-9)
      #expect(abs((stride.strikeAngleDegrees ?? 0) - (flat.strikeAngleDegrees ?? 1)) < 1e-9)
    }
    // Downhill shocks are harder (Gottschall and Kram 2005).
    let forces = [runner, level].map { runner in
      runner.makeTrace(name: "test").samples.map { ($0.specificForce * $0.specificForce).sum() }
        .max() ?? 0
    }
    #expect((forces[0] > forces[1]) == (percent < 0))
  }

  /// Soft ground gives under the weight between contact and toe-off, and takes the edge off shocks.
  @Test(arguments: [50.0, 200])
  func softGroundGives(_ stiffness: Double) throws {
    let soft = try runner(segment(.run, 3)) {
      $0.surfaceStiffnessKilonewtonsPerMetre = stiffness
    }
    let rigid = try runner(segment(.run, 3))
    let trace = soft.makeTrace(name: "test")
    let strides = try #require(trace.truth).steadyStrides
    for stride in strides.dropFirst().dropLast() {
      let sunk =
        rigid.idealReading(at: stride.endSeconds).position.z
        - soft.idealReading(at: stride.endSeconds).position.z
      // 70 kg with a peak of π/4 · stride time / contact time weights.
      let contact = try #require(
        trace.truth?.contactSeconds(beforeStride: 5))
      let force = 70 * SensorScale.gravity * .pi / 4 * stride.durationSeconds / contact
      #expect(abs(sunk - force / (1000 * stiffness)) < 1e-6)
    }
    func shock(_ runner: SyntheticRunner) -> Double {
      runner.makeTrace(name: "test").samples.map { ($0.specificForce * $0.specificForce).sum() }
        .max() ?? 0
    }
    #expect(shock(soft) < shock(rigid))
  }
}
