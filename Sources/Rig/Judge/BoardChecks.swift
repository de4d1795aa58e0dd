internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink

// Checks of the board's own counts and times, which need no reference.

extension CaseScene {
  func sampleAccounting() -> CheckResult {
    let status = transcript.lastStatus
    let end = Double(suiteCase.stimulus.sampleCount)
    let planned = suiteCase.faults.reduce(0) { $0 + $1.lostSamples.count }
    return CheckResult(
      measurements: [
        MeasuredValue(
          "samples consumed", status.map { Double($0.samplesConsumed) }, unit: "samples",
          limit: .exactly(end - Double(planned)))
      ],
      figures: [
        Figure("sent", transcript.sent.unique, "samples"),
        Figure("left out by plan", planned, "samples"),
        Figure("skipped, by the chip", status?.samplesSkipped ?? 0, "samples"),
        Figure("late, by the chip", status?.samplesLate ?? 0, "samples"),
        Figure("overflowed, by the chip", status?.samplesOverflowed ?? 0, "samples"),
        Figure("underruns", transcript.underrunCount, "samples"),
      ],
      findings: [ledger], isDecidedByFindings: true)
  }

  func reportedFaults(_ expected: FaultCounts) -> CheckResult {
    guard transcript.injected.count == suiteCase.faults.count else {
      return CheckResult(findings: [
        .rig(
          "the suite plans \(suiteCase.faults.count) faults, the rig injected "
            + "\(transcript.injected.count)")
      ])
    }
    guard let counts = transcript.faultCounts else {
      let words = "the chip's status before or after the case is missing"
      return CheckResult(
        findings: [link.isTroubled ? .link([words] + link.troubles) : .firmware(words)])
    }
    var result = CheckResult(isDecidedByFindings: true)
    for field in FaultCounts.Field.allCases where expected[field] > 0 || counts[field] > 0 {
      let measurement = MeasuredValue(
        field.words, Double(counts[field]), unit: "", limit: .exactly(Double(expected[field])))
      result.measurements.append(measurement)
      if measurement.verdict != .pass {
        result.findings.append(mismatch(field, counts[field], expected: expected[field]))
      }
    }
    if result.measurements.isEmpty {
      result.measurements = [MeasuredValue("faults", 0, unit: "", limit: .exactly(0))]
    }
    return result
  }

  /// What it means that the chip counted something else than the suite expects.
  private func mismatch(
    _ field: FaultCounts.Field, _ counted: UInt32, expected: UInt32
  ) -> Finding {
    let sent = transcript.onPurpose(field)
    let words = "\(field.words): the chip counted \(counted), \(expected) were expected"
    if UInt64(counted) == sent {
      return .rig(words, "the rig made \(sent): the suite expects what it does not ask for")
    }
    if counted < sent {
      return link.isTroubled
        ? .link([words] + link.troubles)
        : .firmware(words, "the rig made \(sent), and the chip does not tell of all of them")
    }
    switch field {
    case .samplesLate where transcript.underrunCount >= UInt64(counted):
      // What was not there when its turn came, came too late.
      var finding = underruns.finding(allowed: 0)
      finding.evidence.insert(words, at: 0)
      return finding
    case .unknownTypes, .malformedPayloads, .samplesLate, .samplesOverflowed:
      return .firmware(words, "the rig made \(sent)")
    case .samplesSkipped where link.troubleToChip.isEmpty:
      return .firmware(words, "no frame was lost by the counters of either end")
    default: return .link([words] + link.troubles)
    }
  }

