import Foundation

/// Which strides a synthetic runner takes, and when: parameters turned into shapes.
struct RunnerPlan {
  private(set) var strides: [StrideShape] = []
  private(set) var durationSeconds = 0.0
  private let parameters: RunnerParameters
  private var random: RandomGenerator
  private var clock = 0.0
  private var stance: StanceShape

  init(_ parameters: RunnerParameters) {
    self.parameters = parameters
    random = RandomGenerator(seed: parameters.seed, stream: 1)
    stance = StanceShape(midstance: 0, halfFlat: 0, position: .zero, heading: 0)
    var speed = 0.0
    for (index, segment) in parameters.segments.enumerated() {
      let next = index + 1 < parameters.segments.count ? parameters.segments[index + 1] : nil
      let stops = next == nil || next?.kind == .stand
      if let activity = segment.activity {
        move(segment, activity, from: speed, stops: stops)
      } else {
        clock += segment.durationSeconds
      }
      speed = stops || segment.kind == .stand ? 0 : (segment.speedMetresPerSecond ?? 0)
    }
    durationSeconds = clock
  }

  /// Takes the strides of one moving segment: speeding up, steady, slowing down to a stand.
  private mutating func move(
    _ segment: RunnerSegment, _ activity: Activity, from initial: Double, stops: Bool
  ) {
    let target = segment.speedMetresPerSecond ?? 0
    let strideTime = segment.strideTime(activity)
    let slowing = stops ? Self.slowingSpeeds(from: target) : []
    let end = clock + segment.durationSeconds - Double(slowing.count) * strideTime
    if initial == 0 { stance = standing() }
    var speed = initial
    repeat {
      speed = Self.nextSpeed(after: speed, towards: target)
      take(segment, activity, speed: speed, isSteady: speed == target, isLast: false)
    } while clock < end
    for (index, speed) in slowing.enumerated() {
      take(
        segment, activity, speed: speed, isSteady: false, isLast: index == slowing.count - 1)
    }
  }

  /// A person gets up to speed within a few strides: half of it with the first, 2 m/s at most.
  private static func nextSpeed(after speed: Double, towards target: Double) -> Double {
    if speed == 0 { return min(target / 2, 2) }
    let step = min(0.4 * target, 1.5)
    return speed < target ? min(speed + step, target) : max(speed - step, target)
  }

  private static func slowingSpeeds(from target: Double) -> [Double] {
    var speeds: [Double] = []
    var speed = 0.0
    while true {
      speed = nextSpeed(after: speed, towards: target)
      if speed == target { return speeds.reversed() }
      speeds.append(speed)
    }
  }

  /// The stance a stride from standing leaves: the clock is where standing ends.
  private func standing() -> StanceShape {
    var stance = stance
    stance.midstance = clock
    stance.halfFlat = 0.08
    stance.give = 0
    stance.roll = 0
    (stance.sink, stance.sinkAcceleration) = (0, 0)
    return stance
  }

  private mutating func take(
    _ segment: RunnerSegment, _ activity: Activity, speed: Double, isSteady: Bool, isLast: Bool
  ) {
    let spread = parameters.variability
    let target = segment.speedMetresPerSecond ?? speed
    // A starting or stopping stride takes somewhat longer than a steady one.
    let slow = 1 + 0.12 * (1 - speed / target)
    let time =
      segment.strideTime(activity) * slow * (1 + 0.015 * spread * random.boundedNormal())
    let length = speed * time * (1 + 0.02 * spread * random.boundedNormal())
    let heading =
      stance.heading + GaitLaw.radians(segment.turnDegreesPerStride ?? 0)
      + 0.01 * spread * random.boundedNormal()
    let drawn = StrideDrawing(
      activity: activity, speed: speed, strideTime: time,
      contactShare: segment.contactShare(activity), parameters: parameters)
    let next = drawn.nextStance(
      after: stance, length: length, heading: heading,
      slope: atan((segment.inclinePercent ?? 0) / 100), isLast: isLast, random: &random)
    strides.append(drawn.stride(from: stance, to: next, isSteady: isSteady, random: &random))
    stance = next
    clock = next.midstance
  }
}

extension RunnerSegment {
  /// nil where nothing moves.
  var activity: Activity? {
    switch kind {
    case .stand: nil
    case .walk: .walk
    case .run: .run
    }
  }

  /// Seconds from contact to the next contact of the same foot: two steps.
  func strideTime(_ activity: Activity) -> Double {
    let speed = speedMetresPerSecond ?? GaitLaw.speeds(activity).lowerBound
    return 120 / (cadenceStepsPerMinute ?? GaitLaw.cadence(activity, speed: speed))
  }

  /// The contact time that is asked for, over the usual one.
  func contactShare(_ activity: Activity) -> Double {
    guard let asked = contactTimeMilliseconds, let speed = speedMetresPerSecond else { return 1 }
    return asked / 1000
      / GaitLaw.contactTime(activity, speed: speed, strideTime: strideTime(activity))
  }
}
