internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink
internal import Stimulus

// Checks of what the board found in the footsteps, against a reference.

extension CaseScene {
  func stridesFound(minimumPercent: Double, _ alignment: StrideAlignment) -> CheckResult {
    let asked = alignment.asked.count
    guard asked > 0 else { return .notMeasured("the reference has no steady stride to find") }
    let missed = alignment.missed
    return CheckResult(
      measurements: [
        MeasuredValue(
          "found", 100 * Double(asked - missed.count) / Double(asked), unit: "%",
          limit: .atLeast(minimumPercent))
      ],
      figures: [
        Figure("steady strides of the reference", asked), Figure("found", asked - missed.count),
        Figure("missed", missed.count),
        Figure("not judged: starts, stops, turns", alignment.detected(.tolerated).count),
      ],
      evidence: missed.isEmpty
        ? [] : ["missed at \(times(missed.map { ($0.startSeconds, $0.endSeconds) }))"],
      reference: suiteCase.truth?.source)
  }

  func falseStrides(maximumPercent: Double, _ alignment: StrideAlignment) -> CheckResult {
    let reference = alignment.truth.count
    guard reference > 0 else { return .notMeasured("the reference has no stride") }
    let unfounded = alignment.detected(.unfounded)
    var result = CheckResult(
      measurements: [
        MeasuredValue(
          "false", 100 * Double(unfounded.count) / Double(reference), unit: "%",
          limit: .atMost(maximumPercent))
      ],
      figures: [
        Figure("strides of the reference", reference), Figure("told", detected.count),
        Figure("false", unfounded.count),
        Figure("outside of the reference", alignment.detected(.unjudged).count),
      ],
      evidence: unfounded.isEmpty
        ? [] : ["false at \(times(unfounded.map { ($0.start, $0.end) }))"],
      reference: suiteCase.truth?.source)
    result.findings = absence
    return result
  }

  func strideCount(expected: Int?, tolerance: Int) -> CheckResult {
    guard let expected = expected ?? suiteCase.truth?.strideCount else {
      return .notMeasured("the reference does not count strides")
    }
    return CheckResult(
      measurements: [
        MeasuredValue(
          "strides", Double(countedStrides), unit: "",
          limit: Limit(lower: Double(expected - tolerance), upper: Double(expected + tolerance)))
      ],
      figures: [Figure("expected", expected), Figure("events", detected.count)],
      evidence: ["the chip counted \(countedStrides) strides, \(expected) were expected"],
      reference: suiteCase.truth?.source)
  }

  func noStrides() -> CheckResult {
    let distance = transcript.summaries.map(\.distance).max() ?? 0
    let count = max(detected.count, countedStrides)
    var result = CheckResult(
      measurements: [
        MeasuredValue("strides", Double(count), unit: "", limit: .exactly(0)),
        MeasuredValue("distance", Double(distance) / 1000, unit: "m", limit: .exactly(0)),
      ],
      figures: [Figure("seconds", seconds, "s")],
      evidence: detected.isEmpty
        ? [] : ["strides told at \(times(detected.map { ($0.start, $0.end) }))"],
      reference: suiteCase.truth?.source)
    result.findings = absence
    return result
  }

  /// That something is not there can't be said where events were lost on their way.
  private var absence: [Finding] {
    guard !hasAllStrides, !link.troubleFromChip.isEmpty else { return [] }
    return [.link(["stride events may have been lost on their way"] + link.troubles)]
  }

  func distance(errorPercent: Double) -> CheckResult {
    guard let reference = suiteCase.truth?.distanceMetres, reference > 0 else {
      return .notMeasured("the reference does not tell a distance")
    }
    guard let last = transcript.summaries.last else {
      return CheckResult(findings: [.firmware("no summary came")])
    }
    let metres = Double(last.distance) / 1000
    return CheckResult(
      measurements: [
        MeasuredValue(
          "error", 100 * (metres / reference - 1),
          // Every stride's length is told in whole millimetres.
          uncertainty: 100 * 0.0005 * Double(last.strides) / reference, unit: "%",
          limit: .within(errorPercent))
      ],
      figures: [
        Figure("distance", metres, "m"), Figure("reference", reference, "m"),
        Figure("strides", last.strides),
      ],
      evidence: [String(format: "%.1f m told, %.1f m true", metres, reference)],
      reference: suiteCase.truth?.source)
  }

  func activity(is activity: GaitActivity, minimumPercent: Double) -> CheckResult {
    let steady = SteadyPart(suiteCase.truth, activity)
    let expected = (1..<max(Int(seconds) + 1, 2)).count { steady.contains(Double($0)) }
    guard expected > 0 else {
      return .notMeasured("no second of the stimulus is steady enough to ask for its activity")
    }
    let told = transcript.summaries.dropLast()
      .filter { steady.contains(Double($0.sampleIndex) / rate) }
    let right = told.filter { $0.activity.wireName == activity.rawValue }
    let wrong = told.filter { $0.activity.wireName != activity.rawValue }
    // A summary that is missing is no right one.
    let total = max(expected, told.count)
    return CheckResult(
      measurements: [
        MeasuredValue(
          activity.rawValue, 100 * Double(right.count) / Double(total), unit: "%",
          limit: .atLeast(minimumPercent))
      ],
      figures: [Figure("summaries", total), Figure("right", right.count)],
      evidence: wrong.prefix(5).map {
        String(
          format: "at %.1f s the chip said %@", Double($0.sampleIndex) / rate, $0.activity.wireName)
      },
      reference: suiteCase.truth?.source)
  }

  /// The first few of some stretches of sample time.
  func times(_ stretches: [(Double, Double)]) -> String {
    let shown = stretches.prefix(5).map { String(format: "%.2f–%.2f s", $0.0, $0.1) }
    let rest = stretches.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

/// The times at which what a person does has been so for long enough to be known.
private struct SteadyPart {
  private let strides: [TruthStride]
  private let isStill: Bool
  /// When each stride's walk or run began.
  private let began: [Double]

  /// A gait is told by a whole stride and the one after it; standing, by two seconds of it.
  private static let settlingSeconds = 2.0

  init(_ truth: Truth?, _ activity: GaitActivity) {
    strides = truth?.strides ?? []
    isStill = activity == .still
    var began: [Double] = []
    for (index, stride) in strides.enumerated() {
      let followsOn =
        index > 0 && abs(strides[index - 1].endSeconds - stride.startSeconds) < 0.001
        && strides[index - 1].activity == stride.activity
      began.append(followsOn ? began[index - 1] : stride.startSeconds)
    }
    self.began = began
  }

  func contains(_ time: Double) -> Bool {
    if isStill {
      return !strides.contains {
        $0.startSeconds < time && time - Self.settlingSeconds < $0.endSeconds
      }
    }
    return strides.indices.contains {
      strides[$0].isSteady && strides[$0].startSeconds <= time && time < strides[$0].endSeconds
        && time - began[$0] >= Self.settlingSeconds
    }
  }
}
