extension Check.Kind: YAMLKey {}
extension FaultCounts.Field: YAMLKey {}

/// The keys of each check, so that an error lists those of the check at hand.
private enum CheckKeys {
  enum MinimumPercent: String, YAMLKey { case minimum = "minimum_percent" }
  enum MaximumPercent: String, YAMLKey { case maximum = "maximum_percent" }
  enum Count: String, YAMLKey { case expected, tolerance }
  enum Length: String, YAMLKey {
    case error = "mean_absolute_error_percent"
    case bias = "bias_percent"
  }
  enum ErrorPercent: String, YAMLKey { case error = "error_percent" }
  enum ErrorPerMinute: String, YAMLKey { case error = "error_per_minute" }
  enum Timing: String, YAMLKey {
    case drift = "drift_ppm"
    case spread = "spread_ms"
  }
  enum Activity: String, YAMLKey {
    case activity = "is"
    case minimum = "minimum_percent"
  }
  enum Deadline: String, YAMLKey { case maximum = "maximum_ms" }
  enum Period: String, YAMLKey { case period = "period_s" }
  enum RealTime: String, YAMLKey {
    case lateTicks = "maximum_late_ticks"
    case underruns = "maximum_underruns"
  }
  enum Drift: String, YAMLKey { case maximum = "maximum_ppm" }
  enum Latency: String, YAMLKey {
    case clock
    case maximum = "maximum_ms"
    case p99 = "p99_ms"
    case mean = "mean_ms"
    case jitter = "jitter_ms"
  }
  enum Response: String, YAMLKey {
    case to, clock
    case maximum = "maximum_ms"
    case p99 = "p99_ms"
    case mean = "mean_ms"
    case jitter = "jitter_ms"
  }
  enum SummaryPeriod: String, YAMLKey {
    case clock
    case period = "period_ms"
    case tolerance = "tolerance_ms"
    case jitter = "jitter_ms"
  }
  enum Boots: String, YAMLKey {
    case boots
    case maximum = "maximum_ms"
  }
  enum SampleCost: String, YAMLKey { case maximum = "maximum_us" }
  enum Throughput: String, YAMLKey { case minimum = "minimum_samples_per_s" }
  enum Stack: String, YAMLKey { case free = "minimum_free_bytes" }
}

extension Check {
  /// A case's checks, each once, in the order written.
  static func read(_ list: YAMLValue) throws(ModelError) -> [Located<Check>] {
    var checks: [Located<Check>] = []
    for item in try list.items() {
      let check = try Check(item)
      if let other = checks.first(where: { $0.value.name == check.name }) {
        throw list.reader.fail(
          item.position, "`\(check.name)` is checked in line \(other.position.line) already",
          hint: "keep one of them")
      }
      checks.append(Located(check, at: item.position))
    }
    if checks.isEmpty {
      throw list.fail("is empty", hint: "a case that checks nothing proves nothing")
    }
    return checks
  }

