import Foundation
import RigModel
import Stimulus
import Testing

/// A check as a suite writes it, as a value, and as a reader of the report sees it.
struct WrittenCheck: Sendable, CustomTestStringConvertible {
  var yaml: String
  var check: Check
  var sentence: String
  var testDescription: String { yaml }

  init(_ yaml: String, _ check: Check, _ sentence: String) {
    self.yaml = yaml
    self.check = check
    self.sentence = sentence
  }

  static let all = gait + shoe

  static let gait = [
    WrittenCheck(
      "strides_found: {minimum_percent: 98}", .stridesFound(minimumPercent: 98),
      "strides found: ≥ 98 % of the reference's steady strides"),
    WrittenCheck(
      "false_strides: {maximum_percent: 0.5}", .falseStrides(maximumPercent: 0.5),
      "false strides: ≤ 0.5 % of the reference's strides"),
    WrittenCheck(
      "stride_count: {expected: 100, tolerance: 1}", .strideCount(expected: 100, tolerance: 1),
      "stride count: 100 ± 1"),
    WrittenCheck(
      "stride_count: {tolerance: 0}", .strideCount(expected: nil, tolerance: 0),
      "stride count: the reference's exactly"),
    WrittenCheck(
      "stride_length: {mean_absolute_error_percent: 4}",
      .strideLength(meanAbsoluteErrorPercent: 4, biasPercent: nil),
      "stride length: mean absolute error ≤ 4 %"),
    WrittenCheck(
      "stride_length: {mean_absolute_error_percent: 2.5, bias_percent: 1}",
      .strideLength(meanAbsoluteErrorPercent: 2.5, biasPercent: 1),
      "stride length: mean absolute error ≤ 2.5 %, bias within ± 1 %"),
    WrittenCheck(
      "distance: {error_percent: 3}", .distance(errorPercent: 3),
      "distance: within ± 3 % of the reference"),
    WrittenCheck(
      "calibrated_distance: {error_percent: 1.5}", .calibratedDistance(errorPercent: 1.5),
      "calibrated distance: either half within ± 1.5 % of the reference, calibrated on the other"),
    WrittenCheck(
      "cadence: {error_per_minute: 0.5}", .cadence(errorPerMinute: 0.5),
      "cadence: mean within ± 0.5 steps/min of the reference"),
    WrittenCheck(
      "midstance_timing: {drift_ppm: 500, spread_ms: 12}",
      .midstanceTiming(driftPPM: 500, spreadMilliseconds: 12),
      "midstance times: drift within ± 500 ppm, standard deviation ≤ 12 ms once a fixed offset is "
        + "removed"),
    WrittenCheck(
      "midstance_timing: {drift_ppm: 500}",
      .midstanceTiming(driftPPM: 500, spreadMilliseconds: nil),
      "midstance times: drift within ± 500 ppm"),
    WrittenCheck(
      "stride_time: {spread_ms: 5}", .strideMetric(.strideTime, ErrorLimits(spread: 5)),
      "stride time: standard deviation ≤ 5 ms"),
    WrittenCheck(
      "contact_time: {bias_ms: 10, spread_ms: 5}",
      .strideMetric(.contactTime, ErrorLimits(bias: 10, spread: 5)),
      "contact time: bias within ± 10 ms, standard deviation ≤ 5 ms"),
    WrittenCheck(
      "swing_time: {mean_absolute_error_ms: 7.5}",
      .strideMetric(.swingTime, ErrorLimits(meanAbsolute: 7.5)),
      "swing time: mean absolute error ≤ 7.5 ms"),
    WrittenCheck(
      "flight_time: {bias_ms: 10}", .strideMetric(.flightTime, ErrorLimits(bias: 10)),
      "flight time: bias within ± 10 ms"),
    WrittenCheck(
      "duty_factor: {bias_percent: 2}", .strideMetric(.dutyFactor, ErrorLimits(bias: 2)),
      "duty factor: bias within ± 2 %"),
    WrittenCheck(
      "contact_timing: {spread_ms: 8}", .strideMetric(.contactTiming, ErrorLimits(spread: 8)),
      "initial contact: standard deviation ≤ 8 ms"),
    WrittenCheck(
      "toe_off_timing: {spread_ms: 8}", .strideMetric(.toeOffTiming, ErrorLimits(spread: 8)),
      "toe-off: standard deviation ≤ 8 ms"),
    WrittenCheck(
      "speed: {bias_mm_per_s: 50}", .strideMetric(.speed, ErrorLimits(bias: 50)),
      "speed: bias within ± 50 mm/s"),
    WrittenCheck(
      "strike_angle: {mean_absolute_error_degrees: 3}",
      .strideMetric(.strikeAngle, ErrorLimits(meanAbsolute: 3)),
      "strike angle: mean absolute error ≤ 3 °"),
    WrittenCheck(
      "pronation: {mean_absolute_error_degrees: 2}",
      .strideMetric(.pronation, ErrorLimits(meanAbsolute: 2)),
      "pronation: mean absolute error ≤ 2 °"),
    WrittenCheck(
      "clearance: {bias_mm: 40, spread_mm: 30}",
      .strideMetric(.clearance, ErrorLimits(bias: 40, spread: 30)),
      "clearance: bias within ± 40 mm, standard deviation ≤ 30 mm"),
    WrittenCheck(
      "strike_class: {minimum_percent: 90}", .strikeClass(minimumPercent: 90),
      "strike class: right in ≥ 90 % of strides"),
    WrittenCheck("snapshot", .snapshot, "snapshot: every value as it was approved"),
    WrittenCheck("no_strides", .noStrides, "no strides: not one, and no distance"),
    WrittenCheck("no_strides: {}", .noStrides, "no strides: not one, and no distance"),
    WrittenCheck("no_strides:", .noStrides, "no strides: not one, and no distance"),
    WrittenCheck(
      "activity: {is: still, minimum_percent: 100}",
      .activity(is: .still, minimumPercent: 100),
      "activity: still in ≥ 100 % of the summaries of the steady part"),
    WrittenCheck(
      "sample_accounting", .sampleAccounting,
      "sample accounting: every sample sent was consumed once, and the counters agree"),
    WrittenCheck(
      "reported_faults", .reportedFaults(FaultCounts()), "reported faults: none"),
    WrittenCheck(
      "reported_faults: {crc_errors: 1, samples_skipped: 8}",
      .reportedFaults(
        {
          var counts = FaultCounts()
          counts.crcErrors = 1
          counts.samplesSkipped = 8
          return counts
        }()), "reported faults: exactly crc errors 1, samples skipped 8, no other"),
    WrittenCheck(
      "stride_event_deadline: {maximum_ms: 250}",
      .strideEventDeadline(maximumMilliseconds: 250),
      "stride event: ≤ 250 ms of sample time after the stride's end"),
    WrittenCheck(
      "summaries", .summaries(periodSeconds: 1), "summaries: one for every 1 s of sample time"),
    WrittenCheck(
      "summaries: {period_s: 0.5}", .summaries(periodSeconds: 0.5),
      "summaries: one for every 0.5 s of sample time"),
    WrittenCheck(
      "real_time: {maximum_late_ticks: 0, maximum_underruns: 2}",
      .realTime(maximumLateTicks: 0, maximumUnderruns: 2),
      "real time: ≤ 0 late ticks, ≤ 2 underruns"),
    WrittenCheck(
      "clock_drift: {maximum_ppm: 40}", .clockDrift(maximumPPM: 40),
      "clock drift: the device's clock within ± 40 ppm of the host's"),
    WrittenCheck(
      "event_latency: {p99_ms: 3, maximum_ms: 8}",
      .eventLatency(
        TimingBudget(clock: .device, maximumMilliseconds: 8, p99Milliseconds: 3)),
      "event latency: longest ≤ 8 ms, p99 ≤ 3 ms from the turn of its sample to when the event left"
    ),
    WrittenCheck(
      "event_latency: {clock: host, mean_ms: 20.5}",
      .eventLatency(TimingBudget(clock: .host, meanMilliseconds: 20.5)),
      "event latency, host's clock: mean ≤ 20.5 ms from the turn of its sample to when the event came"
    ),
    WrittenCheck(
      "feedback_latency: {jitter_ms: 1}",
      .feedbackLatency(TimingBudget(clock: .device, jitterMilliseconds: 1)),
      "feedback latency: jitter ≤ 1 ms from the turn of its sample to when the feedback left"),
    WrittenCheck(
      "response_time: {p99_ms: 20}",
      .responseTime(to: .timeSync, TimingBudget(clock: .host, p99Milliseconds: 20)),
      "response time, host's clock: p99 ≤ 20 ms from a time_sync to its answer"),
    WrittenCheck(
      "response_time: {to: loopback, maximum_ms: 30}",
      .responseTime(to: .loopback, TimingBudget(clock: .host, maximumMilliseconds: 30)),
      "response time, host's clock: longest ≤ 30 ms from a loopback to its answer"),
    WrittenCheck(
      "response_time: {clock: device, maximum_ms: 2}",
      .responseTime(to: .timeSync, TimingBudget(clock: .device, maximumMilliseconds: 2)),
      "response time: longest ≤ 2 ms from a time_sync to its answer"),
    WrittenCheck(
      "summary_period: {period_ms: 1000, tolerance_ms: 1}",
      .summaryPeriod(
        PeriodBudget(clock: .device, periodMilliseconds: 1000, toleranceMilliseconds: 1)),
      "summary period: every 1000 ± 1 ms"),
    WrittenCheck(
      "summary_period: {clock: host, period_ms: 1000, tolerance_ms: 5, jitter_ms: 25}",
      .summaryPeriod(
        PeriodBudget(
          clock: .host, periodMilliseconds: 1000, toleranceMilliseconds: 5,
          jitterMilliseconds: 25)),
      "summary period, host's clock: every 1000 ± 5 ms, jitter ≤ 25 ms"),
    WrittenCheck(
      "boot_to_ready: {maximum_ms: 500}", .bootToReady(boots: 3, maximumMilliseconds: 500),
      "boot to ready: ≤ 500 ms from the request to restart to its identity, 3 times"),
    WrittenCheck(
      "boot_to_ready: {boots: 10, maximum_ms: 500}",
      .bootToReady(boots: 10, maximumMilliseconds: 500),
      "boot to ready: ≤ 500 ms from the request to restart to its identity, 10 times"),
    WrittenCheck(
      "load: {maximum_percent: 12.5}", .load(maximumPercent: 12.5),
      "load: awake for ≤ 12.5 % of the time"),
    WrittenCheck(
      "sample_cost: {maximum_us: 900}", .sampleCost(maximumMicroseconds: 900),
      "sample cost: no sample took longer than 900 µs"),
    WrittenCheck(
      "stack: {minimum_free_bytes: 512}", .stack(minimumFreeBytes: 512),
      "stack: ≥ 512 bytes never touched"),
  ]
}

