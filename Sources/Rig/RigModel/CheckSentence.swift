extension Check {
  /// What is asked, for a reader of the report: `stride length: mean absolute error ≤ 4 %`.
  package var sentence: String { "\(title): \(limit)" }

  /// What is looked at: `stride length`.
  package var title: String {
    if case .strideMetric(let metric, _) = self { return metric.title }
    if case .shoe(let check) = self, let title = check.title { return title }
    return switch kind {
    case .midstanceTiming: "midstance times"
    case .strideEventDeadline: "stride event"
    case .responseTime: "response time" + onClock
    case .eventLatency, .feedbackLatency, .summaryPeriod:
      kind.rawValue.replacing("_", with: " ") + onClock
    default: name.replacing("_", with: " ")
    }
  }

  private var onClock: String { clock == .host ? ", host's clock" : "" }

  /// What it must be: `mean absolute error ≤ 4 %`.
  package var limit: String {
    switch self {
    case .stridesFound(let minimum): "≥ \(text(minimum)) % of the reference's steady strides"
    case .falseStrides(let maximum): "≤ \(text(maximum)) % of the reference's strides"
    case .strideCount(let expected, let tolerance):
      (expected.map { "\($0)" } ?? "the reference's")
        + (tolerance == 0 ? " exactly" : " ± \(tolerance)")
    case .strideLength(let error, let bias):
      "mean absolute error ≤ \(text(error)) %"
        + (bias.map { ", bias within ± \(text($0)) %" } ?? "")
    case .distance(let error): "within ± \(text(error)) % of the reference"
    case .calibratedDistance(let error):
      "either half within ± \(text(error)) % of the reference, calibrated on the other"
    case .cadence(let error): "mean within ± \(text(error)) steps/min of the reference"
    case .midstanceTiming(let drift, let spread):
      [
        drift.map { "drift within ± \(text($0)) ppm" },
        spread.map { "standard deviation ≤ \(text($0)) ms once a fixed offset is removed" },
      ].compactMap { $0 }.joined(separator: ", ")
    case .strideMetric(let metric, let limits): errors(limits, metric.unit)
    case .strikeClass(let minimum): "right in ≥ \(text(minimum)) % of strides"
    case .noStrides: "not one, and no distance"
    case .activity(let activity, let minimum):
      "\(activity.rawValue) in ≥ \(text(minimum)) % of the summaries of the steady part"
    case .sampleAccounting: "every sample sent was consumed once, and the counters agree"
    case .reportedFaults(let counts): faults(counts)
    case .strideEventDeadline(let maximum):
      "≤ \(text(maximum)) ms of sample time after the stride's end"
    case .summaries(let period): "one for every \(text(period)) s of sample time"
    case .realTime(let late, let underruns):
      "≤ \(late) late ticks, ≤ \(underruns) underruns"
    case .clockDrift(let maximum): "the device's clock within ± \(text(maximum)) ppm of the host's"
    case .eventLatency(let budget):
      text(budget) + " from the turn of its sample to when the event \(end(budget))"
    case .feedbackLatency(let budget):
      text(budget) + " from the turn of its sample to when the feedback \(end(budget))"
    case .responseTime(let request, let budget):
      text(budget) + " from a \(request.rawValue) to its answer"
    case .summaryPeriod(let budget):
      "every \(text(budget.periodMilliseconds)) ± \(text(budget.toleranceMilliseconds)) ms"
        + (budget.jitterMilliseconds.map { ", jitter ≤ \(text($0)) ms" } ?? "")
    case .bootToReady(let boots, let maximum):
      "≤ \(text(maximum)) ms from the request to restart to its identity, \(boots) times"
    case .load(let maximum): "awake for ≤ \(text(maximum)) % of the time"
    case .sampleCost(let maximum): "no sample took longer than \(text(maximum)) µs"
    case .throughput(let minimum): "≥ \(text(minimum)) samples/s"
    case .stack(let minimum): "≥ \(minimum) bytes never touched"
    case .snapshot: "every value as it was approved"
    case .shoe(let check): check.limit
    }
  }

  private func text(_ budget: TimingBudget) -> String {
    budget.limits.map { "\($0.statistic.words) ≤ \(text($0.milliseconds)) ms" }
      .joined(separator: ", ")
  }

  private func end(_ budget: TimingBudget) -> String {
    budget.clock == .host ? "came" : "left"
  }

  private func errors(_ limits: ErrorLimits, _ unit: String) -> String {
    [
      limits.bias.map { "bias within ± \(text($0)) \(unit)" },
      limits.meanAbsolute.map { "mean absolute error ≤ \(text($0)) \(unit)" },
      limits.spread.map { "standard deviation ≤ \(text($0)) \(unit)" },
    ].compactMap { $0 }.joined(separator: ", ")
  }

  private func faults(_ counts: FaultCounts) -> String {
    let named = FaultCounts.Field.allCases.filter { counts[$0] > 0 }
      .map { "\($0.words) \(counts[$0])" }
    return named.isEmpty ? "none" : "exactly " + named.joined(separator: ", ") + ", no other"
  }

  private func text(_ value: Double) -> String { YAMLValue.format(value) }
}
