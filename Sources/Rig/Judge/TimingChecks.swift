internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink

// Checks of times, each on one clock, judged by interval.

extension CaseScene {
  func eventLatency(_ budget: TimingBudget) -> CheckResult {
    // What the end of the session brought about followed from no sample.
    let events = transcript.timing.strides.filter {
      UInt64($0.message.emittedIndex) < UInt64(suiteCase.stimulus.sampleCount)
    }
    let moments = events.map { event in
      Moment(
        index: event.message.emittedIndex, sent: event.message.sent, received: event.time)
    }
    guard !detected.isEmpty || alignment?.asked.isEmpty != false else {
      return CheckResult(findings: [
        .firmware("no stride event came, though the reference has strides")
      ])
    }
    var result = latency(of: moments, "stride event", budget)
    if !hasAllStrides, !link.troubleFromChip.isEmpty {
      result.findings.append(
        .link(["stride events may have been lost on their way"] + link.troubles))
    }
    return result
  }

  func feedbackLatency(_ budget: TimingBudget) -> CheckResult {
    let moments = transcript.timing.feedbacks.map { event in
      Moment(index: event.message.sampleIndex, sent: event.message.sent, received: event.time)
    }
    return latency(of: moments, "feedback", budget)
  }

  func responseTime(to request: TimedRequest, _ budget: TimingBudget) -> CheckResult {
    if let why = whyNotMeasured(on: budget.clock) { return .notMeasured(why) }
    let samples: [TimeInterval]
    if budget.clock == .device {
      samples = transcript.clock.exchanges.map { exchange in
        Self.deviceInterval(microseconds: Int64(exchange.deviceSent - exchange.deviceReceived))
      }
    } else {
      samples = (transcript.timing.answers[request] ?? []).compactMap(hostInterval)
    }
    guard !samples.isEmpty else {
      return .notMeasured("no \(request.rawValue) was answered while the rig watched its time")
    }
    return result(samples, "answers", budget)
  }

