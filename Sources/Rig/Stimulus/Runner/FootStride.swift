/// The foot's motion through one stride.
///
/// Three phases. Until push-off is at its fastest the shoe turns over its ball, which stays where
/// it stands; then the last of the sole rolls off. From contact on it turns about the part that struck, which the ground stops within some
/// milliseconds. In between the sensor flies from where the first phase leaves it to where the
/// last one takes it up, with the velocity and the acceleration of both ends.
struct FootStride {
  /// Sensor as seen from the ball of the foot and from the heel: on the instep of a 0.28 m shoe.
  static let fromBall = SIMD3(-0.11, 0.0, 0.07)
  static let fromHeel = SIMD3(0.12, 0.0, 0.07)

  let shape: StrideShape
  private let pitch: QuinticSpline
  private let roll: QuinticSpline
  private let heading: QuinticSpline
  private let ball: SIMD3<Double>
  private let strikeArm: SIMD3<Double>
  private let strikeForward: QuinticSpline
  private let strikeUp: QuinticSpline
  private var swing: (x: QuinticSpline, y: QuinticSpline, z: QuinticSpline)

  init(_ shape: StrideShape) {
    self.shape = shape
    (pitch, roll, heading) = Self.angles(shape)
    ball = shape.from.position - Self.level(Self.fromBall, heading: shape.from.heading)
    strikeArm = shape.strikePitch < 0 ? Self.fromBall : Self.fromHeel
    let stop = shape.contact + shape.stopTime
    // 0.4 of speed × time is about what a stop covers that begins braked.
    func stopping(_ velocity: Double, braking: Double) -> QuinticSpline {
      QuinticSpline([
        .init(
          shape.contact, -0.4 * velocity * shape.stopTime, rate: velocity,
          acceleration: -braking * velocity / shape.stopTime),
        .init(stop, 0),
      ])
    }
    strikeForward = stopping(shape.contactForward, braking: 1.5)
    strikeUp = stopping(-shape.contactDown, braking: 0.5)
    let still = QuinticSpline([.init(0, 0)])
    swing = (still, still, still)
    joinSwing()
  }

  func pose(at seconds: Double) -> FootPose {
    var attitude = attitude(at: seconds)
    let position: JetVector =
      if seconds < shape.pushOffPeak {
        standing(attitude)
      } else if seconds < shape.contact {
        flying(at: seconds)
      } else {
        landing(attitude, at: seconds)
      }
    // The shoe rocks about the sensor itself: its pivot must not change at midstance.
    attitude.pitch = attitude.pitch + rocked(at: seconds)
    return FootPose(position: position + given(at: seconds), attitude: attitude)
  }

  private static func level(_ arm: SIMD3<Double>, heading: Double) -> SIMD3<Double> {
    Attitude(heading: Jet(heading), pitch: Jet(0), roll: Jet(0)).toWorld(arm).value
  }

  private static func angles(_ shape: StrideShape) -> (
    pitch: QuinticSpline, roll: QuinticSpline, heading: QuinticSpline
  ) {
    let pitch = QuinticSpline([
      .init(shape.from.flatEnd, 0),
      .init(shape.pushOffPeak, shape.pushOffPitch, rate: -shape.pushOffRate),
      .init(shape.apex, shape.apexPitch, acceleration: shape.apexAcceleration),
      .init(
        shape.contact, shape.strikePitch, rate: shape.strikeRate,
        acceleration: shape.strikeAcceleration),
      .init(shape.to.flatStart, 0),
    ])
    let roll = QuinticSpline([
      .init(shape.from.flatEnd, 0), .init(shape.toeOff, shape.toeOffRoll),
      .init(shape.contact, shape.strikeRoll), .init(shape.to.flatStart, 0),
    ])
    let heading = QuinticSpline([
      .init(shape.toeOff, shape.from.heading), .init(shape.contact, shape.to.heading),
    ])
    return (pitch, roll, heading)
  }

