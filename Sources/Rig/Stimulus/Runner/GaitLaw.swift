import Foundation

/// How people's gait changes with speed: the means that a synthetic stride is drawn around.
///
/// Speeds in m/s, angles in radians, times in seconds. Each law's source stands in
/// `protocols/traces/runner-model.md`, section "Laws".
enum GaitLaw {
  static let walkSpeeds = 0.5...2.2
  static let runSpeeds = 1.4...7.0

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
    case .walk: (0.725 - 0.055 * speed) * strideTime
    case .run: min(0.31 * pow(2.5 / speed, 0.75), 0.48 * strideTime)
    }
  }

  /// Initial contact to foot-flat.
  static func loadingTime(_ activity: Activity, speed: Double, contactTime: Double) -> Double {
    switch activity {
    case .walk: min(max(0.21 * contactTime, 0.08), 0.18)
    case .run: min(max(0.22 * contactTime, 0.045), 0.09)
    }
  }

  /// Foot-flat to heel-off.
  static func flatTime(_ activity: Activity, speed: Double, contactTime: Double) -> Double {
    switch activity {
    case .walk: 0.36 * contactTime
    case .run: 0.2 * contactTime
    }
  }

  /// Pitch at contact, toe up positive.
  static func strikeAngle(_ activity: Activity, _ strike: StrikeClass, speed: Double) -> Double {
    if activity == .walk { return radians(10 + 9.5 * speed) }
    switch strike {
    case .rearfoot: return radians(min(12 + 1.5 * speed, 19 - speed))
    case .midfoot: return radians(3)
    case .forefoot: return radians(-7)
    }
  }

  /// Largest toe-down rate in push-off, rad/s.
  static func pushOffRate(_ activity: Activity, speed: Double) -> Double {
    activity == .walk ? 3 + 4.3 * speed : 4.3 + 2.3 * speed + 0.1 * speed * speed
  }

  /// From the fastest turn of push-off to toe-off.
  static func pushOffTime(_ activity: Activity, contactTime: Double) -> Double {
    activity == .walk ? 0.045 : 0.11 * contactTime
  }

  /// From toe-off to the lowest toe.
  static func apexDelay(_ activity: Activity, speed: Double, swingTime: Double) -> Double {
    activity == .walk ? 0.02 : (0.17 + 0.03 * max(speed - 2.2, 0)) * swingTime
  }

  /// Velocity of the striking part of the foot at contact: forward, down.
  static func contactVelocity(_ activity: Activity, speed: Double) -> (
    forward: Double, down: Double
  ) {
    activity == .walk
      ? (0.1 + 0.3 * speed, 0.2 + 0.1 * speed) : (0.8 + 0.10 * speed, 0.55 + 0.07 * speed)
  }

  /// How high the instep swings, metres: at its first crest, and later, before the leg stretches.
  static func swingHeights(_ activity: Activity, speed: Double) -> (crest: Double, late: Double) {
    switch activity {
    case .walk: (0.062, 0.04)
    case .run: (0.015 + 0.044 * speed, 0.03 + 0.02 * speed)
    }
  }

  /// Of a shoe's heel under a shock.
  static let shoeStiffnessKilonewtonsPerMetre = 150.0

  /// Largest vertical force under a runner of 70 kg, newtons: what a half sine over the contact
  /// needs to carry the weight through half a stride.
  static func peakForce(strideTime: Double, contactTime: Double) -> Double {
    70 * SensorScale.gravity * .pi / 4 * strideTime / contactTime
  }

  /// How hard the foot meets a slope, against level ground.
  static func impact(slope: Double) -> Double {
    let degrees = slope * 180 / .pi
    return max(1 - (degrees < 0 ? 0.06 : 0.1) * degrees, 0.1)
  }

  static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
