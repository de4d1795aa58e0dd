import Foundation
import Stimulus
import Testing

/// Parameters from JSON, and what is refused.
struct RunnerParametersTests {
  @Test func keysLeftOutHaveDefaults() throws {
    let json = #"{"segments":[{"kind":"walk","durationSeconds":5,"speedMetresPerSecond":1.3}]}"#
    let parameters = try JSONDecoder().decode(RunnerParameters.self, from: Data(json.utf8))
    #expect(
      parameters == RunnerParameters(segments: [.walk(metresPerSecond: 1.3, seconds: 5)]))
  }

  @Test func parametersSurviveJSON() throws {
    var parameters = RunnerParameters(segments: [.stand(seconds: 2)], seed: .max)
    parameters.strike = .forefoot
    parameters.sensor.mountingDegrees = [1, 2, 3]
    let json = try JSONEncoder().encode(parameters)
    #expect(try JSONDecoder().decode(RunnerParameters.self, from: json) == parameters)
  }

  @Test(arguments: [
    (RunnerParameters(segments: []), "segments"),
    (
      RunnerParameters(segments: [.stand(seconds: 1), .walk(metresPerSecond: 3, seconds: 1)]),
      "segments[1].speedMetresPerSecond"
    ),
    (
      RunnerParameters(segments: [.run(metresPerSecond: .nan, seconds: 1)]),
      "segments[0].speedMetresPerSecond"
    ),
    (RunnerParameters(segments: [.stand(seconds: -1)]), "segments[0].durationSeconds"),
    (
      RunnerParameters(segments: [RunnerSegment(kind: .walk, durationSeconds: 1)]),
      "segments[0].speedMetresPerSecond"
    ),
    (
      RunnerParameters(segments: [
        RunnerSegment(kind: .stand, durationSeconds: 1, speedMetresPerSecond: 1)
      ]), "segments[0]"
    ),
  ])
  func badParametersAreNamed(_ parameters: RunnerParameters, _ name: String) throws {
    #expect {
      try SyntheticRunner(parameters)
    } throws: { error in
      (error as? RunnerError)?.parameter == name
    }
  }

  /// Corners of what is allowed, together: no combination may break the order of a stride's events.
  @Test func everyCornerGivesATrace() throws {
    for kind in [RunnerSegment.Kind.walk, .run] {
      for speed in kind == .walk ? [0.5, 2.2] : [2.0, 7.0] {
        for cadence in kind == .walk ? [50.0, 160] : [130, 260] {
          for seed in UInt64(1)...4 {
            var segment = RunnerSegment(
              kind: kind, durationSeconds: 8, speedMetresPerSecond: speed)
            segment.cadenceStepsPerMinute = cadence
            segment.turnDegreesPerStride = 120
            var parameters = RunnerParameters(segments: [segment], seed: seed)
            parameters.variability = 3
            let trace = try SyntheticRunner(parameters).makeTrace(name: "corner")
            #expect(trace.samples.count > 1000)
          }
        }
      }
    }
  }
}
