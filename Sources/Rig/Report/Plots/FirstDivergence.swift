internal import Capture
internal import Judge
internal import SoleLink
internal import Stimulus

/// Where in a case that did not pass something first went another way than it should.
struct FirstDivergence {
  /// Sample time.
  let seconds: Double
  /// What happened there.
  let words: String

  /// How much of the stimulus is shown about it.
  private static let window = 1.0

  /// nil where the case passed, or nothing of it has a place in sample time.
  init?(_ judged: CaseJudgement, _ series: CaseSeries) {
    guard judged.verdict != .pass else { return nil }
    let found = Self.ending(judged, series) + Self.checks(judged, series)
    guard let first = found.min(by: { $0.0 < $1.0 }) else { return nil }
    (seconds, words) = first
  }

  /// The second about it.
  func view(_ series: CaseSeries) -> PlotView? {
    let end = Double(series.sampleCount) / series.sampleRateHertz
    let start = min(max(seconds - Self.window / 2, 0), max(end - Self.window, 0))
    let window = start...min(start + Self.window, max(end, start + 0.1))
    guard var plots = StimulusPlots(series, seconds: window).plots else { return nil }
    for index in plots.indices {
      plots[index].title += ", the second about the first divergence"
      plots[index].layers.append(
        .init(name: "first divergence", style: .odd, shape: .vertical([seconds])))
    }
    let place = NumberText.of(seconds, "s")
    return PlotView(
      "first divergence", plots,
      caption: "The second about the first divergence, at \(place): \(words).")
  }

  private typealias Found = [(Double, String)]

  /// Where the case was given up.
  private static func ending(_ judged: CaseJudgement, _ series: CaseSeries) -> Found {
    guard judged.attempts.contains(where: { $0.session == series.session && $0.failure != nil })
    else { return [] }
    let sent = series.sentSamples
    return [
      (
        Double(sent) / series.sampleRateHertz,
        "the case broke off with \(sent) of \(series.sampleCount) samples sent"
      )
    ]
  }

  private static func checks(_ judged: CaseJudgement, _ series: CaseSeries) -> Found {
    let unwell = judged.checks.filter { $0.verdict > .notMeasured }
    return unwell.flatMap { check -> Found in
      switch check.name {
      case "strides_found": stride(series, .missed, "a stride of the golden was not told")
      case "false_strides": stride(series, .unfounded, "a stride was told that the golden has not")
      case "stride_count":
        stride(series, .missed, "a stride of the golden was not told")
          + stride(series, .unfounded, "a stride was told that the golden has not")
      case "no_strides":
        series.strides.first.map { [($0.end, "a stride was told though nobody walked")] } ?? []
      case "stride_event_deadline": late(check, series)
      case "midstance_timing": shifted(series)
      case _ where check.name.hasPrefix("event_latency"): slow(check, series)
      case "sample_accounting", "reported_faults", "real_time": sampleFault(series)
      case "activity", "summaries": named(check, series)
      default: value(check, series)
      }
    }
  }

  private static func stride(
    _ series: CaseSeries, _ outcome: StrideRow.Outcome, _ words: String
  ) -> Found {
    guard let first = series.strides.first(where: { $0.outcome == outcome }) else { return [] }
    return [((first.start + first.end) / 2, words)]
  }

  private static func late(_ check: CheckJudgement, _ series: CaseSeries) -> Found {
    guard let limit = check.measurements.first?.limit.upper,
      let first = series.strides.compactMap(\.told).first(where: { $0.delayMilliseconds > limit })
    else { return [] }
    let delay = NumberText.of(first.delayMilliseconds, "ms")
    return [
      (first.end + limit / 1000, "the event of a stride was due, and came \(delay) after its end")
    ]
  }

  /// The first stride event that took longer than any may, or its mean.
  private static func slow(_ check: CheckJudgement, _ series: CaseSeries) -> Found {
    let told = series.strides.compactMap(\.told)
    guard let times = check.samples, times.count == told.count,
      let limit = check.measurements.compactMap(\.limit.upper).max(),
      let index = times.firstIndex(where: { $0 > limit })
        ?? times.indices.max(by: { times[$0] < times[$1] })
    else { return [] }
    let place = Double(told[index].message.emittedIndex) / series.sampleRateHertz
    let time = NumberText.of(times[index], "ms")
    return [
      (
        place,
        "the event of a stride took \(time) after the turn of the sample that it follows from"
      )
    ]
  }

  /// The stride whose end is farthest from where the others' are.
  private static func shifted(_ series: CaseSeries) -> Found {
    let offsets = series.strides.compactMap { stride -> (Double, Double)? in
      guard stride.outcome == .matched, let told = stride.told, let golden = stride.reference
      else { return nil }
      return (told.end, (told.end - golden.stride.endSeconds) * 1000)
    }
    let sorted = offsets.map(\.1).sorted()
    guard sorted.count >= 3 else { return [] }
    let middle = sorted[sorted.count / 2]
    guard let worst = offsets.max(by: { abs($0.1 - middle) < abs($1.1 - middle) }) else {
      return []
    }
    let words = NumberText.of(worst.1 - middle, "ms")
    return [(worst.0, "a stride's end was told \(words) off from where most are")]
  }

  private static func sampleFault(_ series: CaseSeries) -> Found {
    let planned = Set(series.injected.map(\.atSample))
    guard let first = series.sampleFaults.first(where: { !planned.contains($0.firstIndex) }) else {
      return []
    }
    let words = "the chip told of \(first.count) samples that were \(first.kind)"
    return [(Double(first.firstIndex) / series.sampleRateHertz, words)]
  }

  /// The first sample or second of sample time that the evidence names.
  private static func named(_ check: CheckJudgement, _ series: CaseSeries) -> Found {
    let end = Double(series.sampleCount) / series.sampleRateHertz
    return check.evidence.compactMap { words -> (Double, String)? in
      let sample = words.firstMatch(of: /for sample ([0-9]+)/).flatMap { Double($0.1) }
      let second = words.firstMatch(of: /at ([0-9.]+) s/).flatMap { Double($0.1) }
      let place = sample.map { $0 / series.sampleRateHertz } ?? second
      return place.flatMap { $0 <= end ? ($0, words) : nil }
    }
  }

  /// The first stride beyond what its mean may be off, or else the worst.
  private static func value(_ check: CheckJudgement, _ series: CaseSeries) -> Found {
    guard let metric = PlottedMetric.all.first(where: { $0.check == check.name }) else { return [] }
    let pairs = metric.pairs(series.strides)
    let limit = check.measurements.first { $0.limit.upper != nil }
    let most = limit?.limit.upper ?? 0
    let isShare = limit.map(metric.isShare) ?? false
    func error(_ pair: (time: Double, told: Double, golden: Double)) -> Double {
      let difference = abs(pair.told - pair.golden)
      return isShare ? 100 * difference / max(abs(pair.golden), 1e-9) : difference
    }
    guard
      let found = pairs.first(where: { error($0) > most })
        ?? pairs.max(by: { error($0) < error($1) })
    else { return [] }
    let told = NumberText.of(found.told, metric.unit)
    let golden = NumberText.of(found.golden, metric.unit)
    return [(found.time, "\(metric.title) was told as \(told), the golden is \(golden)")]
  }
}
