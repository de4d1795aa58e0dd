internal import Foundation
internal import RigModel
internal import Stimulus

// Checks of the strides' values, over those that are both in the reference and told by the board.

extension CaseScene {
  func strideLength(
    meanAbsoluteErrorPercent: Double, biasPercent: Double?, _ alignment: StrideAlignment
  ) -> CheckResult {
    let compared = comparable(alignment).compactMap { pair in
      pair.truth.lengthMetres.map { ($0 * 1000, pair) }
    }.filter { $0.0 > 0 }
    guard !compared.isEmpty else { return nothingMatched(alignment) }
    let errors = compared.map { 100 * ($1.detected.lengthMillimetres / $0 - 1) }
    // A length is told in whole millimetres.
    let doubt = Statistics.mean(compared.map { 100 * 0.5 / $0.0 })
    var measurements = [
      MeasuredValue(
        "mean absolute error", Statistics.mean(errors.map(\.magnitude)), uncertainty: doubt,
        unit: "%", limit: .atMost(meanAbsoluteErrorPercent))
    ]
    let bias = Statistics.mean(errors)
    if let biasPercent {
      measurements.append(
        MeasuredValue("bias", bias, uncertainty: doubt, unit: "%", limit: .within(biasPercent)))
    }
    let differences = compared.map { $1.detected.lengthMillimetres - $0 }
    var figures = [
      Figure("strides compared", compared.count), Figure("bias", bias ?? 0, "%"),
      Figure("mean difference", Statistics.mean(differences) ?? 0, "mm"),
    ]
    if let deviation = Statistics.standardDeviation(errors) {
      figures.append(Figure("standard deviation", deviation, "%"))
      let millimetres = Statistics.standardDeviation(differences) ?? 0
      figures.append(Figure("standard deviation", millimetres, "mm"))
    }
    let worst = errors.indices.max { errors[$0].magnitude < errors[$1].magnitude } ?? 0
    figures.append(Figure("worst stride", errors[worst], "%"))
    let (reference, pair) = compared[worst]
    return CheckResult(
      measurements: measurements, figures: figures,
      evidence: [
        String(
          format: "worst stride at %.2f–%.2f s: %.0f mm told, %.0f mm true (%+.1f %%)",
          pair.truth.startSeconds, pair.truth.endSeconds, pair.detected.lengthMillimetres,
          reference, errors[worst])
      ],
      reference: suiteCase.truth?.source)
  }

  func cadence(errorPerMinute: Double, _ alignment: StrideAlignment) -> CheckResult {
    let pairs = comparable(alignment)
    guard !pairs.isEmpty else { return nothingMatched(alignment) }
    let told = pairs.map(\.detected.cadencePerMinute)
    let real = pairs.map { 120 / alignment.strideSeconds($0.index) }
    let meanTold = Statistics.mean(told) ?? 0
    let meanReal = Statistics.mean(real) ?? 0
    let errors = zip(told, real).map { $0 - $1 }
    let worst = errors.indices.max { errors[$0].magnitude < errors[$1].magnitude } ?? 0
    return CheckResult(
      measurements: [
        // Cadence is told in tenths.
        MeasuredValue(
          "mean error", meanTold - meanReal, uncertainty: 0.05, unit: "steps/min",
          limit: .within(errorPerMinute))
      ],
      figures: [
        Figure("strides compared", pairs.count), Figure("told", meanTold, "steps/min"),
        Figure("reference", meanReal, "steps/min"),
        Figure("standard deviation", Statistics.standardDeviation(errors) ?? 0, "steps/min"),
        Figure("worst stride", errors[worst], "steps/min"),
      ],
      evidence: [
        String(
          format: "worst stride at %.2f–%.2f s: %.1f steps/min told, %.1f true",
          pairs[worst].truth.startSeconds, pairs[worst].truth.endSeconds, told[worst], real[worst])
      ],
      reference: suiteCase.truth?.source)
  }

