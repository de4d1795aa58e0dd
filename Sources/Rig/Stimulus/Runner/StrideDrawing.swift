import Foundation

/// Draws one stride around the laws of gait at its speed.
struct StrideDrawing {
  let activity: Activity
  let speed: Double
  let strideTime: Double
  let parameters: RunnerParameters
  private let contactTime: Double
  private let loadingTime: Double
  private let halfFlat: Double

  init(activity: Activity, speed: Double, strideTime: Double, parameters: RunnerParameters) {
    self.activity = activity
    // The laws hold where people walk or run; a first stride is slower than both.
    let lowest = activity == .walk ? 0.4 : 1.5
    self.speed = max(speed, lowest)
    self.strideTime = strideTime
    self.parameters = parameters
    contactTime = GaitLaw.contactTime(activity, speed: self.speed, strideTime: strideTime)
    loadingTime = GaitLaw.loadingTime(activity, speed: self.speed, contactTime: contactTime)
    halfFlat = GaitLaw.flatTime(activity, speed: self.speed, contactTime: contactTime) / 2
  }

  /// The stance that the stride ends in; the last one before standing does not give any more.
  func nextStance(
    after stance: StanceShape, length: Double, heading: Double, isLast: Bool,
    random: inout RandomGenerator
  ) -> StanceShape {
    let along = SIMD3(cos(heading), sin(heading), 0)
    var next = StanceShape(
      midstance: stance.midstance + strideTime, halfFlat: halfFlat,
      position: stance.position + along * length, heading: heading)
    if !isLast {
      let spread = 1 + 0.3 * parameters.variability * random.boundedNormal()
      next.give = (activity == .walk ? 0.0003 : 0.001) * max(spread, 0)
      next.rock = GaitLaw.radians(activity == .walk ? 0.2 : 0.6) * max(spread, 0)
    }
    return next
  }

  /// The stride between two stances.
  func stride(
    from: StanceShape, to: StanceShape, isSteady: Bool, random: inout RandomGenerator
  ) -> StrideShape {
    /// 1 give or take `part`, drawn anew at every call.
    func about(_ part: Double) -> Double {
      1 + part * parameters.variability * random.boundedNormal()
    }
    let contact = to.midstance - (loadingTime + halfFlat) * about(0.02)
    let stance = contactTime - loadingTime - halfFlat
    let toeOff = from.midstance + max(stance * about(0.01), from.halfFlat + 0.04)
    let apexDelay = GaitLaw.apexDelay(
      activity, speed: speed, swingTime: contact - toeOff)
    let rise = toeOff - from.flatEnd
    let peak = toeOff - (activity == .walk ? min(0.03, 0.3 * rise) : 0.25 * rise)
    let rate = GaitLaw.pushOffRate(activity, speed: speed) * about(0.03)
    let turned = (activity == .walk ? 0.42 : 0.5) * rate * (peak - from.flatEnd)
    let apex = toeOff + apexDelay
    let apexPitch = -turned - 0.55 * rate * (apex - peak)
    let strikePitch = strikeAngle() + GaitLaw.radians(1.2) * (about(1) - 1)
    let swingTime = contact - apex
    let velocity = GaitLaw.contactVelocity(activity, speed: speed)
    let mirror = parameters.side == .right ? 1.0 : -1.0
    return StrideShape(
      activity: activity, from: from, to: to, isSteady: isSteady,
      pushOffPeak: peak, toeOff: toeOff, apex: apex, contact: contact,
      pushOffRate: rate, pushOffPitch: -turned, apexPitch: apexPitch,
      apexAcceleration: swingForwardness * (strikePitch - apexPitch) / (swingTime * swingTime),
      strikePitch: strikePitch, strikeRate: strikeRate, strikeAcceleration: strikeAcceleration,
      toeOffRoll: mirror * GaitLaw.radians(4) * about(0.3),
      strikeRoll: mirror * GaitLaw.radians(parameters.pronationDegrees) * about(0.1),
      swingRoll: mirror * GaitLaw.radians(activity == .walk ? 10 : 16) * about(0.3),
      swingYaw: -mirror * GaitLaw.radians(activity == .walk ? 8 : 12) * about(0.4),
      level: peak + (activity == .walk ? 0.5 : 0.36) * (contact - peak),
      levelHeight: GaitLaw.swingHeight(activity, speed: speed) * about(0.1),
      levelAcceleration: activity == .walk ? 2 : -8,
      earlyLift: activity == .walk ? 0.018 * about(0.1) : 0,
      lateLift: activity == .walk ? (0.02 + 0.015 * speed) * about(0.1) : 0,
      swingAside: -mirror * 0.02 * about(0.3),
      contactForward: velocity.forward * about(0.05), contactDown: velocity.down * about(0.05),
      stopTime: activity == .walk ? 0.028 : 0.026,
      ring: ring(strength: about(0.15), hertz: about(0.08), room: to.midstance - contact))
  }

  private func strikeAngle() -> Double {
    if activity == .run, let degrees = parameters.strikeAngleDegrees {
      return GaitLaw.radians(degrees)
    }
    return GaitLaw.strikeAngle(activity, parameters.strike, speed: speed)
  }

  /// How early in swing the foot turns back up: its angular acceleration at the lowest toe, in
  /// units of turn over time squared. Walking snaps back, running swings through.
  private var swingForwardness: Double { activity == .walk ? 9 : 4 }

  /// Toe-up rate at contact, rad/s: walking still lifts the toe, running lowers it already.
  private var strikeRate: Double { activity == .walk ? 0.6 : -1.0 }

  private var strikeAcceleration: Double { activity == .walk ? -80 : -40 }

  private func ring(strength: Double, hertz: Double, room: Double) -> RingShape {
    let part = strength * (activity == .walk ? 0.3 + 0.2 * speed : 1.1)
    return RingShape(
      hertz: 24 * hertz, duration: min(0.11, room - 0.005),
      forward: 0.0007 * part, aside: 0.0008 * part, up: 0.0005 * part, pitch: 0.009 * part,
      roll: 0.012 * part)
  }
}
