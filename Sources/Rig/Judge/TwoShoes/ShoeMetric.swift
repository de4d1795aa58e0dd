internal import RigModel
internal import SoleLink

/// A metric of a stride that two shoes are compared by.
package enum ShoeMetric: String, CaseIterable, Codable, Sendable {
  case strideTime = "stride_time"
  case contactTime = "contact_time"
  case swingTime = "swing_time"
  case flightTime = "flight_time"
  case dutyFactor = "duty_factor"
  case strideLength = "stride_length"
  case speed
  case strikeAngle = "strike_angle"
  case pronation
  case impact, braking, clearance

  package var title: String { rawValue.replacing("_", with: " ") }

  package var unit: String {
    switch self {
    case .strideTime, .contactTime, .swingTime, .flightTime: "ms"
    case .dutyFactor: "%"
    case .strideLength, .clearance: "mm"
    case .speed: "mm/s"
    case .strikeAngle, .pronation: "°"
    case .impact, .braking: "g"
    }
  }

  /// Whether it is a size, so that a share of it means something: an angle's or a flight's zero is
  /// where one foot may be on either side of.
  var isSize: Bool {
    switch self {
    case .strikeAngle, .pronation, .flightTime: false
    default: true
    }
  }

  /// What the chip told; nil where it says that it does not know.
  func told(_ stride: DetectedStride) -> Double? {
    let message = stride.message
    return switch self {
    case .strideTime: stride.told(.strideTime)
    case .contactTime: stride.told(.contactTime)
    case .swingTime: stride.told(.swingTime)
    case .flightTime: stride.told(.flightTime)
    case .dutyFactor: stride.told(.dutyFactor)
    case .strideLength: stride.lengthMillimetres
    case .speed: stride.told(.speed)
    case .strikeAngle: stride.told(.strikeAngle)
    case .pronation: stride.told(.pronation)
    case .impact: message.quality.contains(.noContact) ? nil : Double(message.impact) / 100
    case .braking: message.quality.contains(.noContact) ? nil : Double(message.braking) / 100
    case .clearance: stride.told(.clearance)
    }
  }
}