  private init(_ yaml: YAMLValue) throws(ModelError) {
    let (kind, value) = try yaml.variant(Kind.self, called: "check")
    if let metric = StrideMetric(rawValue: kind.rawValue) {
      self = .strideMetric(metric, try ErrorLimits(value, of: metric))
      return
    }
    if let check = try ShoeCheck(kind, value) {
      self = .shoe(check)
      return
    }
    switch kind {
    case .stridesFound, .falseStrides, .strideCount, .strideLength, .distance,
      .calibratedDistance, .cadence:
      self = try Self.strideCheck(kind, value)
    case .strikeClass:
      self = .strikeClass(
        minimumPercent: try value.object(CheckKeys.MinimumPercent.self).required(.minimum)
          .percent())
    case .strideTime, .contactTime, .swingTime, .flightTime, .dutyFactor, .contactTiming,
      .toeOffTiming, .speed, .strikeAngle, .pronation, .clearance, .keptRun, .keptByItself,
      .recordAccess, .recordErased, .survivesRestart, .sessionTotals, .calories,
      .lifetimeTotals, .splits, .bests, .milestones, .goals, .sprints, .pace, .feedback,
      .advice, .runningSpeedAndCadence, .strideBasedSpeedAndDistance:
      preconditionFailure("`\(kind.rawValue)` was read as one of a stride or of the shoe")
    case .midstanceTiming: self = try Self.timing(value)
    case .noStrides:
      _ = try value.object(NoKeys.self)
      self = .noStrides
    case .activity:
      let keys = try value.object(CheckKeys.Activity.self)
      self = .activity(
        is: try keys.required(.activity).choice(GaitActivity.self),
        minimumPercent: try keys.required(.minimum).percent())
    case .sampleAccounting:
      _ = try value.object(NoKeys.self)
      self = .sampleAccounting
    case .snapshot:
      _ = try value.object(NoKeys.self)
      self = .snapshot
    case .reportedFaults: self = .reportedFaults(try FaultCounts(value))
    case .strideEventDeadline:
      self = .strideEventDeadline(
        maximumMilliseconds: try value.object(CheckKeys.Deadline.self).required(.maximum)
          .number(0...10_000, "ms"))
    case .summaries:
      self = .summaries(
        periodSeconds: try value.object(CheckKeys.Period.self)[.period]?.number(0.1...60, "s")
          ?? 1)
    case .realTime:
      let keys = try value.object(CheckKeys.RealTime.self)
      self = .realTime(
        maximumLateTicks: try keys.required(.lateTicks).integer(0...1_000_000),
        maximumUnderruns: try keys.required(.underruns).integer(0...1_000_000))
    case .clockDrift:
      self = .clockDrift(
        maximumPPM: try value.object(CheckKeys.Drift.self).required(.maximum)
          .number(0...50_000, "ppm"))
    case .eventLatency, .feedbackLatency, .responseTime, .summaryPeriod, .bootToReady, .load,
      .sampleCost, .throughput:
      self = try Self.timingCheck(kind, value)
    case .stack:
      self = .stack(
        minimumFreeBytes: try value.object(CheckKeys.Stack.self).required(.free)
          .integer(0...65_536, "bytes"))
    }
  }

  /// What is held against strides, one by one or in sum.
  private static func strideCheck(
    _ kind: Kind, _ value: YAMLValue
  ) throws(ModelError) -> Check {
    switch kind {
    case .falseStrides:
      return .falseStrides(
        maximumPercent: try value.object(CheckKeys.MaximumPercent.self).required(.maximum)
          .percent())
    case .strideCount:
      let keys = try value.object(CheckKeys.Count.self)
      return .strideCount(
        expected: try keys.optional(.expected) { value throws(ModelError) in
          try value.integer(0...1_000_000, "strides")
        },
        tolerance: try keys.required(.tolerance).integer(0...1_000_000, "strides"))
    case .strideLength:
      let keys = try value.object(CheckKeys.Length.self)
      return .strideLength(
        meanAbsoluteErrorPercent: try keys.required(.error).percent(),
        biasPercent: try keys.optional(.bias) { value throws(ModelError) in
          try value.percent()
        })
    case .distance:
      return .distance(
        errorPercent: try value.object(CheckKeys.ErrorPercent.self).required(.error).percent())
    case .calibratedDistance:
      return .calibratedDistance(
        errorPercent: try value.object(CheckKeys.ErrorPercent.self).required(.error).percent())
    case .cadence:
      return .cadence(
        errorPerMinute: try value.object(CheckKeys.ErrorPerMinute.self).required(.error)
          .number(0...100, "steps/min"))
    default:
      return .stridesFound(
        minimumPercent: try value.object(CheckKeys.MinimumPercent.self).required(.minimum)
          .percent())
    }
  }

  /// What is held against a clock.
  private static func timingCheck(
    _ kind: Kind, _ value: YAMLValue
  ) throws(ModelError) -> Check {
    switch kind {
    case .feedbackLatency: return .feedbackLatency(try latency(value))
    case .responseTime: return try response(value)
    case .summaryPeriod: return try summaryPeriod(value)
    case .bootToReady:
      let keys = try value.object(CheckKeys.Boots.self)
      return .bootToReady(
        boots: Int(try keys[.boots]?.integer(1...100, "restarts") ?? 3),
        maximumMilliseconds: try keys.required(.maximum).milliseconds())
    case .load:
      return .load(
        maximumPercent: try value.object(CheckKeys.MaximumPercent.self).required(.maximum)
          .percent())
    case .sampleCost:
      return .sampleCost(
        maximumMicroseconds: try value.object(CheckKeys.SampleCost.self).required(.maximum)
          .number(0...65_534, "µs"))
    case .throughput:
      return .throughput(
        minimumSamplesPerSecond: try value.object(CheckKeys.Throughput.self).required(.minimum)
          .number(1...1e9, "samples/s"))
    default: return .eventLatency(try latency(value))
    }
  }

