internal import Foundation
internal import RigModel
internal import SoleLink

// What checks of times have in common: how well a time is known, and when none can be.

extension CaseScene {
  /// Whether the board's clock goes by this machine's processors.
  var sharesHost: Bool { emulator == "wall" || board == .native }

  /// What some times come to, held against their budget.
  func timesResult(
    _ samples: [TimedSample], _ what: String, _ budget: TimingBudget
  ) -> CheckResult {
    guard !samples.isEmpty else {
      return .notMeasured("none of the \(what) came while the rig watched its time")
    }
    let times = TimeSamples(samples: samples.map(\.time), sharesHost: sharesHost)
    let measurements = measured(times, budget)
    let clock =
      budget.clock == .device ? "on the chip's own clock" : "on the rig's clock, the line included"
    var figures = [Figure(what, samples.count)]
    var evidence: [String] = []
    if let spread = Distribution(times.highs) {
      evidence.append(
        String(
          format: "%d %@ took %.2f to %.2f ms, %.2f in the median, %@", samples.count, what,
          spread.shortest, spread.longest, spread.median, clock))
      figures += [
        Figure("shortest", spread.shortest, "ms"), Figure("median", spread.median, "ms"),
        Figure("mean", spread.mean, "ms"), Figure("p99", spread.p99, "ms"),
        Figure("longest", spread.longest, "ms"),
      ]
    }
    if sharesHost {
      evidence.append(
        "the board's clock is this machine's: what is longer than the shortest of them may be its load"
      )
    }
    var result = CheckResult(
      measurements: measurements, figures: figures,
      findings: doubts(budget.clock, budget.limits.map(\.milliseconds).min() ?? 0),
      evidence: evidence)
    if measurements.contains(where: { $0.verdict == .fail }),
      let finding = linesDoing(samples, budget)
    {
      result.findings.append(finding)
    }
    result.isDecidedByFindings = !result.findings.isEmpty
    result.samples = times.highs
    return result
  }

  private func measured(_ times: TimeSamples, _ budget: TimingBudget) -> [MeasuredValue] {
    budget.limits.compactMap { statistic, limit -> MeasuredValue? in
      let value =
        switch statistic {
        case .maximum: times.maximum()
        case .p99: times.p99()
        case .mean: times.mean()
        case .jitter: times.jitter()
        }
      return value.map { MeasuredValue(statistic.words, $0, limit: .atMost(limit)) }
    }
  }

  /// That the line alone made times too long: with no more on their way than the line mostly takes, all
  /// of them would be inside their limits. nil where it did not, or where the chip's part is not known.
  private func linesDoing(_ samples: [TimedSample], _ budget: TimingBudget) -> Finding? {
    guard let usual = line?.roundTripMilliseconds.p99 else { return nil }
    let shortened = samples.map { sample -> TimeInterval in
      guard let ofChip = sample.ofChip else { return sample.time }
      let most = ofChip.high + usual
      return TimeInterval(low: min(sample.time.low, most), high: min(sample.time.high, most))
    }
    let times = TimeSamples(samples: shortened, sharesHost: sharesHost)
    guard !measured(times, budget).contains(where: { $0.verdict == .fail }) else { return nil }
    let longest = samples.map { $0.time.high - ($0.ofChip?.low ?? $0.time.high) }.max() ?? 0
    return Finding(
      .inconclusive, .link,
      [
        String(
          format: "by its own clock the chip was in time; they were under way for %.1f ms at the "
            + "longest, where 99 of 100 exchanges took %.1f ms or less there and back", longest,
          usual)
      ] + link.troubles)
  }

  /// Why no verdict can rest on times of this case; most often nothing.
  func doubts(_ clock: TimingClock, _ finestMilliseconds: Double) -> [Finding] {
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

  func whyNotMeasured(on clock: TimingClock) -> String? {
    guard clock == .host, emulator == "counted" else { return nil }
    return "an emulator that counts instructions does not keep the host's time"
  }

  /// Why the times of this board's processor are not the chip's.
  var whyNotTheChips: String? {
    if board == .native { return "a host process is not the chip" }
    guard emulator == "wall" else { return nil }
    return "the emulator's clock is this machine's, and tells nothing of the chip's speed"
  }

  /// When something came that the rig read at a time.
  func arrival(_ time: UInt64) -> TimeInterval? {
    transcript.timing.host.earliest(read: time).map {
      TimeInterval(low: Double($0) / 1e6, high: Double(time) / 1e6)
    }
  }

  func hostInterval(_ exchange: TimingLog.Exchange) -> TimeInterval? {
    let host = transcript.timing.host
    guard let earliest = host.earliest(read: exchange.received) else { return nil }
    let latest = host.latest(sent: exchange.sent)
    return TimeInterval(
      low: Double(earliest - min(earliest, latest)) / 1e6,
      high: Double(exchange.received - exchange.sent) / 1e6)
  }

  /// From a device time to when something was read.
  func hostInterval(
    from due: UInt64, _ fit: ClockFit?, to received: UInt64
  ) -> TimeInterval? {
    guard let start = fit?.hostTime(ofDevice: due), let arrival = arrival(received) else {
      return nil
    }
    return TimeInterval(
      low: max(0, arrival.low - (start.value + start.uncertainty) / 1e6),
      high: arrival.high - (start.value - start.uncertainty) / 1e6)
  }

  /// A difference of two times that were each rounded down to a microsecond.
  static func deviceInterval(microseconds: Int64) -> TimeInterval {
    TimeInterval(low: Double(microseconds - 1) / 1000, high: Double(microseconds + 1) / 1000)
  }

  /// When a sample is due after the first one.
  static func microseconds(samples: UInt32, _ rate: Double) -> UInt64 {
    UInt64(Double(samples) * 1e6 / rate)
  }
}
