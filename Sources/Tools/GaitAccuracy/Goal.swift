/// What a figure is held against, and what others reach.
struct Goal: Codable {
  /// What the limit is on.
  enum Figure: String, Codable {
    case bias, meanAbsolute, deviation, worst, share
  }

  var figure: Figure
  /// Most that the figure's magnitude may be; the least where it is a share that was found.
  var limit: Double
  var best: String

  init(_ figure: Figure, _ limit: Double, _ best: String = "") {
    self.figure = figure
    self.limit = limit
    self.best = best
  }

  func value(_ statistics: Statistics) -> Double {
    switch figure {
    case .bias, .share: statistics.bias
    case .meanAbsolute: statistics.meanAbsolute
    case .deviation: statistics.deviation
    case .worst: statistics.worst
    }
  }

  func isReached(_ statistics: Statistics) -> Bool { value(statistics).magnitude <= limit }

  var text: String {
    let name =
      switch figure {
      case .bias: "|bias|"
      case .meanAbsolute: "MAE"
      case .deviation: "SD"
      case .worst: "worst"
      case .share: "share"
      }
    return "\(name) ≤ \(Text.number(limit))"
  }
}

/// The goals of a metric, by what is walked or run and on what.
enum Goals {
  static func found(_ gait: Subject.Gait) -> Double { gait == .walk ? 99.5 : 98.5 }
  static let falseShare = 0.5
  static let foundBest =
    "authors' LSTM 54 of 85 on gdind_exp30; gaitmap's template 0-17 of 22-41 when running"

  static func of(_ metric: Metric, _ gait: Subject.Gait, isSynthetic: Bool) -> [Goal] {
    switch metric {
    case .strideLength:
      let best = gait == .walk ? "gaitmap 2.8 %, EKF 2.2 %" : "gaitmap 5.2 %, EKF 5.3 %"
      return [Goal(.meanAbsolute, gait == .walk ? 2 : 2.5, best), Goal(.bias, 1)]
    case .strideLengthMillimetres, .unflaggedLength: return [Goal(.deviation, 40)]
    case .cadence: return [Goal(.meanAbsolute, 0.5)]
    case .cadenceOfMidstances: return [Goal(.bias, 0.5)]
    case .initialContact, .toeOff:
      guard gait == .walk, !isSynthetic else { return [] }
      return [
        Goal(.deviation, 8, metric == .toeOff ? "gaitmap 3-4 ms" : "gaitmap 8-11 ms")
      ]
    case .contactTime:
      guard isSynthetic else { return [] }
      return [Goal(.bias, 10, "Stryd -5.2 %, RunScribe -2.3 %"), Goal(.deviation, 5)]
    case .strikeAngle: return [Goal(.meanAbsolute, 3)]
    case .strikeClass: return [Goal(.meanAbsolute, 10, "RunScribe 22 %")]
    case .pronation: return [Goal(.meanAbsolute, 2)]
    case .clearance, .wrongFlags: return []
    case .delay: return [Goal(.worst, gait == .walk ? 300 : 150)]
    }
  }

  static let distance = Goal(.meanAbsolute, 1.5, "2 % (Zhu 2012)")
  static let calibratedDistance = Goal(.meanAbsolute, 0.8, "1-2 % (foot pods)")
}
