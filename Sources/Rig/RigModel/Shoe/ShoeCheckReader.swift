extension ShoeCheck {
  private enum ErrorKey: String, YAMLKey { case error = "error_percent" }
  private enum RecordKey: String, YAMLKey { case records }
  private enum ExpectedKey: String, YAMLKey { case expected }
  private enum SprintKey: String, YAMLKey {
    case expected
    case error = "error_percent"
  }

  /// nil for a kind that is no check of the shoe.
  init?(_ kind: Check.Kind, _ yaml: YAMLValue) throws(ModelError) {
    func error() throws(ModelError) -> Double {
      try yaml.object(ErrorKey.self).required(.error).number(0...100, "%")
    }
    func rules() throws(ModelError) -> [FormRule] {
      try yaml.object(ExpectedKey.self).required(.expected).choices(FormRule.self)
    }
    func plain(_ check: ShoeCheck) throws(ModelError) -> ShoeCheck {
      _ = try yaml.object(NoKeys.self)
      return check
    }
    switch kind {
    case .keptRun: self = try plain(.keptRun)
    case .keptByItself:
      self = .keptByItself(
        records: try yaml.object(RecordKey.self).required(.records).integer(0...100))
    case .recordAccess: self = try plain(.recordAccess)
    case .recordErased: self = try plain(.recordErased)
    case .survivesRestart: self = try plain(.survivesRestart)
    case .sessionTotals: self = try plain(.sessionTotals)
    case .calories: self = .calories(errorPercent: try error())
    case .lifetimeTotals: self = try plain(.lifetimeTotals)
    case .splits: self = .splits(errorPercent: try error())
    case .bests: self = .bests(errorPercent: try error())
    case .milestones: self = try plain(.milestones)
    case .goals: self = try plain(.goals)
    case .sprints:
      let keys = try yaml.object(SprintKey.self)
      self = .sprints(
        expected: try keys.required(.expected).integer(0...1000),
        errorPercent: try keys.required(.error).number(0...100, "%"))
    case .pace: self = .pace(errorPercent: try error())
    case .feedback: self = .feedback(expected: try rules())
    case .advice: self = .advice(expected: try rules())
    case .runningSpeedAndCadence: self = try plain(.runningSpeedAndCadence)
    case .strideBasedSpeedAndDistance: self = try plain(.strideBasedSpeedAndDistance)
    default: return nil
    }
  }
}
