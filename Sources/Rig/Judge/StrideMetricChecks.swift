internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink
internal import Stimulus

// Checks of metrics that the reference tells stride by stride.

extension CaseScene {
  /// A metric that most strides do not tell is not known, however right the others are.
  private static let leastToldPercent = 90.0

  func strideMetric(
    _ metric: StrideMetric, _ limits: ErrorLimits, _ alignment: StrideAlignment
  ) -> CheckResult {
    let known = comparable(alignment).compactMap { pair in
      alignment.reference(metric, pair.index).map { (pair, $0) }
    }
    guard !known.isEmpty else { return nothingMatched(alignment) }
    let compared = known.compactMap { pair, reference in
      pair.detected.told(metric).map { MetricPair(pair: pair, reference: reference, told: $0) }
    }
    var result = metricErrors(metric, limits, compared)
    result.measurements.append(
      MeasuredValue(
        "told", 100 * Double(compared.count) / Double(known.count), unit: "%",
        limit: .atLeast(Self.leastToldPercent)))
    result.figures.insert(Figure("strides of the reference", known.count), at: 0)
    result.reference = suiteCase.truth?.source
    return result
  }

  private func metricErrors(
    _ metric: StrideMetric, _ limits: ErrorLimits, _ compared: [MetricPair]
  ) -> CheckResult {
    let errors = compared.map(\.error)
    // What is told is rounded to a step, so half of it is what a mean may be off.
    let doubt =
      DetectedStride.step(metric, sampleRateHertz: suiteCase.configure.sampleRateHertz) / 2
    var measurements: [MeasuredValue] = []
    func measure(_ quantity: String, _ value: Double?, _ limit: Limit) {
      measurements.append(
        MeasuredValue(quantity, value, uncertainty: doubt, unit: metric.unit, limit: limit))
    }
    if let bias = limits.bias { measure("bias", Statistics.mean(errors), .within(bias)) }
    if let limit = limits.meanAbsolute {
      measure("mean absolute error", Statistics.mean(errors.map(\.magnitude)), .atMost(limit))
    }
    if let limit = limits.spread {
      measure("standard deviation", Statistics.standardDeviation(errors), .atMost(limit))
    }
    return CheckResult(
      measurements: measurements, figures: figures(metric, compared),
      evidence: worstStride(metric, compared))
  }

  private func figures(_ metric: StrideMetric, _ compared: [MetricPair]) -> [Figure] {
    let errors = compared.map(\.error)
    var figures = [Figure("strides compared", compared.count)]
    func add(_ name: String, _ value: Double?) {
      if let value { figures.append(Figure(name, value, metric.unit)) }
    }
    if !metric.isInstant {
      add("told, mean", Statistics.mean(compared.map(\.told)))
      add("reference, mean", Statistics.mean(compared.map(\.reference)))
    }
    add("bias", Statistics.mean(errors))
    add("mean absolute error", Statistics.mean(errors.map(\.magnitude)))
    add("standard deviation", Statistics.standardDeviation(errors))
    return figures
  }

  private func worstStride(_ metric: StrideMetric, _ compared: [MetricPair]) -> [String] {
    guard let worst = compared.max(by: { $0.error.magnitude < $1.error.magnitude }) else {
      return ["no stride told its \(metric.title)"]
    }
    let stride = worst.pair.truth
    return [
      String(
        format: "worst stride at %.2f–%.2f s: %.1f %@ told, %.1f %@ true (%+.1f %@)",
        stride.startSeconds, stride.endSeconds, worst.told, metric.unit, worst.reference,
        metric.unit, worst.error, metric.unit)
    ]
  }

