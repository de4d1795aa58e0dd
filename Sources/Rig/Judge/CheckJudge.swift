internal import RigModel
internal import SoleLink

extension CaseScene {
  /// Judges one check of a case that went to its end.
  func judge(_ check: Check) -> CheckJudgement {
    let result = result(of: check)
    let finding = weighed(result, check)
    var measurements = result.measurements
    // Beyond its limit, and yet no failure: then the measurement is not to be read as one.
    for index in measurements.indices
    where measurements[index].verdict > finding.verdict {
      measurements[index].verdict = finding.verdict
    }
    return CheckJudgement(
      name: check.name, title: check.title, asked: check.sentence, verdict: finding.verdict,
      suspect: finding.suspect, evidence: finding.evidence, measurements: measurements,
      figures: result.figures,
      reference: result.reference.map { source in
        check.requiredTruth.map { "\($0.words), by \(source)" } ?? source
      }, samples: result.samples?.map { $0.rounded(to: .report) })
  }

  private func result(of check: Check) -> CheckResult {
    switch check {
    case .stridesFound(let minimum): aligned { stridesFound(minimumPercent: minimum, $0) }
    case .falseStrides(let maximum): aligned { falseStrides(maximumPercent: maximum, $0) }
    case .strideCount(let expected, let tolerance):
      strideCount(expected: expected, tolerance: tolerance)
    case .strideLength(let error, let bias):
      aligned { strideLength(meanAbsoluteErrorPercent: error, biasPercent: bias, $0) }
    case .distance(let error): distance(errorPercent: error)
    case .calibratedDistance(let error):
      aligned { calibratedDistance(errorPercent: error, $0) }
    case .cadence(let error): aligned { cadence(errorPerMinute: error, $0) }
    case .midstanceTiming(let drift, let spread):
      aligned { midstanceTiming(driftPPM: drift, spreadMilliseconds: spread, $0) }
    case .strideMetric(let metric, let limits):
      aligned { strideMetric(metric, limits, $0) }
    case .strikeClass(let minimum): aligned { strikeClass(minimumPercent: minimum, $0) }
    case .noStrides: noStrides()
    case .activity(let activity, let minimum): self.activity(is: activity, minimumPercent: minimum)
    case .sampleAccounting: sampleAccounting()
    case .reportedFaults(let counts): reportedFaults(counts)
    case .strideEventDeadline(let maximum): strideEventDeadline(maximumMilliseconds: maximum)
    case .summaries(let period): summaries(periodSeconds: period)
    case .realTime(let late, let underruns):
      realTime(maximumLateTicks: late, maximumUnderruns: underruns)
    case .clockDrift(let maximum): clockDrift(maximumPPM: maximum)
    case .eventLatency(let budget): eventLatency(budget)
    case .feedbackLatency(let budget): feedbackLatency(budget)
    case .responseTime(let request, let budget): responseTime(to: request, budget)
    case .summaryPeriod(let budget): summaryPeriod(budget)
    case .bootToReady(_, let maximum): bootToReady(maximumMilliseconds: maximum)
    case .load(let maximum): load(maximumPercent: maximum)
    case .sampleCost(let maximum): sampleCost(maximumMicroseconds: maximum)
    case .throughput(let minimum): throughput(minimumSamplesPerSecond: minimum)
    case .stack(let minimum): stack(minimumFreeBytes: minimum)
    case .snapshot: snapshot()
    case .shoe(let check): shoe(check)
    }
  }

  private func aligned(_ body: (StrideAlignment) -> CheckResult) -> CheckResult {
    guard let alignment else { return .notMeasured("nothing is known of these footsteps") }
    return body(alignment)
  }

  /// The finding, in the light of what else happened: a failure proves nothing where the line took
  /// frames away, nor where the rig did not do its part.
  private func weighed(_ result: CheckResult, _ check: Check) -> Finding {
    var finding = result.finding
    guard finding.verdict == .fail, !result.isDecidedByFindings else { return finding }
    if case .stack = check { return finding }
    if ledger.verdict == .error {
      return Finding(.error, .rig, ledger.evidence + finding.evidence)
    }
    if isDisturbed {
      return .link(finding.evidence + link.troubles)
    }
    if ledger.verdict == .fail { finding.evidence += ledger.evidence }
    return finding
  }
}
