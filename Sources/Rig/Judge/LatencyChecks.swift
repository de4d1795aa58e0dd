internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink

// Checks of how long something takes, on the chip or as the rig sees it.

extension CaseScene {
  func eventLatency(_ budget: TimingBudget) -> CheckResult {
    let moments = transcript.timing.strides.map { event in
      Moment(
        index: event.message.emittedIndex, sent: event.message.sent, received: event.time)
    }
    guard !detected.isEmpty || alignment?.asked.isEmpty != false else {
      return CheckResult(findings: [
        .firmware("no stride event came, though the reference has strides")
      ])
    }
    return latency(of: moments, "stride event", budget, hasAll: hasAllStrides)
  }

  func feedbackLatency(_ budget: TimingBudget) -> CheckResult {
    let moments = transcript.timing.feedbacks.map { event in
      Moment(index: event.message.sampleIndex, sent: event.message.sent, received: event.time)
    }
    // How many there were the chip does not tell.
    return latency(of: moments, "feedback", budget, hasAll: false)
  }

  func responseTime(to request: TimedRequest, _ budget: TimingBudget) -> CheckResult {
    if let why = whyNotMeasured(on: budget.clock) { return .notMeasured(why) }
    let answers = transcript.timing.answers[request] ?? []
    let samples: [TimedSample]
    if budget.clock == .device {
      guard answers.allSatisfy({ $0.heldMicroseconds != nil }) else {
        return CheckResult(findings: [
          .firmware("an answer tells times that no clock of the chip can have come to")
        ])
      }
      samples = answers.compactMap(\.heldMicroseconds).map {
        TimedSample(Self.deviceInterval(microseconds: $0))
      }
    } else {
      samples = answers.compactMap { answer in
        hostInterval(answer).map { time in
          TimedSample(
            time, ofChip: answer.heldMicroseconds.map(Self.deviceInterval(microseconds:)))
        }
      }
    }
    var result = timesResult(samples, "answers", budget)
    if let finding = unanswered(request, budget) { result.findings.append(finding) }
    return result
  }

  /// What it means that requests were not answered at all; nil where all were, or still may be.
  private func unanswered(_ request: TimedRequest, _ budget: TimingBudget) -> Finding? {
    let longest = budget.limits.map(\.milliseconds).max() ?? 0
    let lost = transcript.timing.unanswered(
      request, by: transcript.endTime ?? 0, patienceMilliseconds: max(longest, 1000))
    guard lost > 0 else { return nil }
    let answered = transcript.timing.answers[request]?.count ?? 0
    let words = "\(lost) of \(lost + answered) \(request.rawValue) requests were never answered"
    if link.isTroubled { return .link([words] + link.troubles) }
    return .firmware(words, "no frame was lost by the counters of either end")
  }

  func bootToReady(maximumMilliseconds: Double) -> CheckResult {
    if let why = whyNotMeasured(on: .host) { return .notMeasured(why) }
    let boots = transcript.timing.boots
    guard !boots.isEmpty else { return .notMeasured("the chip was not restarted in this case") }
    return timesResult(
      boots.compactMap(hostInterval).map { TimedSample($0) }, "starts",
      TimingBudget(clock: .host, maximumMilliseconds: maximumMilliseconds))
  }

  /// Something that the chip told, with the sample that it followed from.
  private struct Moment {
    /// Samples that had had their turn.
    var index: UInt32
    /// Device time at which it left, in microseconds.
    var sent: UInt64
    /// Host time at which it came.
    var received: UInt64
  }

  /// - Parameter hasAll: whether it is sure that none was lost on its way.
  private func latency(
    of moments: [Moment], _ what: String, _ budget: TimingBudget, hasAll: Bool
  ) -> CheckResult {
    if let why = whyNotMeasured(on: budget.clock) { return .notMeasured(why) }
    guard let firstTick = transcript.lastStatus?.firstTick, firstTick > 0 else {
      return .notMeasured("the chip does not tell when its first sample was due")
    }
    guard firstTick <= ClockExchange.latestDevice,
      moments.allSatisfy({ $0.sent <= ClockExchange.latestDevice })
    else {
      return CheckResult(findings: [
        .firmware("the chip tells a time that no clock of it can have come to")
      ])
    }
    // What the end of the session brought about followed from no sample.
    let moments = moments.filter {
      $0.index > 0 && UInt64($0.index) < UInt64(suiteCase.stimulus.sampleCount)
    }
    guard !moments.isEmpty else { return .notMeasured("no \(what) came") }
    let fit = ClockFit(transcript.clock.exchanges)
    if let fit, let contradiction = contradiction(firstTick, fit) {
      return CheckResult(findings: [.firmware(contradiction)])
    }
    var samples: [TimedSample] = []
    for moment in moments {
      let due = firstTick + Self.microseconds(samples: moment.index - 1, rate)
      guard moment.sent + 1 >= due else {
        return CheckResult(findings: [
          .firmware(
            "a \(what) says that it left \(due - moment.sent) µs before the sample it followed from "
              + "had its turn")
        ])
      }
      let ofChip = Self.deviceInterval(microseconds: Int64(moment.sent) - Int64(due))
      guard budget.clock == .host else {
        samples.append(TimedSample(ofChip))
        continue
      }
      guard let sample = hostInterval(from: due, fit, to: moment.received) else {
        return .notMeasured("the chip's clock could not be fitted to the rig's, or was not watched")
      }
      samples.append(TimedSample(sample, ofChip: ofChip))
    }
    var result = timesResult(samples, what + "s", budget)
    if !hasAll, !link.troubleFromChip.isEmpty {
      result.findings.append(.link(["\(what)s may have been lost on their way"] + link.troubles))
    }
    return result
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
      let due = host(firstTick &+ Self.microseconds(samples: credit.consumed &- 1, rate))
      guard let due, due.low > Double(credit.time) else { continue }
      let early = (due.low - Double(credit.time)) / 1e6
      return String(
        format:
          "the chip had %d samples consumed %.1f ms before the last of them was due by its word",
        Int(credit.consumed), early)
    }
    return nil
  }
}