  func strikeClass(minimumPercent: Double, _ alignment: StrideAlignment) -> CheckResult {
    let pairs = comparable(alignment).compactMap { pair in
      pair.truth.strikeAngleDegrees.map { (pair, StrikeClass(degrees: $0), $0) }
    }
    guard !pairs.isEmpty else { return nothingMatched(alignment) }
    let wrong = pairs.filter { $0.0.detected.message.strike.wireName != $0.1.rawValue }
    return CheckResult(
      measurements: [
        MeasuredValue(
          "right", 100 * Double(pairs.count - wrong.count) / Double(pairs.count), unit: "%",
          limit: .atLeast(minimumPercent))
      ],
      figures: [Figure("strides compared", pairs.count), Figure("wrong", wrong.count)]
        + StrikeClass.allCases.map { strike in
          Figure("\(strike.rawValue), by the reference", pairs.count { $0.1 == strike })
        },
      evidence: wrong.prefix(3).map { pair, strike, degrees in
        String(
          format: "at %.2f s: %@ told, %@ true (%.1f°)", pair.truth.startSeconds,
          pair.detected.message.strike.wireName, strike.rawValue, degrees)
      },
      reference: suiteCase.truth?.source)
  }
}

/// One stride's metric as it was told and as it is.
private struct MetricPair {
  var pair: StrideAlignment.Pair
  var reference: Double
  var told: Double

  var error: Double { told - reference }
}

extension StrideMetric {
  /// Whether it is a time of the case, whose mean says nothing.
  package var isInstant: Bool { self == .contactTiming || self == .toeOffTiming }
}

extension StrideAlignment {
  /// What the reference tells of a stride, in the metric's unit; nil where it does not.
  func reference(_ metric: StrideMetric, _ index: Int) -> Double? {
    let stride = truth[index]
    let seconds = strideSeconds(index)
    let contact = contactSeconds(index)
    func milliseconds(_ seconds: Double?) -> Double? { seconds.map { $0 * 1000 } }
    switch metric {
    case .strideTime: return 1000 * seconds
    case .contactTime: return milliseconds(contact)
    case .swingTime:
      guard let toeOff = stride.toeOffSeconds, let end = stride.initialContactSeconds else {
        return nil
      }
      return 1000 * (end - toeOff)
    case .flightTime: return milliseconds(contact.map { seconds / 2 - $0 })
    case .dutyFactor: return contact.map { 100 * $0 / seconds }
    case .contactTiming: return milliseconds(stride.initialContactSeconds)
    case .toeOffTiming: return milliseconds(stride.toeOffSeconds)
    case .speed: return stride.lengthMetres.map { 1000 * $0 / seconds }
    case .strikeAngle: return stride.strikeAngleDegrees
    case .pronation: return stride.pronationDegrees
    case .clearance: return milliseconds(stride.clearanceMetres)
    }
  }
}

extension DetectedStride {
  /// What the board told, in the metric's unit; nil where it says that it does not know.
  func told(_ metric: StrideMetric) -> Double? {
    let hasContact = !message.quality.contains(.noContact)
    let hasToeOff = !message.quality.contains(.noToeOff)
    func tenths(_ value: some BinaryInteger, _ isKnown: Bool) -> Double? {
      isKnown ? Double(value) / 10 : nil
    }
    return switch metric {
    case .strideTime: tenths(message.strideTime, hasContact)
    case .contactTime: tenths(message.contactTime, message.contactTime > 0)
    case .swingTime: tenths(message.swingTime, message.swingTime > 0)
    case .flightTime: tenths(message.flightTime, message.contactTime > 0)
    case .dutyFactor: tenths(message.dutyFactor, message.dutyFactor > 0)
    case .contactTiming: hasContact ? 1000 * contact : nil
    case .toeOffTiming: hasToeOff ? 1000 * toeOff : nil
    case .speed: Double(message.speed)
    case .strikeAngle: tenths(message.strikeAngle, hasContact)
    case .pronation: tenths(message.pronation, hasContact)
    case .clearance: Double(message.clearance)
    }
  }

  /// The least step in which the contract tells it, in the metric's unit.
  fileprivate static func step(_ metric: StrideMetric, sampleRateHertz: UInt16) -> Double {
    switch metric {
    case .contactTiming, .toeOffTiming: 1000 / (16 * Double(sampleRateHertz))
    case .speed, .clearance: 1
    default: 0.1
    }
  }
}
