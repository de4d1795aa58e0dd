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

  /// - Parameter contactShare: of the contact time that is usual at this speed.
  init(
    activity: Activity, speed: Double, strideTime: Double, contactShare: Double = 1,
    parameters: RunnerParameters
  ) {
    self.activity = activity
    // The laws hold where people walk or run; a first stride is slower than both.
    let lowest = activity == .walk ? 0.4 : 1.2
    self.speed = max(speed, lowest)
    self.strideTime = strideTime
    self.parameters = parameters
    contactTime =
      contactShare * GaitLaw.contactTime(activity, speed: self.speed, strideTime: strideTime)
    loadingTime = GaitLaw.loadingTime(activity, speed: self.speed, contactTime: contactTime)
    halfFlat = GaitLaw.flatTime(activity, speed: self.speed, contactTime: contactTime) / 2
  }

  /// The stance that the stride ends in; the last one before standing does not give any more.
  func nextStance(
    after stance: StanceShape, length: Double, heading: Double, slope: Double, isLast: Bool,
    random: inout RandomGenerator
  ) -> StanceShape {
    let along = SIMD3(cos(heading), sin(heading), tan(slope))
    var next = StanceShape(
      midstance: stance.midstance + strideTime, halfFlat: halfFlat,
      position: stance.position + along * length, heading: heading, slope: slope)
    if !isLast {
      let spread = 1 + 0.3 * parameters.variability * random.boundedNormal()
      next.give = (activity == .walk ? 0.0003 : 0.001) * max(spread, 0)
      next.roll = (activity == .walk ? 0.35 : 0.1) * max(spread, 0)
      (next.sink, next.sinkAcceleration) = sink
    }
    return next
  }

  /// How far the ground gives under the runner's weight, and its curvature at the lowest point.
  private var sink: (metres: Double, acceleration: Double) {
    guard let stiffness = parameters.surfaceStiffnessKilonewtonsPerMetre else { return (0, 0) }
    let metres =
      GaitLaw.peakForce(strideTime: strideTime, contactTime: contactTime) / (1000 * stiffness)
    // A half sine's for a run's one hump of force; a walk's is flat between its two.
    let curve = activity == .walk ? 0 : pow(.pi / contactTime, 2) * metres
    return (metres, curve)
  }

  /// How much slower a shock is on this ground than on a rigid one.
  private var softness: Double {
    guard let stiffness = parameters.surfaceStiffnessKilonewtonsPerMetre else { return 1 }
    return (1 + GaitLaw.shoeStiffnessKilonewtonsPerMetre / stiffness).squareRoot()
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
    let peak =
      toeOff
      - min(
        GaitLaw.pushOffTime(activity, contactTime: contactTime), 0.3 * (toeOff - from.flatEnd))
    let apex =
      toeOff + GaitLaw.apexDelay(activity, speed: speed, swingTime: contact - toeOff)
    let swing = contact - apex
    let rate = GaitLaw.pushOffRate(activity, speed: speed) * about(0.03)
    let strikePitch = strikeAngle() + GaitLaw.radians(1.2) * (about(1) - 1)
    let velocity = GaitLaw.contactVelocity(activity, speed: speed)
    let impact = GaitLaw.impact(slope: to.slope)
    let mirror = parameters.side == .right ? 1.0 : -1.0
    return StrideShape(
      activity: activity, from: from, to: to, isSteady: isSteady,
      release: from.flatEnd + (activity == .walk ? 0.72 : 0.6) * (peak - from.flatEnd),
      pushOffPeak: peak, toeOff: toeOff,
      apex: apex, swingPeak: apex + (activity == .walk ? 0.46 : 0.6) * swing, contact: contact,
      slapPeak: contact + (activity == .walk ? 0.45 : 0.35) * (to.flatStart - contact),
      pushOffRate: rate, pushOffOnset: activity == .walk ? 0.28 : 0.4,
      apexAcceleration: apexAcceleration(swing), strikePitch: strikePitch,
      strikeRate: strikeRate, strikeAcceleration: strikeAcceleration,
      toeOffRoll: mirror * GaitLaw.radians(4) * about(0.3),
      strikeRoll: mirror * GaitLaw.radians(parameters.pronationDegrees) * about(0.1),
      swingRoll: mirror * GaitLaw.radians(activity == .walk ? 10 : 16) * about(0.3),
      swingYaw: -mirror * GaitLaw.radians(activity == .walk ? 8 : 12) * about(0.4),
      swingAside: -mirror * 0.02 * about(0.3),
      path: path(apex: apex, swing: swing, height: about(0.1)),
      contactForward: velocity.forward * about(0.05),
      contactDown: velocity.down * impact * about(0.05),
      stopTime: min((activity == .walk ? 0.028 : 0.026) * softness, 0.9 * loadingTime),
      rings: rings(
        contact: contact, strength: impact * about(0.15), hertz: about(0.08) / softness, to)
        + [snap(toeOff: toeOff, strength: about(0.3), room: contact - toeOff, from)])
  }

  private func path(apex: Double, swing: Double, height: Double) -> SwingPath {
    let heights = GaitLaw.swingHeights(activity, speed: speed)
    return activity == .walk
      ? SwingPath(
        fastest: apex + 0.47 * swing, apexSpeedShare: 0.63, apexGain: 2.4,
        crest: apex + 0.25 * swing, crestHeight: heights.crest * height, crestAcceleration: -4,
        apexLift: -6, late: apex + 0.55 * swing, lateHeight: heights.late * height,
        lateAcceleration: 7)
      : SwingPath(
        fastest: apex + 0.57 * swing, apexSpeedShare: 0.45, apexGain: 1.8,
        crest: apex + 0.28 * swing, crestHeight: heights.crest * height,
        crestAcceleration: -80 * heights.crest, apexLift: -6, late: apex + 0.75 * swing,
        lateHeight: heights.late * height, lateAcceleration: 5)
  }

  private func strikeAngle() -> Double {
    if activity == .run, let degrees = parameters.strikeAngleDegrees {
      return GaitLaw.radians(degrees)
    }
    return GaitLaw.strikeAngle(activity, parameters.strike, speed: speed)
  }

  /// How the toe turns back up from its lowest, rad/s²: walking snaps back, running swings through.
  private func apexAcceleration(_ swing: Double) -> Double {
    activity == .walk ? 110 : 85
  }

  /// Toe-up rate at contact, rad/s: walking still lifts the toe, running lowers it already.
  private var strikeRate: Double { activity == .walk ? 0.6 : -1.6 }

  private var strikeAcceleration: Double { activity == .walk ? -110 : -120 }

  /// The shoe after its contact: a slow sway of foot and shoe, and the shock's own ringing.
  private func rings(
    contact: Double, strength: Double, hertz: Double, _ stance: StanceShape
  ) -> [RingShape] {
    let part = strength * (activity == .walk ? 0.3 + 0.25 * speed : 1.3)
    let room = stance.midstance - contact - 0.005
    return [
      RingShape(
        start: contact, duration: min(0.16, room), hertz: 13 * hertz,
        displacement: stance.level(
          [0.002, 0.0015, 0.0012] * (activity == .walk ? 1.7 * part : part)), pitch: 0.02 * part,
        roll: 0.026 * part),
      RingShape(
        start: contact, duration: min(0.07, room), hertz: 30 * hertz,
        displacement: stance.level([0.0004, 0.0003, 0.0003] * part), pitch: 0.003 * part,
        roll: 0.004 * part),
    ]
  }

  private func snap(
    toeOff: Double, strength: Double, room: Double, _ stance: StanceShape
  ) -> RingShape {
    let part = strength * (activity == .walk ? 0.3 + 0.25 * speed : 0.5)
    return RingShape(
      start: toeOff - 0.012, duration: min(0.16, room), hertz: 13,
      displacement: stance.level([0.0015, 0, 0.001] * (activity == .walk ? 2 * part : part)),
      pitch: 0.025 * part,
      roll: 0.025 * part)
  }
}
