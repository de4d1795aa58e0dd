extension ShoeSettings {
  private enum Key: String, YAMLKey {
    case recording, units, reports, feedback, goals, limits
    case recordInterval = "record_interval_s"
    case overwrites = "overwrites_oldest"
    case feedbackInterval = "feedback_interval_s"
    case bodyMass = "body_mass_kg"
  }

  private enum GoalKey: String, YAMLKey {
    case steps
    case seconds = "time_s"
    case metres = "distance_m"
    case kilocalories = "calories_kcal"
  }

  private enum LimitKey: String, YAMLKey {
    case cadence = "cadence_per_minute"
    case overstride = "overstride_percent"
    case impact = "impact_g"
    case heelStrike = "heel_strike_speed_m_per_s"
    case pronation = "pronation_degrees"
    case sprint = "sprint_speed_m_per_s"
  }

  /// Ranges are the contract's.
  init(yaml: YAMLValue) throws(ModelError) {
    self.init()
    let keys = try yaml.object(Key.self)
    if let value = keys[.recording] { recording = try value.choice(Recording.self) }
    if let value = keys[.recordInterval] {
      recordIntervalSeconds = try value.integer(0...60, "s")
    }
    if let value = keys[.overwrites] { overwritesOldest = try value.flag() }
    if let value = keys[.units] { units = try value.choice(Units.self) }
    if let value = keys[.reports] { reports = try value.choices(Report.self) }
    if let value = keys[.feedback] { feedback = try value.choices(FormRule.self) }
    if let value = keys[.feedbackInterval] {
      feedbackIntervalSeconds = try value.integer(0...255, "s")
    }
    if let value = keys[.bodyMass] { bodyMassKilograms = try value.number(20...250, "kg") }
    goals = try keys.optional(.goals, Self.goals) ?? goals
    limits = try keys.optional(.limits, Self.limits) ?? limits
  }

  private static func goals(_ yaml: YAMLValue) throws(ModelError) -> ShoeGoals {
    var goals = ShoeGoals()
    let keys = try yaml.object(GoalKey.self)
    if let value = keys[.seconds] { goals.seconds = try value.integer(1...UInt32.max, "s") }
    if let value = keys[.metres] { goals.metres = try value.integer(1...UInt32.max, "m") }
    if let value = keys[.kilocalories] {
      goals.kilocalories = try value.integer(1...UInt16.max, "kcal")
    }
    if let value = keys[.steps] { goals.steps = try value.integer(1...UInt32.max, "steps") }
    return goals
  }

  private static func limits(_ yaml: YAMLValue) throws(ModelError) -> ShoeLimits {
    var limits = ShoeLimits()
    let keys = try yaml.object(LimitKey.self)
    if let value = keys[.cadence] {
      limits.cadencePerMinute = try value.number(1...6553, "steps/min")
    }
    if let value = keys[.overstride] { limits.overstridePercent = try value.integer(1...255, "%") }
    if let value = keys[.impact] { limits.impactG = try value.number(0.01...655, "g") }
    if let value = keys[.heelStrike] {
      limits.heelStrikeSpeedMetresPerSecond = try value.number(0.001...65.5, "m/s")
    }
    if let value = keys[.pronation] { limits.pronationDegrees = try value.number(0.1...6553, "°") }
    if let value = keys[.sprint] {
      limits.sprintSpeedMetresPerSecond = try value.number(0.001...65.5, "m/s")
    }
    return limits
  }
}

extension YAMLValue {
  /// A list of words of a closed set.
  func choices<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type
  ) throws(ModelError) -> [Choice] {
    var choices: [Choice] = []
    for item in try items() { choices.append(try item.choice(type)) }
    return choices
  }
}
