/// What is asked of the shoe beyond gait: what it keeps, adds up, tells and sends to a phone.
///
/// Each is held against the strides as the board told them, by the rules of protocols/shoe.md, worked
/// out on the host; those with an error limit against the footsteps' own truth, too.
package enum ShoeCheck: Codable, Equatable, Sendable {
  /// The session's record, fetched after it, says what was told: stride by stride, or by intervals.
  case keptRun
  /// Records began and ended by themselves, so many of them, when the footsteps say so.
  case keptByItself(records: Int)
  /// A record is read by index and offset, in pieces of any size.
  case recordAccess
  /// What was erased by command is gone.
  case recordErased
  /// After a restart the chip has the record and the lifetime's totals as before it.
  case survivesRestart
  /// The session's totals, each second and at the end.
  case sessionTotals
  /// Energy spent, against ACSM's equations over the footsteps' truth.
  case calories(errorPercent: Double)
  /// The lifetime's totals rose by the session's.
  case lifetimeTotals
  /// Splits, and their times against the truth's.
  case splits(errorPercent: Double)
  /// Fastest stretches, and their times against the truth's.
  case bests(errorPercent: Double)
  case milestones
  case goals
  /// Sprints: so many, by their top speed against the truth's.
  case sprints(expected: Int, errorPercent: Double)
  /// Pace now and mean, against the truth's at the session's end.
  case pace(errorPercent: Double)
  /// Rules of form that must speak, and no other; each when its rule says so.
  case feedback(expected: [FormRule])
  /// Rules of form that the end of the session gives advice on, and no other.
  case advice(expected: [FormRule])
  case runningSpeedAndCadence
  case strideBasedSpeedAndDistance

  package var kind: Check.Kind {
    switch self {
    case .keptRun: .keptRun
    case .keptByItself: .keptByItself
    case .recordAccess: .recordAccess
    case .recordErased: .recordErased
    case .survivesRestart: .survivesRestart
    case .sessionTotals: .sessionTotals
    case .calories: .calories
    case .lifetimeTotals: .lifetimeTotals
    case .splits: .splits
    case .bests: .bests
    case .milestones: .milestones
    case .goals: .goals
    case .sprints: .sprints
    case .pace: .pace
    case .feedback: .feedback
    case .advice: .advice
    case .runningSpeedAndCadence: .runningSpeedAndCadence
    case .strideBasedSpeedAndDistance: .strideBasedSpeedAndDistance
    }
  }

  /// What of the footsteps' truth it needs; nil where the strides told suffice.
  var requiredTruth: TruthPart? {
    switch self {
    case .calories, .splits, .bests, .sprints, .pace: .strideLengths
    case .keptByItself: .strideTimes
    case .keptRun, .recordAccess, .recordErased, .survivesRestart, .sessionTotals,
      .lifetimeTotals, .milestones, .goals, .feedback, .advice, .runningSpeedAndCadence,
      .strideBasedSpeedAndDistance:
      nil
    }
  }

  /// What the rig does around the case for it.
  package var errands: ShoeErrands {
    switch self {
    case .keptRun, .keptByItself: [.fetch]
    case .recordAccess: [.fetch, .probe]
    case .recordErased: [.fetch, .erase]
    case .survivesRestart: [.totals, .fetch, .restart]
    case .lifetimeTotals, .milestones: [.totals]
    case .sessionTotals, .calories, .splits, .bests, .goals, .sprints, .pace, .feedback,
      .advice, .runningSpeedAndCadence, .strideBasedSpeedAndDistance:
      []
    }
  }

  /// What must be asked of the shoe for it; nil where it is.
  package func missing(in settings: ShoeSettings?) -> String? {
    let settings = settings ?? ShoeSettings()
    func wants(_ holds: Bool, _ words: String) -> String? { holds ? nil : words }
    switch self {
    case .keptRun, .recordAccess, .recordErased, .survivesRestart:
      return wants(settings.recording != .nothing, "recording: by_session")
    case .keptByItself: return wants(settings.recording == .byItself, "recording: by_itself")
    case .lifetimeTotals:
      return wants(settings.recording != .nothing, "recording: by_session")
    case .sessionTotals, .pace:
      return wants(settings.reports.contains(.totals), "reports: [totals]")
    case .calories:
      return wants(
        settings.reports.contains(.totals) && settings.bodyMassKilograms > 0,
        "reports: [totals], body_mass_kg")
    case .splits, .bests, .milestones, .sprints:
      return wants(settings.reports.contains(.progress), "reports: [progress]")
    case .goals:
      return wants(
        settings.reports.contains(.progress) && settings.goals != ShoeGoals(),
        "reports: [progress], goals")
    case .feedback(let expected), .advice(let expected):
      return wants(
        !settings.feedback.isEmpty && expected.allSatisfy(settings.feedback.contains),
        "feedback: the rules that are expected")
    case .runningSpeedAndCadence:
      return wants(
        settings.reports.contains(.runningSpeedAndCadence),
        "reports: [running_speed_and_cadence]")
    case .strideBasedSpeedAndDistance:
      return wants(
        settings.reports.contains(.strideBasedSpeedAndDistance),
        "reports: [stride_based_speed_and_distance]")
    }
  }
}

/// What the rig does around a case, so that the capture holds what checks of the shoe rest on.
package struct ShoeErrands: OptionSet, Codable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Asks for the totals before and after.
  package static let totals = ShoeErrands(rawValue: 1)
  /// Reads the records of the session, and says that it has them.
  package static let fetch = ShoeErrands(rawValue: 2)
  /// Reads pieces of other sizes, behind the end, and of records that there are not.
  package static let probe = ShoeErrands(rawValue: 4)
  /// Has the chip start anew, and asks and reads again.
  package static let restart = ShoeErrands(rawValue: 8)
  /// Erases all records, and asks for one.
  package static let erase = ShoeErrands(rawValue: 16)
}
