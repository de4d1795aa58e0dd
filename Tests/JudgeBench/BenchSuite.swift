package import RigModel
package import Stimulus

/// Suites and traces to play on a bench.
package enum BenchSuite {
  /// A synthetic runner's trace.
  package static func trace(
    _ name: String = "walk", _ segments: [RunnerSegment], seed: UInt64 = 1
  ) throws -> Trace {
    try SyntheticRunner(RunnerParameters(segments: segments, seed: seed)).makeTrace(name: name)
  }

  /// A minute of walking, with a stand before and after.
  package static func walk(seconds: Double = 60) throws -> Trace {
    try trace(
      "walk",
      [
        RunnerSegment(kind: .stand, durationSeconds: 3),
        RunnerSegment(kind: .walk, durationSeconds: seconds, speedMetresPerSecond: 1.3),
        RunnerSegment(kind: .stand, durationSeconds: 3),
      ])
  }

  package static func stand(seconds: Double = 10) throws -> Trace {
    try trace("stand", [RunnerSegment(kind: .stand, durationSeconds: seconds)])
  }

  package static func suiteCase(
    _ name: String, _ trace: Trace, checks: [Check], faults: [LineFault] = [],
    clock: SampleClock = .asFastAsPossible, shoe: ShoeSettings? = nil
  ) -> ResolvedCase {
    ResolvedCase(
      name: name, requirement: "The firmware tells the gait of \(trace.name) rightly.",
      clock: clock,
      configure: ChipConfiguration(sampleRateHertz: trace.sampleRateHertz, shoe: shoe),
      stimulus: ResolvedStimulus(
        kind: .runner, name: trace.name, provenance: trace.provenance,
        sampleCount: UInt32(trace.samples.count), samplesSHA256: SHA256Text.of(trace.samples)),
      faults: faults, checks: checks, truth: trace.truth)
  }

  package static func suite(_ cases: [ResolvedCase]) -> ResolvedSuite {
    ResolvedSuite(
      name: "bench", title: "Bench", file: "bench.yaml",
      fileSHA256: String(repeating: "0", count: 64), cases: cases)
  }

  /// All that can be asked of a walk as fast as possible.
  package static let walkChecks: [Check] = [
    .stridesFound(minimumPercent: 95), .falseStrides(maximumPercent: 2),
    .strideCount(expected: nil, tolerance: 3),
    .strideLength(meanAbsoluteErrorPercent: 5, biasPercent: 5), .distance(errorPercent: 5),
    .cadence(errorPerMinute: 1), .midstanceTiming(driftPPM: 300, spreadMilliseconds: 40),
    .activity(is: .walk, minimumPercent: 90), .sampleAccounting, .reportedFaults(FaultCounts()),
    .strideEventDeadline(maximumMilliseconds: 800), .summaries(periodSeconds: 1),
    .stack(minimumFreeBytes: 512),
  ]
}
