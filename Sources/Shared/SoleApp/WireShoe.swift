internal import SoleLink
internal import SoleShoe
internal import SoleStore

// The shoe's values in the contract's words, and its settings out of them.

extension Wire.Configure {
  /// Speed from which it is a sprint, where none is told: that of "high-speed running" in team
  /// sports' match analysis, 5.5 m/s.
  private static let sprintMillimetresPerSecond: UInt16 = 5500

  /// Whether the values that the shoe takes from it are in their ranges.
  var isShoeValid: Bool {
    recordInterval <= 60 && (bodyMass == 0 || 200...2500 ~= bodyMass)
  }

  var goals: Goals {
    var goals = Goals()
    goals.seconds = goalTime
    goals.metres = goalDistance
    goals.kilocalories = UInt32(goalCalories)
    goals.steps = goalSteps
    goals.splitMillimetres = units == .imperial ? 1_609_344 : 1_000_000
    goals.bodyMassTenthKilograms = bodyMass
    goals.sprintMillimetresPerSecond =
      sprintSpeed > 0 ? sprintSpeed : Self.sprintMillimetresPerSecond
    return goals
  }

  var form: FormSettings {
    var form = FormSettings()
    form.enabled = feedback.rawValue
    form.intervalSeconds = UInt32(feedbackInterval)
    form.legLengthMillimetres = UInt32(legLength)
    form.cadenceTenths = Int32(cadenceLimit)
    form.overstridePercent = UInt32(overstrideLimit)
    form.impactHundredths = Int32(impactLimit)
    form.heelStrikeMillimetresPerSecond = heelStrikeSpeed
    form.pronationTenths = Int32(pronationLimit)
    return form
  }

  func recorderSettings(session: UInt32, calibration: UInt16) -> RecordingSettings {
    var settings = RecordingSettings()
    settings.mode =
      switch recording {
      case .nothing: .nothing
      case .bySession: .bySession
      case .byItself: .byItself
      }
    settings.intervalSeconds = UInt32(recordInterval)
    settings.overwrites = whenFull == .overwriteOldest
    settings.rateHertz = UInt32(sampleRate)
    settings.session = session
    settings.isRight = side == .right
    settings.legLengthMillimetres = UInt32(legLength)
    settings.bodyMassTenthKilograms = bodyMass
    settings.calibration = calibration
    return settings
  }
}

extension Wire.FeedbackKind {
  /// The contract's numbers are the shoe's (pinned by a test).
  init(_ kind: FormKind) { self = Self(rawValue: kind.rawValue) ?? .cadenceLow }
}

extension Wire.ProgressKind {
  /// The contract's numbers are the shoe's (pinned by a test).
  init(_ kind: SoleShoe.ProgressKind) { self = Self(rawValue: kind.rawValue) ?? .split }
}

extension FormNote {
  func feedback(_ turns: UInt32, _ stride: UInt32) -> Wire.Feedback {
    Wire.Feedback(
      sampleIndex: turns, kind: Wire.FeedbackKind(kind), stride: stride, value: value,
      limit: limit)
  }

  func advice(_ turns: UInt32) -> Wire.Advice {
    Wire.Advice(
      sampleIndex: turns, kind: Wire.FeedbackKind(kind), share: shareTenths, value: value,
      limit: limit)
  }
}

extension Wire.RecordInfo {
  init(_ info: SoleStore.RecordInfo) {
    var state: Wire.RecordState = []
    if info.isOpen { state.insert(.open) }
    if info.isCut { state.insert(.cut) }
    if info.isFetched { state.insert(.fetched) }
    if info.isDamaged { state.insert(.damaged) }
    self.init(
      record: info.record, state: state, session: info.session,
      sampleRate: UInt16(clamping: info.rateHertz),
      recordInterval: UInt8(clamping: info.intervalSeconds), bytes: info.bytes,
      strides: info.strides, distance: info.distanceMillimetres,
      duration: info.durationMilliseconds)
  }
}

extension Wire.Totals {
  /// A session's.
  init(_ totals: RunTotals, _ progress: SoleShoe.Progress, bodyMass: UInt16) {
    self.init(
      scope: .session, steps: totals.steps, distance: UInt64(totals.distanceMillimetres),
      walkTime: totals.walkSeconds, runTime: totals.runSeconds,
      calories: totals.calories(bodyMassTenthKilograms: bodyMass),
      walkStrides: totals.walkStrides, runStrides: totals.runStrides,
      rearfootStrides: totals.rearfootStrides, midfootStrides: totals.midfootStrides,
      forefootStrides: totals.forefootStrides, sprints: progress.sprints,
      topSpeed: totals.topSpeedMillimetresPerSecond, meanPace: totals.pace,
      best400M: progress.best400, best1Km: progress.best1000, best5Km: progress.best5000,
      longest: totals.distanceMillimetres)
  }