  private static func latency(_ value: YAMLValue) throws(ModelError) -> TimingBudget {
    let keys = try value.object(CheckKeys.Latency.self)
    return try budget(
      value, keys[.clock], .device, keys[.maximum], keys[.p99], keys[.mean], keys[.jitter])
  }

  private static func response(_ value: YAMLValue) throws(ModelError) -> Check {
    let keys = try value.object(CheckKeys.Response.self)
    let request = try keys[.to]?.choice(TimedRequest.self) ?? .timeSync
    let budget = try budget(
      value, keys[.clock], .host, keys[.maximum], keys[.p99], keys[.mean], keys[.jitter])
    if budget.clock == .device, request != .timeSync {
      throw value.fail(
        "asks for the device's time from a `\(request.rawValue)`, which carries none",
        hint: "give `to: time_sync`, or `clock: host`")
    }
    return .responseTime(to: request, budget)
  }

  private static func budget(
    _ value: YAMLValue, _ clock: YAMLValue?, _ usual: TimingClock, _ maximum: YAMLValue?,
    _ p99: YAMLValue?, _ mean: YAMLValue?, _ jitter: YAMLValue?
  ) throws(ModelError) -> TimingBudget {
    let budget = TimingBudget(
      clock: try clock?.clock() ?? usual, maximumMilliseconds: try maximum?.milliseconds(),
      p99Milliseconds: try p99?.milliseconds(), meanMilliseconds: try mean?.milliseconds(),
      jitterMilliseconds: try jitter?.milliseconds())
    guard !budget.limits.isEmpty else {
      throw value.fail(
        "limits nothing", hint: "give `maximum_ms`, `p99_ms`, `mean_ms` or `jitter_ms`")
    }
    return budget
  }

  private static func summaryPeriod(_ value: YAMLValue) throws(ModelError) -> Check {
    let keys = try value.object(CheckKeys.SummaryPeriod.self)
    return .summaryPeriod(
      PeriodBudget(
        clock: try keys[.clock]?.clock() ?? .device,
        periodMilliseconds: try keys.required(.period).number(1...60_000, "ms"),
        toleranceMilliseconds: try keys.required(.tolerance).milliseconds(),
        jitterMilliseconds: try keys[.jitter]?.milliseconds()))
  }

  private static func timing(_ value: YAMLValue) throws(ModelError) -> Check {
    let keys = try value.object(CheckKeys.Timing.self)
    let drift = try keys.optional(.drift) { value throws(ModelError) in
      try value.number(0...100_000, "ppm")
    }
    let spread = try keys.optional(.spread) { value throws(ModelError) in
      try value.number(0...1000, "ms")
    }
    guard drift != nil || spread != nil else {
      throw value.fail("limits nothing", hint: "give `drift_ppm`, `spread_ms` or both")
    }
    return .midstanceTiming(driftPPM: drift, spreadMilliseconds: spread)
  }
}

extension FaultCounts {
  fileprivate init(_ yaml: YAMLValue) throws(ModelError) {
    self.init()
    let keys = try yaml.object(Field.self)
    for field in Field.allCases {
      if let value = keys[field] { self[field] = try value.integer(0...UInt32.max) }
    }
  }
}

extension YAMLValue {
  fileprivate func percent() throws(ModelError) -> Double { try number(0...100, "%") }

  fileprivate func milliseconds() throws(ModelError) -> Double { try number(0...60_000, "ms") }

  /// The device's clock or the host's.
  fileprivate func clock() throws(ModelError) -> TimingClock {
    let clock = try choice(TimingClock.self)
    guard clock != .sample else {
      throw fail(
        "is `sample`, which has no finer time than its samples",
        hint: "give `device` or `host`; `stride_event_deadline` and `summaries` are on sample time")
    }
    return clock
  }
}
