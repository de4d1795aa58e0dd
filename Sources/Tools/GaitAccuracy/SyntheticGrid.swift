import Stimulus

/// Synthetic runners over speeds, strikes, sides, mountings and seeds.
struct SyntheticGrid {
  var sampleRateHertz: UInt16 = 200

  static let walkSpeeds = [0.5, 0.8, 1.1, 1.4, 1.8, 2.2]
  static let runSpeeds = [2.0, 2.5, 3.2, 4.0, 5.0, 6.0, 7.0]
  /// Turns of the sensor on the shoe, in degrees about x, y, z.
  private static let mountings = [[0.0, 0, 0], [12, -20, 8], [-90, 15, 0], [170, 35, -140]]

  /// What is not as in the plain grid: a name, and how it is brought about.
  private struct Condition: Sendable {
    var set: String
    var name: String
    var change: @Sendable (inout RunnerParameters) -> Void

    init(
      _ set: String, _ name: String,
      _ change: @escaping @Sendable (inout RunnerParameters) -> Void
    ) {
      self.set = set
      self.name = name
      self.change = change
    }
  }

  /// The ground, whose truth is held to the goals, and sensors as bad as the engine's ranges allow, in
  /// which strides have to be found.
  private static var conditions: [Condition] { slopes + surfaces + badSensors }

  private static let slopes: [Condition] = [-20.0, -10, -5, 5, 10, 20].map { percent in
    Condition("slopes", "\(percent) %") { parameters in
      for index in parameters.segments.indices
      where parameters.segments[index].kind != .stand {
        parameters.segments[index].inclinePercent = percent
      }
    }
  }

  private static let surfaces: [Condition] = [50.0, 100, 300, 1000].map { stiffness in
    Condition("surfaces", "\(stiffness) kN/m") {
      $0.surfaceStiffnessKilonewtonsPerMetre = stiffness
    }
  }

  private static let badSensors: [Condition] = [
    Condition(Subject.badSensors, "2 % fast") { $0.sensor.rateErrorPercent = 2 },
    Condition(Subject.badSensors, "2 % slow") { $0.sensor.rateErrorPercent = -2 },
    Condition(Subject.badSensors, "5 in 1000 dropped") { $0.sensor.droppedPerThousand = 5 },
    Condition(Subject.badSensors, "10 in 1000 twice") { $0.sensor.repeatedPerThousand = 10 },
    Condition(Subject.badSensors, "3 °/s of bias") {
      $0.sensor.angularRateBiasDegreesPerSecond = [3, -3, 3]
    },
    Condition(Subject.badSensors, "80 mg of bias") {
      $0.sensor.accelerationBiasMilliG = [80, -80, 80]
    },
    Condition(Subject.badSensors, "500 °/s, 8 g") {
      $0.sensor.angularRateRangeDegreesPerSecond = 500
      $0.sensor.accelerationRangeG = 8
    },
    Condition(Subject.badSensors, "ten times the noise, 12 bits") {
      $0.sensor.accelerationNoiseMilliG *= 10
      $0.sensor.angularRateNoiseDegreesPerSecond *= 10
      $0.sensor.resolutionBits = 12
    },
  ]

  /// The plain grid; under each condition a walk and three runs.
  func subjects() throws -> [Subject] {
    var subjects: [Subject] = []
    for (index, speed) in Self.walkSpeeds.enumerated() {
      for seed in 1...2 {
        subjects.append(try subject(.walk, speed, .rearfoot, seed: index * 2 + seed))
      }
    }
    for (index, speed) in Self.runSpeeds.enumerated() {
      for (strike, seed) in zip(StrikeClass.allCases, 1...) {
        subjects.append(try subject(.run, speed, strike, seed: 100 + index * 3 + seed))
      }
    }
    for (index, condition) in Self.conditions.enumerated() {
      let seed = 200 + index * 4
      subjects.append(try subject(.walk, 1.3, .rearfoot, seed: seed, condition))
      for (offset, (speed, strike)) in zip([2.5, 3.5, 5], StrikeClass.allCases).enumerated() {
        subjects.append(try subject(.run, speed, strike, seed: seed + offset + 1, condition))
      }
    }
    return subjects
  }

  private func subject(
    _ kind: RunnerSegment.Kind, _ speed: Double, _ strike: StrikeClass, seed: Int,
    _ condition: Condition? = nil
  ) throws -> Subject {
    let moving = RunnerSegment(
      kind: kind, durationSeconds: condition == nil ? 30 : 20, speedMetresPerSecond: speed)
    var parameters = RunnerParameters(
      segments: [.stand(seconds: 2), moving, .stand(seconds: 1.5)], seed: UInt64(seed))
    parameters.strike = strike
    parameters.side = seed.isMultiple(of: 2) ? .left : .right
    parameters.pronationDegrees = [3.0, 6, 10][seed % 3]
    parameters.sampleRateHertz = sampleRateHertz
    parameters.sensor.mountingDegrees = Self.mountings[seed % Self.mountings.count]
    condition?.change(&parameters)
    var name = "\(kind.rawValue) \(speed) m/s \(strike.rawValue) seed \(seed)"
    if let condition { name += ", \(condition.name)" }
    let trace = try SyntheticRunner(parameters).makeTrace(name: name)
    let gait: Subject.Gait = kind == .walk ? .walk : .run
    return Subject(
      name: name, origin: condition?.set ?? Subject.syntheticOrigin, gait: gait,
      isSynthetic: true, sampleRateHertz: sampleRateHertz, isLeft: parameters.side == .left,
      samples: trace.samples, readTruth: { (trace.truth, gait) })
  }
}