  func bootToReady(maximumMilliseconds: Double) -> CheckResult {
    if let why = whyNotMeasured(on: .host) { return .notMeasured(why) }
    let boots = transcript.timing.boots
    guard !boots.isEmpty else { return .notMeasured("the chip was not restarted in this case") }
    return result(
      boots.compactMap(hostInterval), "starts",
      TimingBudget(clock: .host, maximumMilliseconds: maximumMilliseconds))
  }

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
    let count = Double(times.count - 1)
    var period = TimeInterval(
      low: (last.low - first.high) / count, high: (last.high - first.low) / count)
    let beat = (last.high - first.high) / count
    let residuals = TimeSamples(
      samples: times.enumerated().map { index, time in
        let due = first.high + Double(index) * beat
        return TimeInterval(low: time.low - due, high: time.high - due)
      }, sharesHost: sharesHost)
    let jitter = residuals.jitter() ?? TimeInterval(low: 0, high: 0)
    if sharesHost {
      // A busy machine moves the first and the last of them by as much as any.
      period.low -= jitter.high / count
      period.high += jitter.high / count
    }
    var result = CheckResult(
      measurements: [
        MeasuredValue(
          "period", period,
          limit: Limit(
            lower: budget.periodMilliseconds - budget.toleranceMilliseconds,
            upper: budget.periodMilliseconds + budget.toleranceMilliseconds))
      ], figures: [Figure("summaries", times.count)],
      findings: doubts(
        budget.clock,
        min(
          budget.toleranceMilliseconds, budget.jitterMilliseconds ?? budget.toleranceMilliseconds)),
      evidence: ["the chip's summaries, against an even beat of their own mean period"])
    result.isDecidedByFindings = !result.findings.isEmpty
    if let limit = budget.jitterMilliseconds {
      result.measurements.append(MeasuredValue("jitter", jitter, limit: .atMost(limit)))
    }
    result.samples = zip(times, times.dropFirst()).map { $1.high - $0.high }
    return result
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
    guard let first = transcript.firstSampleTime, let end = transcript.sessionEndTime, end > first,
      let status = transcript.lastStatus, status.samplesConsumed > 0
    else { return .notMeasured("the session did not come to its end") }
    let count = Double(status.samplesConsumed)
    let nanoseconds = Double(end - first)
    let missed = Double(transcript.timing.host.missed(in: first...end))
    guard missed < nanoseconds / 2 else {
      return .notMeasured("the rig's host stood still for most of the case")
    }
    let slowest = count / nanoseconds * 1e9
    let fastest = count / (nanoseconds - missed) * 1e9
    var result = CheckResult(
      measurements: [
        MeasuredValue(
          "throughput", TimeInterval(low: slowest, high: fastest), unit: "samples/s",
          limit: .atLeast(minimumSamplesPerSecond))
      ],
      figures: [
        Figure("samples", status.samplesConsumed), Figure("host time", nanoseconds / 1e9, "s"),
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

// MARK: - What they share

extension CaseScene {
  /// Something that the chip told, with the sample that it followed from.
  private struct Moment {
    /// Samples that had had their turn.
    var index: UInt32
    /// Device time at which it left, in microseconds.
    var sent: UInt64
    /// Host time at which it came.
    var received: UInt64
  }

  /// Whether the board's clock goes by this machine's processors.
  var sharesHost: Bool { emulator == "wall" || board == .native }

  private func latency(
    of moments: [Moment], _ what: String, _ budget: TimingBudget
  ) -> CheckResult {
    if let why = whyNotMeasured(on: budget.clock) { return .notMeasured(why) }
    guard let firstTick = transcript.lastStatus?.firstTick, firstTick > 0 else {
      return .notMeasured("the chip does not tell when its first sample was due")
    }
    guard !moments.isEmpty else { return .notMeasured("no \(what) came") }
    let fit = ClockFit(transcript.clock.exchanges)
    if let fit, let contradiction = contradiction(firstTick, fit) {
      return CheckResult(findings: [.firmware(contradiction)])
    }
    var samples: [TimeInterval] = []
    for moment in moments where moment.index > 0 {
      let due = firstTick + Self.microseconds(samples: moment.index - 1, rate)
      guard moment.sent + 1 >= due else {
        return CheckResult(findings: [
          .firmware(
            "a \(what) says that it left \(due - moment.sent) µs before the sample it followed from "
              + "had its turn")
        ])
      }
      let sample =
        budget.clock == .host
        ? hostInterval(from: due, fit, to: moment.received)
        : Self.deviceInterval(microseconds: Int64(moment.sent) - Int64(due))
      guard let sample else {
        return .notMeasured("the chip's clock could not be fitted to the rig's, or was not watched")
      }
      samples.append(sample)
    }
    return result(samples, what + "s", budget)
  }

  /// What the rig saw that can't be if the chip's first sample was due when the chip says: one that
  /// says too late would seem quick, one that says too early was due before it was sent.
  private func contradiction(_ firstTick: UInt64, _ fit: ClockFit) -> String? {
    func host(_ device: UInt64) -> (low: Double, high: Double)? {
      fit.hostTime(ofDevice: device).map {
        ($0.value - $0.uncertainty, $0.value + $0.uncertainty)
      }
    }
    if let sent = transcript.timing.firstSent, let due = host(firstTick), due.high < Double(sent) {
      return "the chip says that its first sample was due before the rig sent it"
    }
    let credits = transcript.timing.credits
    // Of an hour's credits some hundred tell as much as all.
    let step = max(1, credits.count / 500)
    for credit in stride(from: 0, to: credits.count, by: step).map({ credits[$0] }) {
      let due = host(firstTick + Self.microseconds(samples: credit.consumed - 1, rate))
      guard let due, due.low > Double(credit.time) else { continue }
      let early = (due.low - Double(credit.time)) / 1e6
      return String(
        format:
          "the chip had %d samples consumed %.1f ms before the last of them was due by its word",
        Int(credit.consumed), early)
    }
    return nil
  }

  private func result(
    _ samples: [TimeInterval], _ what: String, _ budget: TimingBudget
  ) -> CheckResult {
    let times = TimeSamples(samples: samples, sharesHost: sharesHost)
    let measurements = budget.limits.compactMap { statistic, limit -> MeasuredValue? in
      let value =
        switch statistic {
        case .maximum: times.maximum()
        case .p99: times.p99()
        case .mean: times.mean()
        case .jitter: times.jitter()
        }
      return value.map { MeasuredValue(statistic.words, $0, limit: .atMost(limit)) }
    }
    var figures = [Figure(what, samples.count)]
    if let spread = Distribution(times.highs) {
      figures += [
        Figure("shortest", spread.shortest, "ms"), Figure("median", spread.median, "ms"),
        Figure("mean", spread.mean, "ms"), Figure("p99", spread.p99, "ms"),
        Figure("longest", spread.longest, "ms"),
      ]
    }
    var evidence = [
      budget.clock == .device ? "on the chip's own clock" : "on the rig's clock, the line included"
    ]
    if sharesHost {
      evidence.append(
        "the board's clock is this machine's: what is longer than the shortest of them may be its load"
      )
    }
    var result = CheckResult(
      measurements: measurements, figures: figures,
      findings: doubts(budget.clock, budget.limits.map(\.milliseconds).min() ?? 0),
      evidence: evidence)
    result.isDecidedByFindings = !result.findings.isEmpty
    result.samples = times.highs
    return result
  }

  /// Why no verdict can rest on times of this case; most often nothing.
  private func doubts(_ clock: TimingClock, _ finestMilliseconds: Double) -> [Finding] {
    if transcript.underrunCount > 0 {
      return [
        Finding(
          .inconclusive, .rig,
          [
            "\(transcript.underrunCount) samples were missing when their turn came: times prove little"
          ])
      ]
    }
    guard clock == .host, let line, !line.resolves(milliseconds: finestMilliseconds) else {
      return []
    }
    return [
      Finding(
        .inconclusive, .link,
        [
          String(
            format: "the line does not resolve it: 1 of 100 exchanges took longer than %.1f ms",
            line.roundTripMilliseconds.p99)
        ])
    ]
  }

  private func whyNotMeasured(on clock: TimingClock) -> String? {
    guard clock == .host, emulator == "counted" else { return nil }
    return "an emulator that counts instructions does not keep the host's time"
  }

  /// Why the times of this board's processor are not the chip's.
  private var whyNotTheChips: String? {
    if board == .native { return "a host process is not the chip" }
    guard emulator == "wall" else { return nil }
    return "the emulator's clock is this machine's, and tells nothing of the chip's speed"
  }

  /// When something came that the rig read at a time.
  private func arrival(_ time: UInt64) -> TimeInterval? {
    transcript.timing.host.earliest(read: time).map {
      TimeInterval(low: Double($0) / 1e6, high: Double(time) / 1e6)
    }
  }

  private func hostInterval(_ exchange: TimingLog.Exchange) -> TimeInterval? {
    let host = transcript.timing.host
    guard let earliest = host.earliest(read: exchange.received) else { return nil }
    let latest = host.latest(sent: exchange.sent)
    return TimeInterval(
      low: Double(earliest - min(earliest, latest)) / 1e6,
      high: Double(exchange.received - exchange.sent) / 1e6)
  }

  /// From a device time to when something was read.
  private func hostInterval(
    from due: UInt64, _ fit: ClockFit?, to received: UInt64
  ) -> TimeInterval? {
    guard let start = fit?.hostTime(ofDevice: due), let arrival = arrival(received) else {
      return nil
    }
    return TimeInterval(
      low: arrival.low - (start.value + start.uncertainty) / 1e6,
      high: arrival.high - (start.value - start.uncertainty) / 1e6)
  }

  /// A difference of two times that were each rounded down to a microsecond.
  private static func deviceInterval(microseconds: Int64) -> TimeInterval {
    TimeInterval(low: Double(microseconds - 1) / 1000, high: Double(microseconds + 1) / 1000)
  }

  /// When a sample is due after the first one.
  private static func microseconds(samples: UInt32, _ rate: Double) -> UInt64 {
    UInt64(Double(samples) * 1e6 / rate)
  }
}
