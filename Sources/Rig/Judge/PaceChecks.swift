internal import Foundation
internal import RigModel
internal import SoleLink

// Checks of the pace that a chip keeps, and of what that costs it.

extension CaseScene {
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
    let missed = transcript.timing.host.unseen(in: first...end)
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
        Figure("of that the host did not look", missed / 1e9, "s"),
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
