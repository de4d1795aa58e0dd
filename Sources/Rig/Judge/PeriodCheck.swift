internal import Foundation
internal import RigModel
internal import SoleLink

// The check of the beat that a chip keeps.

extension CaseScene {
  func summaryPeriod(_ budget: PeriodBudget) -> CheckResult {
    if let why = whyNotMeasured(on: budget.clock) { return .notMeasured(why) }
    // The last one comes with the session's end.
    let told = Array(transcript.timing.summaries.dropLast())
    guard told.allSatisfy({ $0.message.sent <= ClockExchange.latestDevice }) else {
      return CheckResult(findings: [
        .firmware("a summary tells a time that no clock of the chip can have come to")
      ])
    }
    let numbers = numbers(told.map(\.message.sampleIndex), budget)
    let times = zip(told, numbers).compactMap { summary, number -> BeatTimes.Beat? in
      let time =
        budget.clock == .host
        ? arrival(summary.time)
        : Self.deviceInterval(microseconds: Int64(summary.message.sent))
      return time.map { BeatTimes.Beat(number: number, time: $0) }
    }
    guard times.count >= 3, let beats = BeatTimes(times) else {
      return .notMeasured("three summaries or more tell a period, \(times.count) came")
    }
    let jitter = sharesHost ? TimeInterval(low: 0, high: beats.jitter.high) : beats.jitter
    var off = beats.period
    if sharesHost {
      // A busy machine moves the first and the last of them by as much as any.
      off.low -= jitter.high / beats.span
      off.high += jitter.high / beats.span
    }
    off.low -= budget.periodMilliseconds
    off.high -= budget.periodMilliseconds
    let missing = (numbers.last ?? 0) - (told.count - 1)
    let finest = [budget.toleranceMilliseconds, budget.jitterMilliseconds].compactMap(\.self).min()
    var result = CheckResult(
      measurements: [
        MeasuredValue("off the period", off, limit: .within(budget.toleranceMilliseconds))
      ],
      figures: [
        Figure("summaries", times.count), Figure("missing", missing),
        Figure("mean period", beats.usualPeriod, "ms"),
      ],
      findings: doubts(budget.clock, finest ?? 0),
      evidence: [
        String(
          format: "the mean period of %d summaries was %.3f ms, give or take %.3f", times.count,
          beats.usualPeriod, (off.high - off.low) / 2)
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
    result.samples = beats.steps
    return result
  }

  /// Which beat each summary is of, by its sample: from one to the next it is one, or more where some are
  /// missing between.
  private func numbers(_ indices: [UInt32], _ budget: PeriodBudget) -> [Int] {
    let samples = max(budget.periodMilliseconds * rate / 1000, 1)
    var numbers = [0]
    for (before, after) in zip(indices, indices.dropFirst()) {
      let steps = (Double(after) - Double(before)) / samples
      numbers.append((numbers.last ?? 0) + max(1, Int(steps.rounded())))
    }
    return numbers
  }
}

/// Times of a beat, each known within an interval, in milliseconds.
struct BeatTimes {
  struct Beat: Equatable {
    var number: Int
    var time: TimeInterval
  }

  private let beats: [Beat]
  private let first: Beat
  private let last: Beat

  /// Steps of the search for a period, each of which leaves two thirds of the range.
  private static let thirds = 40

  /// nil for less than two beats.
  init?(_ beats: [Beat]) {
    guard let first = beats.first, let last = beats.last, last.number > first.number else {
      return nil
    }
    self.beats = beats
    (self.first, self.last) = (first, last)
  }

  /// Beats from the first to the last.
  var span: Double { Double(last.number - first.number) }

  /// The mean period, wherever within their intervals the first and the last were.
  var period: TimeInterval {
    TimeInterval(
      low: (last.time.low - first.time.high) / span, high: (last.time.high - first.time.low) / span)
  }

  /// The same where both were as late as can be.
  var usualPeriod: Double { (last.time.high - first.time.high) / span }

  /// Mean of the beats from each to the next, where both were as late as can be.
  var steps: [Double] {
    zip(beats, beats.dropFirst()).map {
      ($1.time.high - $0.time.high) / Double($1.number - $0.number)
    }
  }

  /// How far apart the earliest and the latest are, against an even beat from the first to the last.
  ///
  /// When that beat was is known no better than when its two ends were. So at least it is what the beats are
  /// apart under the period that suits them best, of those that are possible; at most, what each may be off
  /// the line between its ends' bounds.
  var jitter: TimeInterval { TimeInterval(low: leastJitter, high: mostJitter) }

  private var leastJitter: Double {
    // Convex in the period.
    var (low, high) = (period.low, period.high)
    for _ in 0..<Self.thirds {
      let (one, other) = (low + (high - low) / 3, high - (high - low) / 3)
      if apart(one) < apart(other) { high = other } else { low = one }
    }
    return max(0, apart((low + high) / 2))
  }

  /// How far apart two beats are at least, under a period.
  private func apart(_ period: Double) -> Double {
    let latest = beats.map { $0.time.low - Double($0.number) * period }.max() ?? 0
    let earliest = beats.map { $0.time.high - Double($0.number) * period }.min() ?? 0
    return latest - earliest
  }

  private var mostJitter: Double {
    var (earliest, latest) = (0.0, 0.0)
    for beat in beats where beat != first && beat != last {
      let share = Double(beat.number - first.number) / span
      func line(_ bound: KeyPath<TimeInterval, Double>) -> Double {
        (1 - share) * first.time[keyPath: bound] + share * last.time[keyPath: bound]
      }
      earliest = min(earliest, beat.time.low - line(\.high))
      latest = max(latest, beat.time.high - line(\.low))
    }
    return latest - earliest
  }
}