struct CheckTests {
  @Test(arguments: WrittenCheck.all) func isReadAndTold(_ written: WrittenCheck) throws {
    let suite = try suite(
      """
      name: gait
      title: G
      cases:
        - name: a
          requirement: R
          recording: x
          clock: real-time
          checks:
            - \(written.yaml)
      """)
    let check = try #require(suite.cases.first?.checks.first)
    #expect(check.value == written.check)
    #expect(check.position == SourcePosition(line: 9, column: 9))
    #expect(check.value.sentence == written.sentence)
    #expect(check.value.name.hasPrefix(check.value.kind.rawValue))
  }

  @Test func everyKindIsAmongTheWrittenOnes() {
    // What means nothing in real time is below.
    let written = Set(WrittenCheck.all.map(\.check.kind)).union([.throughput])
    #expect(written == Set(Check.Kind.allCases))
  }

  /// A suite's word and the count behind it are one thing.
  @Test(arguments: FaultCounts.Field.allCases)
  func everyCountHasItsOwnWord(_ field: FaultCounts.Field) throws {
    var counts = FaultCounts()
    counts[field] = 3
    let json = try JSONDecoder().decode(
      [String: UInt32].self, from: try JSONEncoder().encode(counts))
    #expect(json.filter { $0.value == 3 }.map(\.key) == [field.camel])
    #expect(json.count == FaultCounts.Field.allCases.count)
    #expect(FaultCounts.Field.allCases.filter { counts[$0] == 3 } == [field])
  }