  private func attitude(at seconds: Double) -> Attitude {
    let swing = Pulse.bump(at: seconds, from: shape.toeOff, to: shape.contact)
    let ring = ring(at: seconds)
    return Attitude(
      heading: heading.jet(at: seconds) + swing * shape.swingYaw,
      pitch: pitch.jet(at: seconds) + ring * shape.ring.pitch,
      roll: roll.jet(at: seconds) + swing * shape.swingRoll + ring * shape.ring.roll)
  }

  private func ring(at seconds: Double) -> Jet {
    Pulse.ring(
      at: seconds, from: shape.contact, to: shape.contact + shape.ring.duration,
      hertz: shape.ring.hertz)
  }

  private func standing(_ attitude: Attitude) -> JetVector {
    JetVector(ball) + attitude.toWorld(Self.fromBall)
  }

  private func landing(_ attitude: Attitude, at seconds: Double) -> JetVector {
    let stand = shape.to.position - Self.level(strikeArm, heading: shape.to.heading)
    let ring = ring(at: seconds)
    let forward = strikeForward.jet(at: seconds) + ring * shape.ring.forward
    let ahead = Self.level(SIMD3(1, 0, 0), heading: shape.to.heading)
    let moved = JetVector(
      x: forward * ahead.x - ring * (ahead.y * shape.ring.aside),
      y: forward * ahead.y + ring * (ahead.x * shape.ring.aside),
      z: strikeUp.jet(at: seconds) + ring * shape.ring.up)
    return JetVector(stand) + moved + attitude.toWorld(strikeArm)
  }

  private func flying(at seconds: Double) -> JetVector {
    let bump = Pulse.bump(at: seconds, from: shape.pushOffPeak, to: shape.contact)
    let early = Pulse.bump(at: seconds, from: shape.pushOffPeak, to: shape.level)
    let late = Pulse.bump(at: seconds, from: shape.level, to: shape.contact)
    let aside = Self.level(SIMD3(0, 1, 0), heading: shape.from.heading) * shape.swingAside
    return JetVector(
      x: swing.x.jet(at: seconds) + bump * aside.x,
      y: swing.y.jet(at: seconds) + bump * aside.y,
      z: swing.z.jet(at: seconds) + early * shape.earlyLift + late * shape.lateLift)
  }

  /// Lays the swing between the ends that the other two phases give it.
  private mutating func joinSwing() {
    let leave = standing(attitude(at: shape.pushOffPeak))
    let meet = landing(attitude(at: shape.contact), at: shape.contact)
    func join(_ axis: KeyPath<JetVector, Jet>, through knots: [QuinticSpline.Knot]) -> QuinticSpline
    {
      QuinticSpline(
        [.init(shape.pushOffPeak, leave[keyPath: axis])] + knots
          + [.init(shape.contact, meet[keyPath: axis])])
    }
    let level = QuinticSpline.Knot(
      shape.level, shape.from.position.z + shape.levelHeight,
      acceleration: shape.levelAcceleration)
    swing = (join(\.x, through: []), join(\.y, through: []), join(\.z, through: [level]))
  }

  /// The sole's give in the two stances that this stride shares with its neighbours.
  private func given(at seconds: Double) -> JetVector {
    var up = Jet(0)
    for stance in [shape.from, shape.to] where stance.give != 0 {
      up =
        up + Pulse.bump(at: seconds, from: stance.flatStart, to: stance.flatEnd) * -stance.give
    }
    return JetVector(x: Jet(0), y: Jet(0), z: up)
  }

  private func rocked(at seconds: Double) -> Jet {
    var pitch = Jet(0)
    for stance in [shape.from, shape.to] where stance.rock != 0 {
      pitch =
        pitch + Pulse.bump(at: seconds, from: stance.flatStart, to: stance.flatEnd) * stance.rock
    }
    return pitch
  }
}
