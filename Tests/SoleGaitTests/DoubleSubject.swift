import Stimulus

@testable import SoleGait

/// What fixed point is compared with double precision on.
enum DoubleSubject {
  static let recordings = RecordingTests.walks + RecordingTests.runs

  /// Samples of a synthetic runner who stands, moves, and stands again.
  static func samples(
    of segment: RunnerSegment, seed: UInt64, mountingDegrees: [Double]? = nil
  ) throws -> [IMUSample] {
    var parameters = RunnerParameters(
      segments: [.stand(seconds: 2), segment, .stand(seconds: 1)], seed: seed)
    if let mountingDegrees { parameters.sensor.mountingDegrees = mountingDegrees }
    return try SyntheticRunner(parameters).makeTrace(name: "double").samples.map { IMUSample($0) }
  }
}