  /// A lifetime's.
  init(_ lifetime: LifetimeTotals) {
    let seconds = UInt64(lifetime.walkSeconds) + UInt64(lifetime.runSeconds)
    let metres = UInt64(lifetime.distanceCentimetres) / 100
    self.init(
      scope: .lifetime,
      steps: UInt32(
        clamping: 2 * (UInt64(lifetime.walkStrides) + UInt64(lifetime.runStrides))),
      distance: UInt64(lifetime.distanceCentimetres) * 10, walkTime: lifetime.walkSeconds,
      runTime: lifetime.runSeconds, calories: lifetime.calories,
      walkStrides: lifetime.walkStrides, runStrides: lifetime.runStrides,
      rearfootStrides: lifetime.rearfootStrides, midfootStrides: lifetime.midfootStrides,
      forefootStrides: lifetime.forefootStrides, sprints: UInt32(lifetime.sprints),
      topSpeed: lifetime.topSpeedMillimetresPerSecond,
      meanPace: metres == 0 ? 0 : UInt16(clamping: seconds / metres),
      best400M: lifetime.best400Milliseconds, best1Km: lifetime.best1000Milliseconds,
      best5Km: lifetime.best5000Milliseconds, longest: lifetime.longestMillimetres)
  }
}

extension LifetimeTotals {
  /// With what a record kept whose session never came to save its totals. Its bests are not known.
  func adding(_ record: UnsavedTotals) -> LifetimeTotals {
    func sum(_ left: UInt32, _ right: UInt32) -> UInt32 {
      UInt32(clamping: UInt64(left) + UInt64(right))
    }
    let length = record.walkMillimetres + record.runMillimetres
    var sums = self
    sums.walkStrides = sum(walkStrides, record.walkStrides)
    sums.runStrides = sum(runStrides, record.runStrides)
    sums.distanceCentimetres = sum(distanceCentimetres, length / 10)
    sums.walkSeconds = sum(walkSeconds, record.walkMilliseconds / 1000)
    sums.runSeconds = sum(runSeconds, record.runMilliseconds / 1000)
    sums.calories = sum(
      calories,
      RunTotals.calories(
        walkMillimetres: record.walkMillimetres, runMillimetres: record.runMillimetres,
        milliseconds: record.walkMilliseconds + record.runMilliseconds,
        bodyMassTenthKilograms: record.bodyMassTenthKilograms))
    sums.rearfootStrides = sum(rearfootStrides, record.rearfootStrides)
    sums.midfootStrides = sum(midfootStrides, record.midfootStrides)
    sums.forefootStrides = sum(forefootStrides, record.forefootStrides)
    sums.longestMillimetres = max(longestMillimetres, length)
    sums.topSpeedMillimetresPerSecond = max(
      topSpeedMillimetresPerSecond, record.topSpeedMillimetresPerSecond)
    return sums
  }

  /// With a session's on top.
  func adding(
    _ totals: RunTotals, _ progress: SoleShoe.Progress, bodyMass: UInt16
  ) -> LifetimeTotals {
    func sum(_ left: UInt32, _ right: UInt32) -> UInt32 {
      UInt32(clamping: UInt64(left) + UInt64(right))
    }
    func best(_ left: UInt32, _ right: UInt32) -> UInt32 {
      left == 0 ? right : right == 0 ? left : min(left, right)
    }
    var sums = self
    sums.walkStrides = sum(walkStrides, totals.walkStrides)
    sums.runStrides = sum(runStrides, totals.runStrides)
    sums.distanceCentimetres = sum(distanceCentimetres, totals.distanceMillimetres / 10)
    sums.walkSeconds = sum(walkSeconds, totals.walkSeconds)
    sums.runSeconds = sum(runSeconds, totals.runSeconds)
    sums.calories = sum(calories, totals.calories(bodyMassTenthKilograms: bodyMass))
    sums.rearfootStrides = sum(rearfootStrides, totals.rearfootStrides)
    sums.midfootStrides = sum(midfootStrides, totals.midfootStrides)
    sums.forefootStrides = sum(forefootStrides, totals.forefootStrides)
    sums.best400Milliseconds = best(best400Milliseconds, progress.best400)
    sums.best1000Milliseconds = best(best1000Milliseconds, progress.best1000)
    sums.best5000Milliseconds = best(best5000Milliseconds, progress.best5000)
    sums.longestMillimetres = max(longestMillimetres, totals.distanceMillimetres)
    sums.sprints = UInt16(clamping: UInt32(sprints) + progress.sprints)
    sums.topSpeedMillimetresPerSecond = max(
      topSpeedMillimetresPerSecond, totals.topSpeedMillimetresPerSecond)
    return sums
  }
}
