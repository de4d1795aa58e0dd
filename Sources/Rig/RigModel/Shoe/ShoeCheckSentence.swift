extension ShoeCheck {
  /// What is looked at, where that is not the check's name.
  var title: String? {
    switch self {
    case .keptRun: "record of the run"
    case .keptByItself: "records by themselves"
    case .recordAccess: "reading by index and offset"
    case .recordErased: "erasing"
    case .survivesRestart: "what a restart leaves"
    case .runningSpeedAndCadence: "BLE running speed and cadence"
    case .strideBasedSpeedAndDistance: "ANT+ stride-based speed and distance"
    default: nil
    }
  }

  /// What it must be.
  var limit: String {
    switch self {
    case .keptRun: "every stride as it was told, and a summary that adds them up"
    case .keptByItself(let records):
      "\(records), each from 10 s of running to 60 s of standing"
    case .recordAccess: "the same bytes in pieces of any size, none behind the end"
    case .recordErased: "nothing left to read"
    case .survivesRestart: "record and lifetime's totals as before"
    case .sessionTotals: "each second, what the strides add up to"
    case .calories(let error): "within ± \(format(error)) % of ACSM's equations over the reference"
    case .lifetimeTotals: "risen by the session's"
    case .splits(let error): "each told with its stride, time within ± \(format(error)) %"
    case .bests(let error):
      "fastest 400 m, 1 km and 5 km as they get better, time within ± \(format(error)) %"
    case .milestones: "5 km, 10 km, half marathon and longest run, each told with its stride"
    case .goals: "25, 50, 75 and 100 % of each, told with their strides"
    case .sprints(let expected, let error):
      "\(expected), top speed within ± \(format(error)) %"
    case .pace(let error): "now and mean within ± \(format(error)) % of the reference's"
    case .feedback(let expected): "told by rule, in the stride's own tick: \(list(expected))"
    case .advice(let expected): "given by rule: \(list(expected))"
    case .runningSpeedAndCadence: "measurement each second as the strides are; feature, location"
    case .strideBasedSpeedAndDistance: "pages 1 and 2 each second as the strides are"
    }
  }

  private func list(_ rules: [FormRule]) -> String {
    rules.isEmpty ? "none" : rules.map(\.words).joined(separator: ", ")
  }

  private func format(_ value: Double) -> String { YAMLValue.format(value) }
}