  func strideEventDeadline(maximumMilliseconds: Double) -> CheckResult {
    guard !detected.isEmpty else {
      return CheckResult(
        findings: [
          alignment?.asked.isEmpty == false
            ? .firmware("no stride event came, though the reference has strides")
            : Finding(.notMeasured, .rig, ["no stride event came, and none was called for"])
        ])
    }
    // What the end of the session brought about had no deadline: no sample came that could have.
    let timely = detected.filter {
      UInt64($0.message.emittedIndex) < UInt64(suiteCase.stimulus.sampleCount)
    }
    guard !timely.isEmpty else {
      return .notMeasured("every stride event came with the session's end")
    }
    let delays = timely.map {
      $0.delayMilliseconds(sampleRateHertz: suiteCase.configure.sampleRateHertz)
    }
    let worst = delays.indices.max { delays[$0] < delays[$1] } ?? 0
    return CheckResult(
      measurements: [
        MeasuredValue(
          "longest", delays[worst], unit: "ms", limit: .atMost(maximumMilliseconds))
      ],
      figures: [
        Figure("events", delays.count),
        Figure("with the session's end", detected.count - timely.count),
        Figure("shortest", delays.min() ?? 0, "ms"),
        Figure("median", Statistics.median(delays) ?? 0, "ms"),
        Figure("over the deadline", delays.count { $0 > maximumMilliseconds }),
      ],
      evidence: [
        String(
          format: "the event of the stride that ended at %.2f s left %.1f ms of sample time later",
          timely[worst].end, delays[worst])
      ])
  }

  func realTime(maximumLateTicks: UInt32, maximumUnderruns: UInt32) -> CheckResult {
    guard suiteCase.clock == .realTime else {
      return .notMeasured("the case runs as fast as possible")
    }
    guard emulator != "counted" else {
      return .notMeasured("an emulator that counts instructions does not keep real time")
    }
    guard let lateTicks = transcript.rise(\.lateTicks) else {
      return CheckResult(findings: [
        .link(["the chip's status before or after the case is missing"] + link.troubles)
      ])
    }
    let count = transcript.underrunCount
    var result = CheckResult(
      measurements: [
        MeasuredValue(
          "late ticks", Double(lateTicks), unit: "", limit: .atMost(Double(maximumLateTicks))),
        MeasuredValue(
          "underruns", Double(count), unit: "", limit: .atMost(Double(maximumUnderruns))),
      ],
      figures: [Figure("host time", transcript.replaySeconds ?? 0, "s")])
    result.isDecidedByFindings = true
    result.findings = [
      lateTickFinding(lateTicks, maximumLateTicks),
      underruns.finding(allowed: UInt64(maximumUnderruns)),
    ]
    return result
  }

  func clockDrift(maximumPPM: Double) -> CheckResult {
    guard emulator != "counted" else {
      return .notMeasured("an emulator that counts instructions does not keep the host's time")
    }
    guard let fit = ClockFit(transcript.clock.exchanges), let drift = fit.drift else {
      return .notMeasured("no two exchanges of the clocks fit together")
    }
    return CheckResult(
      measurements: [
        MeasuredValue(
          "drift", drift.value, uncertainty: drift.uncertainty, unit: "ppm",
          limit: .within(maximumPPM))
      ],
      figures: [
        Figure("exchanges", transcript.clock.exchanges.count),
        Figure("shortest way there and back", Double(fit.leastDelayNanoseconds) / 1e6, "ms"),
      ],
      evidence: ["the device's clock against the host's, from when each could have been read"])
  }

  /// Late ticks of an emulator or a process can be those of a host that was busy elsewhere.
  private func lateTickFinding(_ count: UInt32, _ allowed: UInt32) -> Finding {
    guard count > allowed else { return .pass }
    let ticks = count == 1 ? "1 sample tick was" : "\(count) sample ticks were"
    let words = "\(ticks) served after the next was due"
    if emulator == nil, board != .native { return .firmware(words) }
    return Finding(
      .inconclusive, .rig,
      [
        words,
        "the chip's clock is the host's, which was busy: leave the machine alone and run the case again",
      ])
  }

  func stack(minimumFreeBytes: UInt32) -> CheckResult {
    guard let status = transcript.lastStatus, status.stackSize > 0 else {
      return .notMeasured("this board does not measure its stack")
    }
    let free = Int(status.stackSize) - Int(status.stackUsed)
    return CheckResult(
      measurements: [
        MeasuredValue(
          "free", Double(free), unit: "bytes", limit: .atLeast(Double(minimumFreeBytes)))
      ],
      figures: [
        Figure("used", status.stackUsed, "bytes"), Figure("size", status.stackSize, "bytes"),
      ],
      evidence: ["\(status.stackUsed) of \(status.stackSize) bytes were touched"])
  }
}
