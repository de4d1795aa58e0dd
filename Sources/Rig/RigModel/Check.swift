/// What one case asks of the board. Limits carry their units.
///
/// Goldens are of two kinds: *truth*, held against the reference that came with the stimulus, with a
/// tolerance, and a *snapshot*, held exactly. What needs no golden is held against the stimulus as it
/// was sent, or against the board's own counts.
package enum Check: Codable, Equatable, Sendable {
  /// Share of the reference's steady strides that the board found.
  case stridesFound(minimumPercent: Double)
  /// Strides the board told that match none of the reference's, where it covers the time without
  /// a gap, as a share of the reference's.
  case falseStrides(maximumPercent: Double)
  /// Number of strides; nil expects the reference's own count.
  case strideCount(expected: Int?, tolerance: Int)
  /// Stride length against the reference, over matched steady strides.
  case strideLength(meanAbsoluteErrorPercent: Double, biasPercent: Double?)
  /// Distance of the whole case against the reference.
  case distance(errorPercent: Double)
  /// Distance of either half of the matched steady strides against the reference, calibrated on the
  /// other half: how exact a wearer has it who walked a known way once.
  case calibratedDistance(errorPercent: Double)
  /// Mean cadence over matched steady strides against the reference.
  case cadence(errorPerMinute: Double)
  /// Midstance times against the reference: how they drift apart, and how they scatter (standard
  /// deviation) once a fixed offset is taken off.
  case midstanceTiming(driftPPM: Double?, spreadMilliseconds: Double?)
  /// Errors of a metric, stride by stride, over matched steady strides against the reference.
  case strideMetric(StrideMetric, ErrorLimits)
  /// Share of matched steady strides whose strike class is that of the reference's angle.
  case strikeClass(minimumPercent: Double)
  /// Nobody walks: the board must not tell a stride, nor distance.
  case noStrides
  /// The activity in the summaries of the steady part.
  case activity(is: GaitActivity, minimumPercent: Double)
  /// The board consumed exactly what was sent, and its counters say so.
  case sampleAccounting
  /// What the board's counters must have counted, exactly.
  case reportedFaults(FaultCounts)
  /// Sample time from a stride's end to when its event left, the worst of all strides.
  case strideEventDeadline(maximumMilliseconds: Double)
  /// A summary for every period of sample time, at the right index.
  case summaries(periodSeconds: Double)
  /// Real time was kept.
  case realTime(maximumLateTicks: UInt32, maximumUnderruns: UInt32)
  /// Rate of the device's clock against the host's, in real time.
  case clockDrift(maximumPPM: Double)
  /// Device time from the turn of the sample that a stride event followed from to when it left; on
  /// the host's clock to when it came.
  case eventLatency(TimingBudget)
  /// The same of what the runner is told.
  case feedbackLatency(TimingBudget)
  /// Time from a request to its answer: on the device's clock from when it was taken up.
  case responseTime(to: TimedRequest, TimingBudget)
  /// Time from one summary to the next.
  case summaryPeriod(PeriodBudget)
  /// Host time from the request to restart to when the chip says who it is, for so many restarts.
  case bootToReady(boots: Int, maximumMilliseconds: Double)
  /// Share of its time that the chip was awake, over the case.
  case load(maximumPercent: Double)
  /// The longest that one sample took the chip.
  case sampleCost(maximumMicroseconds: Double)
  /// Samples that the chip takes in a second of host time, as fast as it can.
  case throughput(minimumSamplesPerSecond: Double)
  /// Stack never touched. A board whose status gives its stack no size has none to measure.
  case stack(minimumFreeBytes: UInt32)
  /// What the chip tells is what someone approved, to the last bit.
  case snapshot
  /// What the shoe makes of strides beyond telling them.
  case shoe(ShoeCheck)

  /// The word in a suite.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    case stridesFound = "strides_found"
    case falseStrides = "false_strides"
    case strideCount = "stride_count"
    case strideLength = "stride_length"
    case distance, cadence
    case calibratedDistance = "calibrated_distance"
    case midstanceTiming = "midstance_timing"
    case strideTime = "stride_time"
    case contactTime = "contact_time"
    case swingTime = "swing_time"
    case flightTime = "flight_time"
    case dutyFactor = "duty_factor"
    case contactTiming = "contact_timing"
    case toeOffTiming = "toe_off_timing"
    case speed
    case strikeAngle = "strike_angle"
    case pronation, clearance
    case strikeClass = "strike_class"
    case noStrides = "no_strides"
    case activity
    case sampleAccounting = "sample_accounting"
    case reportedFaults = "reported_faults"
    case strideEventDeadline = "stride_event_deadline"
    case summaries
    case realTime = "real_time"
    case clockDrift = "clock_drift"
    case eventLatency = "event_latency"
    case feedbackLatency = "feedback_latency"
    case responseTime = "response_time"
    case summaryPeriod = "summary_period"
    case bootToReady = "boot_to_ready"
    case load
    case sampleCost = "sample_cost"
    case throughput
    case stack, snapshot
    case keptRun = "kept_run"
    case keptByItself = "kept_by_itself"
    case recordAccess = "record_access"
    case recordErased = "record_erased"
    case survivesRestart = "survives_restart"
    case sessionTotals = "session_totals"
    case calories
    case lifetimeTotals = "lifetime_totals"
    case splits, bests, milestones, goals, sprints, pace, feedback, advice
    case runningSpeedAndCadence = "running_speed_and_cadence"
    case strideBasedSpeedAndDistance = "stride_based_speed_and_distance"
  }

  package var kind: Kind {
    switch self {
    case .stridesFound: .stridesFound
    case .falseStrides: .falseStrides
    case .strideCount: .strideCount
    case .strideLength: .strideLength
    case .distance: .distance
    case .calibratedDistance: .calibratedDistance
    case .cadence: .cadence
    case .midstanceTiming: .midstanceTiming
    case .strideMetric(let metric, _): metric.kind
    case .strikeClass: .strikeClass
    case .noStrides: .noStrides
    case .activity: .activity
    case .sampleAccounting: .sampleAccounting
    case .reportedFaults: .reportedFaults
    case .strideEventDeadline: .strideEventDeadline
    case .summaries: .summaries
    case .realTime: .realTime
    case .clockDrift: .clockDrift
    case .eventLatency: .eventLatency
    case .feedbackLatency: .feedbackLatency
    case .responseTime: .responseTime
    case .summaryPeriod: .summaryPeriod
    case .bootToReady: .bootToReady
    case .load: .load
    case .sampleCost: .sampleCost
    case .throughput: .throughput
    case .stack: .stack
    case .snapshot: .snapshot
    case .shoe(let check): check.kind
    }
  }

  /// How a suite, a verdict and JUnit call it: `strides_found`, `event_latency.host`. Unique within a
  /// case.
  package var name: String {
    var name = kind.rawValue
    if case .responseTime(to: let request, _) = self { name += ".\(request.rawValue)" }
    return clock.map { "\(name).\($0.rawValue)" } ?? name
  }
}

extension StrideMetric {
  /// The check of this metric.
  package var kind: Check.Kind {
    switch self {
    case .strideTime: .strideTime
    case .contactTime: .contactTime
    case .swingTime: .swingTime
    case .flightTime: .flightTime
    case .dutyFactor: .dutyFactor
    case .contactTiming: .contactTiming
    case .toeOffTiming: .toeOffTiming
    case .speed: .speed
    case .strikeAngle: .strikeAngle
    case .pronation: .pronation
    case .clearance: .clearance
    }
  }
}

/// What the chip says that the runner does.
package enum GaitActivity: String, Codable, CaseIterable, Sendable {
  case still, walk, run
}
