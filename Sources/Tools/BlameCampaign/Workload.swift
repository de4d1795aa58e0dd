import Foundation
import JudgeBench
import RigModel
import Stimulus

/// What is played in every run: footsteps of a seed, and what the default suite asks of them.
struct Workload {
  static let checks: [Check] = [
    .stridesFound(minimumPercent: 95), .falseStrides(maximumPercent: 2),
    .strideLength(meanAbsoluteErrorPercent: 5, biasPercent: 3), .distance(errorPercent: 4),
    .cadence(errorPerMinute: 1), .midstanceTiming(driftPPM: 1500, spreadMilliseconds: 40),
    .strideEventDeadline(maximumMilliseconds: 300), .summaries(periodSeconds: 1),
    .sampleAccounting, .reportedFaults(FaultCounts()),
  ]

  static func trace(_ seed: UInt64, seconds: Double = 30) throws -> Trace {
    try BenchSuite.trace(
      "walk",
      [
        RunnerSegment(kind: .stand, durationSeconds: 2),
        RunnerSegment(kind: .walk, durationSeconds: seconds, speedMetresPerSecond: 1.3),
        RunnerSegment(kind: .stand, durationSeconds: 2),
      ], seed: seed)
  }

  // A busy machine's late ticks are no matter here.
  private static let realTimeCheck = "real_time: {maximum_late_ticks: 100000, maximum_underruns: 0}"
  private static let driftCheck = "midstance_timing: {drift_ppm: 500, spread_ms: 40}"

  /// The same as a suite's file. A walk has to be long enough to tell a sample in a thousand that is
  /// missing from a drift that is none.
  ///
  /// - Parameter more: a check beside the usual ones, as a suite has it.
  static func suite(
    _ seed: UInt64, seconds: Double, realTime: Bool, more: String? = nil
  ) throws -> Suite {
    let stand = realTime ? 1 : 2
    let text = """
      name: campaign
      title: Campaign
      cases:
        - name: walk
          requirement: The chip tells the walk rightly.
          clock: \(realTime ? "real-time" : "as-fast-as-possible")
          runner:
            seed: \(seed % 1_000_000)
            segments:
              - stand: {duration_s: \(stand)}
              - walk: {duration_s: \(seconds), speed_m_per_s: 1.3}
              - stand: {duration_s: \(stand)}
          checks:
            - strides_found: {minimum_percent: 95}
            - false_strides: {maximum_percent: 2}
            - stride_length: {mean_absolute_error_percent: 5, bias_percent: 3}
            - distance: {error_percent: 4}
            - cadence: {error_per_minute: 1}
            - stride_event_deadline: {maximum_ms: 300}
            - summaries: {period_s: 1}
            - sample_accounting
            - reported_faults: {}
            - \(realTime ? realTimeCheck : driftCheck)
            \(more.map { "- " + $0 } ?? "")

      """
    return try Suite.read(Data(text.utf8), file: "campaign.yaml")
  }
}
