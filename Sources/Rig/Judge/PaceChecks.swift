internal import Foundation
internal import RigModel
internal import SoleLink

// Checks of the pace that a chip keeps, and of what that costs it.

extension CaseScene {
  func summaryPeriod(_ budget: PeriodBudget) -> CheckResult {
    if let why = whyNotMeasured(on: budget.clock) { return .notMeasured(why) }
    // The last one comes with the session's end.
    let told = transcript.timing.summaries.dropLast()
    let times = told.compactMap { summary in
      budget.clock == .host
        ? arrival(summary.time)
        : Self.deviceInterval(microseconds: Int64(clamping: summary.message.sent))
    }
    guard times.count >= 3, let first = times.first, let last = times.last else {
      return .notMeasured("three summaries or more tell a period, \(times.count) came")
    }
    let beats = beats(told.map(\.message.sampleIndex), budget)
    let count = Double(beats.last ?? 0)
    let missing = Int(count) - (times.count - 1)
    var off = TimeInterval(
      low: (last.low - first.high) / count - budget.periodMilliseconds,
      high: (last.high - first.low) / count - budget.periodMilliseconds)
    let beat = (last.high - first.high) / count
    let jitter = jitter(of: times, beats, from: first.high, beat)
    if sharesHost {
      // A busy machine moves the first and the last of them by as much as any.
      off.low -= jitter.high / count
      off.high += jitter.high / count
    }
    let finest = [budget.toleranceMilliseconds, budget.jitterMilliseconds].compactMap(\.self).min()
    var result = CheckResult(
      measurements: [
        MeasuredValue("off the period", off, limit: .within(budget.toleranceMilliseconds))
      ],
      figures: [
        Figure("summaries", times.count), Figure("missing", missing),
        Figure("mean period", beat, "ms"),
      ],
      findings: doubts(budget.clock, finest ?? 0),
      evidence: [
        String(
          format: "the mean period of %d summaries was %.3f ms, give or take %.3f", times.count,
          beat, (off.high - off.low) / 2)
      ])
    result.isDecidedByFindings = !result.findings.isEmpty
    if missing > 0 {
      let words = "\(missing) summaries are missing, by the sample index of the others"
      result.findings.append(
        link.troubleFromChip.isEmpty
          ? .firmware(words, "no frame was lost by the counters of either end")
          : .link([words] + link.troubles))
    }
    if let limit = budget.jitterMilliseconds {
      result.measurements.append(MeasuredValue("jitter", jitter, limit: .atMost(limit)))
    }
    result.samples = zip(zip(times, times.dropFirst()), zip(beats, beats.dropFirst())).map {
      ($0.1.high - $0.0.high) / Double($1.1 - $1.0)
    }
    return result
  }

  /// Which beat each summary is of, by its sample: from one to the next it is one, or more where some are
  /// missing between.
  private func beats(_ indices: [UInt32], _ budget: PeriodBudget) -> [Int] {
    let samples = budget.periodMilliseconds * rate / 1000
    var beats = [0]
    for (before, after) in zip(indices, indices.dropFirst()) {
      let steps = (Double(after) - Double(before)) / samples
      beats.append((beats.last ?? 0) + max(1, Int(steps.rounded())))
    }
    return beats
  }

  /// How far apart the earliest and the latest of some times are, against an even beat.
  private func jitter(
    of times: [TimeInterval], _ beats: [Int], from start: Double, _ beat: Double
  ) -> TimeInterval {
    let residuals = zip(times, beats).map { time, number in
      let due = start + Double(number) * beat
      return TimeInterval(low: time.low - due, high: time.high - due)
    }
    return TimeSamples(samples: residuals, sharesHost: sharesHost).jitter()
      ?? TimeInterval(low: 0, high: 0)
  }

  func load(maximumPercent: Double) -> CheckResult {
    if let why = whyNotTheChips { return .notMeasured(why) }
    // The first status of a case is of the time before it.
    let statuses = transcript.statuses
    let spans = zip(statuses, statuses.dropFirst()).map { before, after in
      (load: Double(after.load) / 10, microseconds: Double(after.uptime &- before.uptime))
    }
    let whole = spans.reduce(0) { $0 + $1.microseconds }
    guard whole > 0 else { return .notMeasured("two statuses tell a load, and there are not two") }
    let mean = spans.reduce(0) { $0 + $1.load * $1.microseconds } / whole
    return CheckResult(
      measurements: [
        // Told in tenths, rounded down.
        MeasuredValue(
          "awake", mean + 0.05, uncertainty: 0.05, unit: "%", limit: .atMost(maximumPercent))
      ], figures: [Figure("over", whole / 1e6, "s")],
      evidence: ["the chip's own measure of the time for which it did not sleep"])
  }

  func sampleCost(maximumMicroseconds: Double) -> CheckResult {
    if let why = whyNotTheChips { return .notMeasured(why) }
    guard let status = transcript.lastStatus, status.samplesConsumed > 0 else {
      return .notMeasured("no status of the session came")
    }
    let worst = Double(status.worstSample)
    return CheckResult(
      measurements: [
        status.worstSample == .max
          ? MeasuredValue("longest", worst, unit: "µs", limit: .atMost(maximumMicroseconds))
          : MeasuredValue(
            "longest", worst, uncertainty: 1, unit: "µs", limit: .atMost(maximumMicroseconds))
      ], figures: [Figure("samples", status.samplesConsumed)],
      evidence: ["the chip's own measure, what interrupts took included"])
  }

  func throughput(minimumSamplesPerSecond: Double) -> CheckResult {
    if let why = whyNotMeasured(on: .host) { return .notMeasured(why) }
    guard transcript.timing.host.isWatched else {
      return .notMeasured("the rig did not watch its time")
    }
    guard let first = transcript.firstSampleTime, let end = transcript.sessionEndTime, end > first,
      let status = transcript.lastStatus, status.samplesConsumed > 0
    else { return .notMeasured("the session did not come to its end") }
    let count = Double(status.samplesConsumed)
    let nanoseconds = Double(end - first)
    let missed = Double(transcript.timing.host.missed(in: first...end))
    let slowest = count / nanoseconds * 1e9
    // What the rig missed may have been the chip's, or none of it.
    let fastest = count / max(nanoseconds - missed, nanoseconds / 10) * 1e9
    let isEnough = slowest >= minimumSamplesPerSecond
    var result = CheckResult(
      measurements: [
        MeasuredValue(
          "throughput", TimeInterval(low: slowest, high: isEnough ? slowest : fastest),
          unit: "samples/s", limit: .atLeast(minimumSamplesPerSecond))
      ],
      figures: [
        Figure("samples", status.samplesConsumed), Figure("host time", nanoseconds / 1e9, "s"),
        Figure("of that the host stood still", missed / 1e9, "s"),
      ], evidence: ["from the first samples sent to the session's end"])
    if sharesHost, result.measurements[0].verdict == .fail {
      result.findings = [
        Finding(.inconclusive, .rig, ["this machine runs the board, too: a busy one is slow"])
      ]
      result.isDecidedByFindings = true
    }
    return result
  }
}
