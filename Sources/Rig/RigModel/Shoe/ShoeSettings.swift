/// What the shoe is asked to keep, to tell and to watch (protocols/shoe.md); 0 and nothing, what is
/// not asked for.
///
/// Words are the contract's.
package struct ShoeSettings: Codable, Equatable, Sendable {
  package enum Recording: String, Codable, CaseIterable, Sendable {
    case nothing
    case bySession = "by_session"
    case byItself = "by_itself"
  }

  package enum Report: String, Codable, CaseIterable, Sendable {
    case totals, progress
    case runningSpeedAndCadence = "running_speed_and_cadence"
    case strideBasedSpeedAndDistance = "stride_based_speed_and_distance"
  }

  package enum Units: String, Codable, CaseIterable, Sendable { case metric, imperial }

  package var recording = Recording.nothing
  /// What an entry of a record is of; 0: a stride.
  package var recordIntervalSeconds: UInt8 = 0
  /// Whether the oldest record gives way where nobody has fetched any.
  package var overwritesOldest = false
  package var units = Units.metric
  package var reports: [Report] = []
  package var feedback: [FormRule] = []
  /// Shortest time between two feedbacks of a kind; 0: the shoe's own.
  package var feedbackIntervalSeconds: UInt8 = 0
  /// 0: not told.
  package var bodyMassKilograms = 0.0
  package var goals = ShoeGoals()
  package var limits = ShoeLimits()

  package init() {}
}

/// What the runner wants to reach in a session; 0: no such goal.
package struct ShoeGoals: Codable, Equatable, Sendable {
  package var seconds: UInt32 = 0
  package var metres: UInt32 = 0
  package var kilocalories: UInt16 = 0
  package var steps: UInt32 = 0

  package init() {}
}

/// Thresholds of the shoe's rules; 0: the rule's own.
package struct ShoeLimits: Codable, Equatable, Sendable {
  package var cadencePerMinute = 0.0
  package var overstridePercent: UInt8 = 0
  package var impactG = 0.0
  package var heelStrikeSpeedMetresPerSecond = 0.0
  package var pronationDegrees = 0.0
  package var sprintSpeedMetresPerSecond = 0.0

  package init() {}
}

/// A rule of form, by the contract's word for its `feedback_kind`; in the order of its numbers.
package enum FormRule: String, Codable, CaseIterable, Sendable {
  case cadenceLow = "cadence_low"
  case overstriding
  case heavyImpact = "heavy_impact"
  case heelStrike = "heel_strike"
  case excessPronation = "excess_pronation"
  case rhythmUneven = "rhythm_uneven"
  case fatigueContact = "fatigue_contact"
  case fatigueCadence = "fatigue_cadence"

  /// As a sentence calls it.
  package var words: String { rawValue.replacing("_", with: " ") }
}
