import Foundation

/// How people's gait changes with speed: the means that a synthetic stride is drawn around.
///
/// Speeds in m/s, angles in radians, times in seconds. Each law's source stands in
/// `protocols/traces/runner-model.md`, section "Laws".
enum GaitLaw {
  static let walkSpeeds = 0.5...2.2
  static let runSpeeds = 2.0...7.0

  static func speeds(_ activity: Activity) -> ClosedRange<Double> {
    activity == .walk ? walkSpeeds : runSpeeds
  }

  /// Steps of both feet a minute.
  static func cadence(_ activity: Activity, speed: Double) -> Double {
    switch activity {
    case .walk: (speed * 60 / 0.0065).squareRoot()
    case .run: 150 + 2 * speed + speed * speed
    }
  }

  /// Initial contact to toe-off.
  static func contactTime(_ activity: Activity, speed: Double, strideTime: Double) -> Double {
    switch activity {
    case .walk: (0.69 - 0.055 * speed) * strideTime
    case .run: min(0.30 * pow(2.5 / speed, 0.7), 0.48 * strideTime)
    }
  }

  /// Initial contact to foot-flat.
  static func loadingTime(_ activity: Activity, speed: Double, contactTime: Double) -> Double {
    switch activity {
    case .walk: min(max(0.16 * contactTime, 0.07), 0.14)
    case .run: min(max(0.24 * contactTime, 0.042), 0.07)
    }
  }

  /// Foot-flat to heel-off.
  static func flatTime(_ activity: Activity, speed: Double, contactTime: Double) -> Double {
    switch activity {
    case .walk: 0.42 * contactTime
    case .run: 0.24 * contactTime
    }
  }

  /// Pitch at contact, toe up positive.
  static func strikeAngle(_ activity: Activity, _ strike: StrikeClass, speed: Double) -> Double {
    if activity == .walk { return radians(11 + 9 * speed) }
    switch strike {
    case .rearfoot: return radians(min(11 + 1.2 * speed, 17))
    case .midfoot: return radians(3)
    case .forefoot: return radians(-7)
    }
  }

  /// Largest toe-down rate in push-off, rad/s.
  static func pushOffRate(_ activity: Activity, speed: Double) -> Double {
    activity == .walk ? 4 + 3.8 * speed : 6.5 + 1.9 * speed
  }

  /// From toe-off to the lowest toe.
  static func apexDelay(_ activity: Activity, speed: Double, swingTime: Double) -> Double {
    activity == .walk ? 0.02 : 0.25 * swingTime
  }

  /// Velocity of the striking part of the foot at contact: forward, down.
  static func contactVelocity(_ activity: Activity, speed: Double) -> (
    forward: Double, down: Double
  ) {
    activity == .walk
      ? (0.1 + 0.3 * speed, 0.2 + 0.1 * speed) : (0.8 + 0.10 * speed, 0.55 + 0.07 * speed)
  }

  /// Height of the sensor over its stance where the swing levels out, metres.
  ///
  /// Walking that is the low point between two humps, running the one high point.
  static func swingHeight(_ activity: Activity, speed: Double) -> Double {
    activity == .walk ? 0.055 : 0.03 + 0.042 * speed
  }

  static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
