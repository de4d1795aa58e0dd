import Stimulus
import Testing

/// The synthetic waveforms must look like people's, in what does not hang on the mounting.
///
/// This is the first, coarse comparison: peaks, energy and still time. The ranges are those of
/// the recordings at hand, and for running faster than they go, what the laws of the model say.
struct WaveformTests {
  private static func synthetic(_ activity: Activity, _ speed: Double) throws -> StrideMeasures {
    let kind: RunnerSegment.Kind = activity == .walk ? .walk : .run
    let parameters = RunnerParameters(
      segments: [
        .stand(seconds: 1),
        RunnerSegment(kind: kind, durationSeconds: 20, speedMetresPerSecond: speed),
        .stand(seconds: 1),
      ], seed: 4)
    return try #require(
      StrideMeasures(try SyntheticRunner(parameters).makeTrace(name: "synthetic")))
  }

  struct Range: Sendable, CustomTestStringConvertible {
    var activity: Activity
    var speed: Double
    var peakRate: ClosedRange<Double>
    var peakForce: ClosedRange<Double>
    var stillMilliseconds: ClosedRange<Double>
    var testDescription: String { "\(activity) \(speed) m/s" }
  }

  @Test(arguments: [
    Range(
      activity: .walk, speed: 0.6, peakRate: 5...8, peakForce: 18...45,
      stillMilliseconds: 400...900),
    Range(
      activity: .walk, speed: 1.3, peakRate: 7...12, peakForce: 28...140,
      stillMilliseconds: 250...420),
    Range(
      activity: .walk, speed: 2.1, peakRate: 10...14, peakForce: 45...140,
      stillMilliseconds: 150...300),
    Range(
      activity: .run, speed: 2.2, peakRate: 9...14, peakForce: 50...100,
      stillMilliseconds: 30...110),
    Range(
      activity: .run, speed: 4, peakRate: 12...18, peakForce: 60...150,
      stillMilliseconds: 15...80),
    Range(
      activity: .run, speed: 7, peakRate: 15...26, peakForce: 80...160,
      stillMilliseconds: 5...60),
  ])
  func peaksAreWithinRange(_ range: Range) throws {
    let found = try Self.synthetic(range.activity, range.speed)
    #expect(range.peakRate.contains(found.peakRate), "\(found)")
    #expect(range.peakForce.contains(found.peakForce), "\(found)")
    #expect(range.stillMilliseconds.contains(found.stillMilliseconds), "\(found)")
  }

  /// Beside recordings at the same speed: angular rate within 25 %, force within 45 %, still time
  /// within a factor of 2.5. Impacts and still time differ most between the recordings too: their
  /// sensors sit on different parts of the shoe, and joggers on the spot turn all the time.
  @Test(
    .enabled(if: !Recordings.names.isEmpty, "no recordings: set SOLERIG_RECORDINGS"),
    arguments: [
      "pyshoe_walk_171122112520", "pyshoe_walk_171122112646", "pyshoe_walk_171122113559",
      "pyshoe_walk_171215175950", "gaitmap_walk_left", "gaitmap_walk_right",
      "pyshoe_run_171127111811", "pyshoe_run_171127111916", "pyshoe_run_171215180228",
    ].filter(Recordings.names.contains))
  func waveformsAgreeWithRecordings(_ name: String) throws {
    let trace = try Recordings.load(name).trace
    let truth = try #require(trace.truth)
    let recorded = try #require(StrideMeasures(trace))
    let seconds = truth.steadyStrides.reduce(0) { $0 + $1.durationSeconds }
    let activity = try #require(truth.activity)
    let found = try Self.synthetic(activity, truth.steadyDistanceMetres / seconds)
    #expect((0.75...1.25).contains(found.peakRate / recorded.peakRate))
    #expect((0.75...1.25).contains(found.rmsRate / recorded.rmsRate))
    #expect((0.55...1.45).contains(found.rmsForce / recorded.rmsForce))
    #expect((0.5...2.5).contains(found.stillMilliseconds / recorded.stillMilliseconds))
  }
}
