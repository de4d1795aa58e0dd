/// The foot's motion through one stride.
///
/// Three phases. Until push-off is at its fastest the shoe turns over its ball, which stays where
/// it stands; then the leg takes it along. From contact on it turns about the part that struck,
/// which the ground stops within some milliseconds. In between the instep swings from where the
/// first phase leaves it to where the last one takes it up, with the velocity and the acceleration
/// of both ends.
struct FootStride {
  let shape: StrideShape
  /// The sensor, seen from the instep.
  private let sensor: SIMD3<Double>
  private let pitch: QuinticSpline
  private let roll: QuinticSpline
  private let heading: QuinticSpline
  private let slope: QuinticSpline
  private let sinks: (from: QuinticSpline, to: QuinticSpline)
  private let ball: SIMD3<Double>
  private let strikeArm: SIMD3<Double>
  private let strikeForward: QuinticSpline
  private let strikeUp: QuinticSpline
  private var swing: (x: QuinticSpline, y: QuinticSpline, z: QuinticSpline)

  init(_ shape: StrideShape, sensor: SIMD3<Double> = .zero) {
    self.shape = shape
    self.sensor = sensor
    pitch = Self.pitch(shape)
    (roll, heading, slope) = Self.turns(shape)
    sinks = Self.sinks(shape)
    ball = shape.from.position - shape.from.level(ShoeShape.fromBall)
    strikeArm = shape.strikePitch < 0 ? ShoeShape.fromBall : ShoeShape.fromHeel
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

  /// Of the sensor.
  func pose(at seconds: Double) -> FootPose {
    let attitude = attitude(at: seconds)
    let position: JetVector =
      if seconds < shape.release {
        standing(attitude)
      } else if seconds < shape.contact {
        flying(at: seconds)
      } else {
        landing(attitude, at: seconds)
      }
    return FootPose(
      position: position + attitude.toWorld(sensor) + given(at: seconds), attitude: attitude)
  }

  /// Over the ground, before its slope. Flat, the foot still rolls, but for midstance: from what
  /// struck onto the whole sole, and on to the toes.
  private static func pitch(_ shape: StrideShape) -> QuinticSpline {
    let (from, to) = (shape.from, shape.to)
    var path = RatePath(from: from.midstance, Jet(0))
    path.go(to: from.flatEnd, rate: -from.roll, acceleration: -2 * from.roll / from.halfFlat)
    let ramp = shape.pushOffPeak - from.flatEnd
    path.go(
      to: from.flatEnd + ramp / 2, rate: -shape.pushOffRate * shape.pushOffOnset,
      acceleration: -1.2 * shape.pushOffRate / ramp)
    path.go(to: shape.pushOffPeak, rate: -shape.pushOffRate)
    path.go(to: shape.apex, rate: 0, acceleration: shape.apexAcceleration)
    path.goOver(
      crestAt: shape.swingPeak, to: shape.contact,
      Jet(shape.strikePitch, rate: shape.strikeRate, acceleration: shape.strikeAcceleration))
    // What is left to roll in the flat half, as a cubic through its rates covers it.
    let roll = shape.strikePitch < 0 ? -to.roll : to.roll
    path.goOver(
      crestAt: shape.slapPeak, to: to.flatStart,
      Jet(roll * to.halfFlat / 3, rate: -roll, acceleration: 2 * roll / to.halfFlat))
    path.go(to: to.midstance, Jet(0))
    return path.spline
  }

  private static func turns(_ shape: StrideShape) -> (
    roll: QuinticSpline, heading: QuinticSpline, slope: QuinticSpline
  ) {
    let roll = QuinticSpline([
      .init(shape.from.flatEnd, 0), .init(shape.toeOff, shape.toeOffRoll),
      .init(shape.contact, shape.strikeRoll), .init(shape.to.flatStart, 0),
    ])
    func turning(_ value: KeyPath<StanceShape, Double>) -> QuinticSpline {
      QuinticSpline([
        .init(shape.toeOff, shape.from[keyPath: value]),
        .init(shape.contact, shape.to[keyPath: value]),
      ])
    }
    return (roll, turning(\.heading), turning(\.slope))
  }

  /// The ground under both stances; it is lowest at midstance, where the next stride takes over.
  private static func sinks(_ shape: StrideShape) -> (from: QuinticSpline, to: QuinticSpline) {
    func lowest(_ stance: StanceShape) -> QuinticSpline.Knot {
      .init(stance.midstance, -stance.sink, acceleration: stance.sinkAcceleration)
    }
    return (
      QuinticSpline([lowest(shape.from), .init(shape.toeOff, 0)]),
      QuinticSpline([.init(shape.contact, 0), lowest(shape.to)])
    )
  }

  private func attitude(at seconds: Double) -> Attitude {
    let swing = Pulse.bump(at: seconds, from: shape.toeOff, to: shape.contact)
    var attitude = Attitude(
      heading: heading.jet(at: seconds) + swing * shape.swingYaw,
      pitch: pitch.jet(at: seconds) + slope.jet(at: seconds),
      roll: roll.jet(at: seconds) + swing * shape.swingRoll)
    for ring in shape.rings {
      let jet = ring.jet(at: seconds)
      attitude.pitch = attitude.pitch + jet * ring.pitch
      attitude.roll = attitude.roll + jet * ring.roll
    }
    return attitude
  }

  private func standing(_ attitude: Attitude) -> JetVector {
    JetVector(ball) + attitude.toWorld(ShoeShape.fromBall)
  }

  private func landing(_ attitude: Attitude, at seconds: Double) -> JetVector {
    let stand = shape.to.position - shape.to.level(strikeArm)
    let moved =
      strikeForward.jet(at: seconds) * shape.to.level([1, 0, 0])
      + strikeUp.jet(at: seconds) * shape.to.level([0, 0, 1])
    return JetVector(stand) + moved + attitude.toWorld(strikeArm)
  }

  private func flying(at seconds: Double) -> JetVector {
    let bump = Pulse.bump(at: seconds, from: shape.release, to: shape.contact)
    return JetVector(
      x: swing.x.jet(at: seconds), y: swing.y.jet(at: seconds), z: swing.z.jet(at: seconds))
      + bump * shape.from.level([0, shape.swingAside, 0])
  }

  /// Lays the swing between the ends that the other two phases give it.
  private mutating func joinSwing() {
    let leave = standing(attitude(at: shape.release))
    let meet = landing(attitude(at: shape.contact), at: shape.contact)
    swing = (
      forward(from: leave.x, to: meet.x), forward(from: leave.y, to: meet.y),
      up(from: leave.z, to: meet.z)
    )
  }

  /// One horizontal axis: speed grows through the lowest toe to its highest and falls to the end's.
  private func forward(from leave: Jet, to meet: Jet) -> QuinticSpline {
    let path = shape.path
    let share = path.apexSpeedShare
    let gain = path.apexGain * (1 - share) / (path.fastest - shape.apex)
    func covered(highest speed: Double) -> RatePath {
      var knots = RatePath(from: shape.release, leave)
      knots.go(to: shape.apex, rate: share * speed, acceleration: gain * speed)
      knots.go(to: path.fastest, rate: speed)
      knots.go(to: shape.contact, rate: meet.rate, acceleration: meet.acceleration)
      return knots
    }
    func end(_ path: RatePath) -> Double { path.knots[path.knots.count - 1].jet.value }
    // What is covered is linear in the highest speed.
    let still = end(covered(highest: 0))
    let speed = (meet.value - still) / (end(covered(highest: 1)) - still)
    var knots = covered(highest: speed).knots
    knots[knots.count - 1].jet = meet
    return QuinticSpline(knots)
  }

  private func up(from leave: Jet, to meet: Jet) -> QuinticSpline {
    let path = shape.path
    let base = shape.from.position.z
    let climb = shape.to.position.z - base
    func over(_ seconds: Double, _ height: Double) -> Double {
      let share = (seconds - shape.from.midstance) / (shape.to.midstance - shape.from.midstance)
      return base + climb * share + height
    }
    var knots = RatePath(from: shape.release, leave)
    let rise = Self.rate(
      knots.knots[0], over: shape.apex, path.apexLift,
      to: .init(
        path.crest, over(path.crest, path.crestHeight), acceleration: path.crestAcceleration))
    knots.go(to: shape.apex, rate: rise, acceleration: path.apexLift)
    knots.go(to: path.crest, rate: 0, acceleration: path.crestAcceleration)
    let late = over(path.late, path.lateHeight)
    let crest = knots.knots[2]
    let span = path.late - path.crest
    let fall =
      2 * (late - crest.jet.value) / span
      - span / 6 * (path.crestAcceleration - path.lateAcceleration)
    knots.go(to: path.late, rate: fall, acceleration: path.lateAcceleration)
    knots.go(to: shape.contact, meet)
    return knots.spline
  }

  /// The rate at an instant between two knots that makes the way between them meet the last one.
  private static func rate(
    _ from: QuinticSpline.Knot, over seconds: Double, _ acceleration: Double,
    to end: QuinticSpline.Knot
  ) -> Double {
    let fixed =
      RatePath.travel(from, until: seconds, rate: 0, acceleration: acceleration)
      + RatePath.travel(
        .init(seconds, 0, acceleration: acceleration), until: end.seconds, rate: end.jet.rate,
        acceleration: end.jet.acceleration)
    return (end.jet.value - from.jet.value - fixed) / ((end.seconds - from.seconds) / 2)
  }

  /// What ground and sole give in the two stances that this stride shares with its neighbours, and
  /// how the shoe rings.
  private func given(at seconds: Double) -> JetVector {
    var up = sinks.from.jet(at: seconds) + sinks.to.jet(at: seconds)
    for stance in [shape.from, shape.to] where stance.give != 0 {
      up =
        up + Pulse.bump(at: seconds, from: stance.flatStart, to: stance.flatEnd) * -stance.give
    }
    let sunk = JetVector(x: Jet(0), y: Jet(0), z: up)
    return shape.rings.reduce(sunk) { $0 + $1.jet(at: seconds) * $1.displacement }
  }
}

extension StanceShape {
  /// A vector fixed in the shoe as it points while the shoe stands flat.
  func level(_ arm: SIMD3<Double>) -> SIMD3<Double> {
    Attitude(heading: Jet(heading), pitch: Jet(slope), roll: Jet(0)).toWorld(arm).value
  }
}
