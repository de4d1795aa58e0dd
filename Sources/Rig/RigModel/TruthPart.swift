package import Stimulus

/// A part of a stimulus' truth that a check can't do without.
package enum TruthPart: String, CaseIterable, Sendable {
  case strideTimes, strideLengths, strideCount, distance
  case contacts, contactTimes, swingTimes, toeOffs, strikeAngles, pronations, clearances

  /// Whether a truth has it.
  package func isPresent(in truth: Truth?) -> Bool {
    guard let truth else { return false }
    return switch self {
    case .strideTimes: !truth.steadyStrides.isEmpty
    case .strideLengths: truth.steadyStrides.contains { $0.lengthMetres != nil }
    case .strideCount: truth.strideCount != nil
    case .distance: truth.distanceMetres != nil
    case .contacts: truth.steadyStrides.contains { $0.initialContactSeconds != nil }
    case .contactTimes:
      truth.strides.indices.contains {
        truth.strides[$0].isSteady && truth.contactSeconds(beforeStride: $0) != nil
      }
    case .swingTimes:
      truth.steadyStrides.contains { $0.initialContactSeconds != nil && $0.toeOffSeconds != nil }
    case .toeOffs: truth.steadyStrides.contains { $0.toeOffSeconds != nil }
    case .strikeAngles: truth.steadyStrides.contains { $0.strikeAngleDegrees != nil }
    case .pronations: truth.steadyStrides.contains { $0.pronationDegrees != nil }
    case .clearances: truth.steadyStrides.contains { $0.clearanceMetres != nil }
    }
  }

  /// As an error calls it.
  package var words: String {
    switch self {
    case .strideTimes: "the times of steady strides"
    case .strideLengths: "the lengths of steady strides"
    case .strideCount: "the number of strides"
    case .distance: "the distance"
    case .contacts: "initial contacts of steady strides"
    case .contactTimes: "contact times of steady strides"
    case .swingTimes: "swing times of steady strides"
    case .toeOffs: "toe-offs of steady strides"
    case .strikeAngles: "strike angles of steady strides"
    case .pronations: "the pronation of steady strides"
    case .clearances: "the clearance of steady strides"
    }
  }
}

extension Check {
  /// The part of the stimulus' truth that it is judged by; nil where it needs none.
  package var requiredTruth: TruthPart? {
    switch self {
    case .stridesFound, .falseStrides, .cadence, .midstanceTiming: .strideTimes
    case .strideLength, .calibratedDistance: .strideLengths
    case .strideCount(let expected, _): expected == nil ? .strideCount : nil
    case .distance: .distance
    case .strideMetric(let metric, _): metric.requiredTruth
    case .strikeClass: .strikeAngles
    case .shoe(let check): check.requiredTruth
    case .noStrides, .activity, .sampleAccounting, .reportedFaults, .strideEventDeadline,
      .summaries, .realTime, .clockDrift, .eventLatency, .feedbackLatency, .responseTime,
      .summaryPeriod, .bootToReady, .load, .sampleCost, .throughput, .stack, .snapshot:
      nil
    }
  }

  /// Whether it is held against what is known of the footsteps, be that in the stimulus' truth or
  /// in the check itself.
  package var isTruthBased: Bool {
    switch self {
    case .stridesFound, .falseStrides, .strideCount, .strideLength, .distance,
      .calibratedDistance, .cadence, .midstanceTiming, .strideMetric, .strikeClass, .noStrides,
      .activity, .shoe:
      true
    case .sampleAccounting, .reportedFaults, .strideEventDeadline, .summaries, .realTime,
      .clockDrift, .eventLatency, .feedbackLatency, .responseTime, .summaryPeriod, .bootToReady,
      .load, .sampleCost, .throughput, .stack, .snapshot:
      false
    }
  }
}

extension StrideMetric {
  /// The part of the truth that tells it.
  package var requiredTruth: TruthPart {
    switch self {
    case .strideTime: .strideTimes
    case .contactTime, .flightTime, .dutyFactor: .contactTimes
    case .swingTime: .swingTimes
    case .contactTiming: .contacts
    case .toeOffTiming: .toeOffs
    case .speed: .strideLengths
    case .strikeAngle: .strikeAngles
    case .pronation: .pronations
    case .clearance: .clearances
    }
  }
}
