/// A metric of one stride that a reference can tell, and that is judged by its errors.
package enum StrideMetric: String, CaseIterable, Codable, Sendable {
  /// Initial contact to initial contact.
  case strideTime = "stride_time"
  /// Of the stance that the stride leaves: initial contact to toe-off.
  case contactTime = "contact_time"
  case swingTime = "swing_time"
  /// Half the stride time less the contact time.
  case flightTime = "flight_time"
  /// Contact time over stride time.
  case dutyFactor = "duty_factor"
  /// Sample time of the initial contact that ends the swing.
  case contactTiming = "contact_timing"
  /// Sample time of the toe-off that begins the swing.
  case toeOffTiming = "toe_off_timing"
  /// Stride length over stride time.
  case speed
  case strikeAngle = "strike_angle"
  case pronation
  case clearance

  /// The unit of its errors, as a report shows it.
  package var unit: String {
    switch self {
    case .strideTime, .contactTime, .swingTime, .flightTime, .contactTiming, .toeOffTiming: "ms"
    case .dutyFactor: "%"
    case .speed: "mm/s"
    case .strikeAngle, .pronation: "°"
    case .clearance: "mm"
    }
  }

  /// The unit at the end of its keys in a suite.
  package var unitKey: String {
    switch unit {
    case "%": "percent"
    case "mm/s": "mm_per_s"
    case "°": "degrees"
    default: unit
    }
  }

  package var title: String {
    switch self {
    case .contactTiming: "initial contact"
    case .toeOffTiming: "toe-off"
    default: rawValue.replacing("_", with: " ")
    }
  }
}

/// What the errors of a metric must stay within, in its unit; a limit that is nil does not bind.
package struct ErrorLimits: Codable, Equatable, Sendable {
  /// Of the mean error's magnitude.
  package var bias: Double?
  package var meanAbsolute: Double?
  /// Of the errors' standard deviation.
  package var spread: Double?

  package init(bias: Double? = nil, meanAbsolute: Double? = nil, spread: Double? = nil) {
    self.bias = bias
    self.meanAbsolute = meanAbsolute
    self.spread = spread
  }
}