  private static let stride = TruthStride(
    startSeconds: 1, endSeconds: 2, lengthMetres: nil, isSteady: true)

  @Test func aTruthHasThePartsThatItTells() {
    func parts(_ truth: Truth?) -> [TruthPart] {
      TruthPart.allCases.filter { $0.isPresent(in: truth) }
    }
    #expect(parts(nil) == [])
    #expect(parts(Truth(strides: [], source: "x")) == [])
    #expect(parts(Truth(strides: [Self.stride], source: "x")) == [.strideTimes])
    var unsteady = Self.stride
    unsteady.isSteady = false
    unsteady.lengthMetres = 1
    #expect(parts(Truth(strides: [unsteady], source: "x")) == [])
    var measured = Self.stride
    measured.lengthMetres = 1
    #expect(parts(Truth(strides: [measured], source: "x")) == [.strideTimes, .strideLengths])
    var other = Self.stride
    other.startSeconds = 2
    other.endSeconds = 3
    other.toeOffSeconds = 2.3
    #expect(parts(Truth(strides: [other], source: "x")) == [.strideTimes, .toeOffs])
    var before = Self.stride
    before.initialContactSeconds = 1.8
    before.isSteady = false
    #expect(
      parts(Truth(strides: [before, other], source: "x"))
        == [.strideTimes, .contactTimes, .toeOffs])
    other.initialContactSeconds = 2.8
    other.strikeAngleDegrees = 10
    other.pronationDegrees = 5
    other.clearanceMetres = 0.1
    #expect(
      parts(Truth(strides: [other], source: "x"))
        == [
          .strideTimes, .contacts, .swingTimes, .toeOffs, .strikeAngles, .pronations, .clearances,
        ]
    )
    #expect(
      parts(Truth(strides: [], strideCount: 0, distanceMetres: 0, source: "x"))
        == [.strideCount, .distance])
  }

  @Test func aCheckThatNeedsTruthIsTruthBased() {
    for check in WrittenCheck.all.map(\.check) where check.requiredTruth != nil {
      #expect(check.isTruthBased)
    }
    #expect(Check.strideCount(expected: 3, tolerance: 0).requiredTruth == nil)
    #expect(Check.strideCount(expected: 3, tolerance: 0).isTruthBased)
    #expect(!Check.sampleAccounting.isTruthBased)
  }
}

extension FaultCounts.Field {
  /// The property's name: `crc_errors` is `crcErrors`.
  fileprivate var camel: String {
    let words = rawValue.split(separator: "_")
    return words.dropFirst().reduce(String(words[0])) { name, word in
      name + word.prefix(1).uppercased() + word.dropFirst()
    }
  }
}
