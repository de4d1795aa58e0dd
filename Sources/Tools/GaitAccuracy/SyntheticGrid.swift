import Stimulus

/// Synthetic runners over speeds, strikes, sides, mountings and seeds.
struct SyntheticGrid {
  var sampleRateHertz: UInt16 = 200
  var secondsPerPace = 30.0

  static let walkSpeeds = [0.5, 0.8, 1.1, 1.4, 1.8, 2.2]
  static let runSpeeds = [2.0, 2.5, 3.2, 4.0, 5.0, 6.0, 7.0]
  /// Turns of the sensor on the shoe, in degrees about x, y, z.
  private static let mountings = [[0.0, 0, 0], [12, -20, 8], [-90, 15, 0], [170, 35, -140]]

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
    return subjects
  }

  private func subject(
    _ kind: RunnerSegment.Kind, _ speed: Double, _ strike: StrikeClass, seed: Int
  ) throws -> Subject {
    let moving = RunnerSegment(
      kind: kind, durationSeconds: secondsPerPace, speedMetresPerSecond: speed)
    var parameters = RunnerParameters(
      segments: [.stand(seconds: 2), moving, .stand(seconds: 1.5)], seed: UInt64(seed))
    parameters.strike = strike
    parameters.side = seed.isMultiple(of: 2) ? .left : .right
    parameters.pronationDegrees = [3.0, 6, 10][seed % 3]
    parameters.sampleRateHertz = sampleRateHertz
    parameters.sensor.mountingDegrees = Self.mountings[seed % Self.mountings.count]
    let name = "\(kind.rawValue) \(speed) m/s \(strike.rawValue) seed \(seed)"
    let trace = try SyntheticRunner(parameters).makeTrace(name: name)
    let gait: Subject.Gait = kind == .walk ? .walk : .run
    return Subject(
      name: name, origin: "synthetic", gait: gait, sampleRateHertz: sampleRateHertz,
      isLeft: parameters.side == .left,
      samples: trace.samples, readTruth: { (trace.truth, gait) })
  }
}
