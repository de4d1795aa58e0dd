package import Stimulus

/// A part of a stimulus' truth that a check can't do without.
package enum TruthPart: String, CaseIterable, Sendable {
  case strideTimes, strideLengths, strideCount, distance

  /// Whether a truth has it.
  package func isPresent(in truth: Truth?) -> Bool {
    guard let truth else { return false }
    return switch self {
    case .strideTimes: !truth.steadyStrides.isEmpty
    case .strideLengths: truth.steadyStrides.contains { $0.lengthMetres != nil }
    case .strideCount: truth.strideCount != nil
    case .distance: truth.distanceMetres != nil
    }
  }

  /// As an error calls it.
  package var words: String {
    switch self {
    case .strideTimes: "the times of steady strides"
    case .strideLengths: "the lengths of steady strides"
    case .strideCount: "the number of strides"
    case .distance: "the distance"
    }
  }
}

extension Check {
  /// The part of the stimulus' truth that it is judged by; nil where it needs none.
  package var requiredTruth: TruthPart? {
    switch self {
    case .stridesFound, .falseStrides, .cadence, .midstanceTiming: .strideTimes
    case .strideLength: .strideLengths
    case .strideCount(let expected, _): expected == nil ? .strideCount : nil
    case .distance: .distance
    case .noStrides, .activity, .sampleAccounting, .reportedFaults, .strideEventDeadline,
      .summaries, .realTime, .clockDrift, .stack:
      nil
    }
  }

  /// Whether it is held against what is known of the footsteps, be that in the stimulus' truth or
  /// in the check itself.
  package var isTruthBased: Bool {
    switch self {
    case .stridesFound, .falseStrides, .strideCount, .strideLength, .distance, .cadence,
      .midstanceTiming, .noStrides, .activity:
      true
    case .sampleAccounting, .reportedFaults, .strideEventDeadline, .summaries, .realTime,
      .clockDrift, .stack:
      false
    }
  }
}