  func midstanceTiming(
    driftPPM: Double?, spreadMilliseconds: Double?, _ alignment: StrideAlignment
  ) -> CheckResult {
    let pairs = comparable(alignment)
    guard !pairs.isEmpty else { return nothingMatched(alignment) }
    let points = pairs.map { pair in
      RobustSlope.Point(
        x: pair.truth.endSeconds, y: pair.detected.end - pair.truth.endSeconds,
        group: Activity.allCases.firstIndex { $0 == pair.truth.activity } ?? -1)
    }
    guard let line = RobustSlope(points) else {
      return .notMeasured("\(pairs.count) strides are too few for a drift: five are needed")
    }
    var measurements: [MeasuredValue] = []
    if let driftPPM {
      measurements.append(
        MeasuredValue(
          "drift", line.slope * 1e6, uncertainty: line.uncertainty * 1e6, unit: "ppm",
          limit: .within(driftPPM)))
    }
    let spread = Statistics.standardDeviation(line.residuals.map { $0 * 1000 })
    if let spreadMilliseconds {
      // A midstance is told in sixteenths of a sample.
      measurements.append(
        MeasuredValue(
          "spread", spread, uncertainty: 1000 / rate / 32, unit: "ms",
          limit: .atMost(spreadMilliseconds)))
    }
    let offsets = points.map { $0.y * 1000 }
    return CheckResult(
      measurements: measurements,
      figures: [
        Figure("strides compared", pairs.count),
        Figure("median offset", Statistics.median(offsets) ?? 0, "ms"),
        Figure("drift", line.slope * 1e6, "ppm"),
        Figure("drift, 95 %", line.uncertainty * 1e6, "ppm"),
        Figure("spread", spread ?? 0, "ms"),
      ],
      evidence: driftEvidence(pairs, line, driftPPM), reference: suiteCase.truth?.source)
  }

  private func driftEvidence(
    _ pairs: [StrideAlignment.Pair], _ line: RobustSlope, _ limit: Double?
  ) -> [String] {
    guard let first = pairs.first, let last = pairs.last, let limit else { return [] }
    let span = last.truth.endSeconds - first.truth.endSeconds
    var evidence = [
      String(
        format: "over %.0f s the board's sample time moves by %+.1f ms against the reference's",
        span, line.slope * span * 1000)
    ]
    let drift = line.slope * 1e6
    if abs(drift) - line.uncertainty * 1e6 > limit {
      let share = Int((1e6 / abs(drift)).rounded())
      evidence.append(
        "as if it \(drift < 0 ? "left out" : "took twice") one sample in every \(share)")
    }
    if line.uncertainty * 1e6 > limit / 2 {
      // A slope's uncertainty falls with the 3/2th power of the time it is taken over.
      let needed = span * pow(line.uncertainty * 1e6 / (limit / 2), 2.0 / 3)
      evidence.append(
        String(
          format: "a limit of %.0f ppm wants about %.0f s of steady strides, there are %.0f s",
          limit, needed, span))
    }
    return evidence
  }

  /// Matched strides, without those that a planned loss of samples touches.
  func comparable(_ alignment: StrideAlignment) -> [StrideAlignment.Pair] {
    let losses = plannedLosses
    return alignment.pairs.filter { !$0.truth.touches(losses) }
  }

  /// That no stride can be compared: the firmware's doing only where it told none of those that
  /// could be.
  func nothingMatched(_ alignment: StrideAlignment) -> CheckResult {
    CheckResult(
      figures: [Figure("strides compared", 0)], findings: [whyNothingMatched(alignment)],
      reference: suiteCase.truth?.source)
  }

  private func whyNothingMatched(_ alignment: StrideAlignment) -> Finding {
    func notMeasured(_ why: String) -> Finding { Finding(.notMeasured, .rig, [why]) }
    let (asked, losses) = (alignment.asked, plannedLosses)
    if asked.isEmpty { return notMeasured("the reference has no steady stride to compare") }
    let whole = asked.filter { !alignment.truth[$0].touches(losses) }
    if whole.isEmpty {
      return notMeasured(
        "every steady stride of the reference lacks samples that the suite leaves out on purpose")
    }
    let told = comparable(alignment).count
    if told > 0 {
      return notMeasured(
        "of the \(told) steady strides that were told, the reference does not know this value")
    }
    return .firmware(
      "none of the reference's \(whole.count) steady strides was told, so none can be compared")
  }
}

extension TruthStride {
  fileprivate func touches(_ losses: [ClosedRange<Double>]) -> Bool {
    losses.contains { $0.lowerBound <= endSeconds && startSeconds <= $0.upperBound }
  }
}
