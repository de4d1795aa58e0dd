import Foundation
import Stimulus
import Testing

/// What the synthetic runner promises: truth that adds up, repeatability, waveforms like people's.
struct RunnerTests {
  private func trace(
    _ segments: [RunnerSegment], seed: UInt64 = 1,
    change: (inout RunnerParameters) -> Void = { _ in }
  ) throws -> Trace {
    var parameters = RunnerParameters(segments: segments, seed: seed)
    change(&parameters)
    return try SyntheticRunner(parameters).makeTrace(name: "test")
  }

  private let stopAndGo: [RunnerSegment] = [
    .stand(seconds: 3), .walk(metresPerSecond: 1.3, seconds: 8), .stand(seconds: 4),
    .run(metresPerSecond: 3, seconds: 8), .walk(metresPerSecond: 1.5, seconds: 5),
    .stand(seconds: 2),
  ]

  @Test func equalSeedsGiveEqualTraces() throws {
    let first = try trace(stopAndGo, seed: 5)
    #expect(try trace(stopAndGo, seed: 5) == first)
    #expect(try trace(stopAndGo, seed: 6).samples != first.samples)
  }

  /// Noise has a stream of its own: another sensor does not make another person.
  @Test func sensorDoesNotChangeTheMotion() throws {
    let quiet = try trace(stopAndGo) { $0.sensor.accelerationNoiseMilliG = 0 }
    #expect(try trace(stopAndGo).truth == quiet.truth)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func truthAddsUp(_ seed: UInt64) throws {
    let trace = try trace(stopAndGo, seed: seed)
    let truth = try #require(trace.truth)
    let sum = truth.strides.reduce(0) { $0 + ($1.lengthMetres ?? 0) }
    #expect(truth.distanceMetres == sum)
    #expect(truth.strideCount == truth.strides.count)
    #expect(truth.activity == nil)
    for (stride, next) in zip(truth.strides, truth.strides.dropFirst()) {
      #expect(stride.endSeconds <= next.startSeconds)
    }
    for stride in truth.strides {
      let toeOff = try #require(stride.toeOffSeconds)
      let contact = try #require(stride.initialContactSeconds)
      #expect(stride.startSeconds < toeOff)
      #expect(toeOff < contact)
      #expect(contact < stride.endSeconds)
    }
    #expect(truth.strides.contains { $0.activity == .run && $0.isSteady })
    #expect(truth.strides.first?.isSteady == false)
    #expect(truth.strides.last?.isSteady == false)
  }

  /// The path itself covers the distance that truth tells.
  @Test func pathCoversTheDistance() throws {
    let runner = try SyntheticRunner(RunnerParameters(segments: stopAndGo))
    let truth = try #require(runner.makeTrace(name: "test").truth)
    let end = runner.idealReading(at: runner.durationSeconds).position
    let metres = (end.x * end.x + end.y * end.y).squareRoot()
    // Headings drift a little; a path is no shorter than the way it covers.
    #expect(abs(metres - (truth.distanceMetres ?? 0)) < 0.01 * metres)
  }

  @Test(arguments: [
    (Activity.walk, 0.5), (.walk, 1.3), (.walk, 2.2), (.run, 1.4), (.run, 4.0), (.run, 7.0),
  ])
  func speedIsAsAsked(_ activity: Activity, _ speed: Double) throws {
    let segment = RunnerSegment(
      kind: activity == .walk ? .walk : .run, durationSeconds: 30, speedMetresPerSecond: speed)
    let strides = try #require(
      try trace([segment]) { $0.variability = 0 }.truth
    ).steadyStrides
    #expect(strides.count > 10)
    for stride in strides {
      let length = try #require(stride.lengthMetres)
      #expect(abs(length / stride.durationSeconds - speed) < 1e-6)
      #expect(stride.activity == activity)
    }
  }

  @Test func cadenceIsAsAsked() throws {
    let segment = RunnerSegment(
      kind: .run, durationSeconds: 20, speedMetresPerSecond: 3, cadenceStepsPerMinute: 180)
    let truth = try #require(try trace([segment]) { $0.variability = 0 }.truth)
    for stride in truth.steadyStrides { #expect(abs(120 / stride.durationSeconds - 180) < 1e-6) }
  }

  /// Running has a flight, walking has not: contact against half a stride.
  @Test(arguments: [
    (RunnerSegment.walk(metresPerSecond: 1.3, seconds: 15), 0.6...0.7),
    (.walk(metresPerSecond: 2.2, seconds: 15), 0.56...0.65),
    (.run(metresPerSecond: 2.5, seconds: 15), 0.36...0.44),
    (.run(metresPerSecond: 4, seconds: 15), 0.28...0.36),
    (.run(metresPerSecond: 7, seconds: 15), 0.22...0.30),
  ])
  func dutyFactorFitsTheGait(_ segment: RunnerSegment, _ range: ClosedRange<Double>) throws {
    let truth = try #require(try trace([segment]).truth)
    for index in truth.strides.indices.dropFirst(6).dropLast(6) {
      let contact = try #require(truth.contactSeconds(beforeStride: index))
      #expect(range.contains(contact / truth.strides[index].durationSeconds))
    }
  }

  @Test func strikeClassesStrikeAsTheyShould() throws {
    for (strike, range) in [
      (StrikeClass.rearfoot, 7.5...25), (.midfoot, -0.8...7.4), (.forefoot, -15 ... -0.9),
    ] {
      let truth = try #require(
        try trace([.run(metresPerSecond: 3.5, seconds: 15)]) { $0.strike = strike }.truth)
      for stride in truth.steadyStrides {
        #expect(range.contains(try #require(stride.strikeAngleDegrees)))
      }
    }
  }

  @Test func standingIsStill() throws {
    let samples = try trace([.stand(seconds: 60)]).samples
    #expect(samples.count == 12_000)
    for sample in samples {
      #expect(abs(Int(sample.accelerationZ) - 2048) < 16)
      #expect(abs(Int(sample.accelerationX)) < 16)
      #expect(abs(Int(sample.angularRateY)) < 6)
    }
  }

  @Test func midstanceIsStill() throws {
    let runner = try SyntheticRunner(RunnerParameters(segments: stopAndGo))
    for stride in try #require(runner.makeTrace(name: "test").truth).strides {
      let reading = runner.idealReading(at: stride.endSeconds)
      #expect((reading.velocity * reading.velocity).sum() < 1e-12)
      #expect((reading.angularRate * reading.angularRate).sum() < 1e-12)
    }
  }

  /// No part of the shoe goes far into the ground: sole at heel and ball, 1 cm at most, which is
  /// what a midsole gives.
  @Test(arguments: [
    RunnerSegment.walk(metresPerSecond: 0.5, seconds: 10),
    .walk(metresPerSecond: 1.3, seconds: 10), .walk(metresPerSecond: 2.2, seconds: 10),
    .run(metresPerSecond: 2, seconds: 10), .run(metresPerSecond: 4, seconds: 10),
    .run(metresPerSecond: 7, seconds: 10),
  ])
  func soleStaysAboveGround(_ segment: RunnerSegment) throws {
    let runner = try SyntheticRunner(RunnerParameters(segments: [segment]))
    var lowest = 0.0
    for seconds in stride(from: 0, to: runner.durationSeconds, by: 0.002) {
      let reading = runner.idealReading(at: seconds)
      let (sine, cosine) = (sin(reading.pitchRadians), cos(reading.pitchRadians))
      // The sensor stands 7 cm over the sole, 16 cm before the heel and 4.5 behind the ball.
      for reach in [-0.16, 0.045] {
        lowest = min(lowest, reading.position.z + 0.07 + reach * sine - 0.07 * cosine)
      }
    }
    #expect(lowest > -0.01, "\(lowest)")
  }

  @Test func mountingAndBiasShow() throws {
    let trace = try trace([.stand(seconds: 2)]) {
      $0.sensor.mountingDegrees = [0, -17, 0]
      $0.sensor.angularRateBiasDegreesPerSecond = [0, 1, 0]
    }
    let mean = trace.samples.reduce(SIMD3<Double>.zero) { $0 + $1.specificForce } / 400
    #expect(abs(mean.z - 9.80665 * cos(17 * Double.pi / 180)) < 0.01)
    #expect(abs(mean.x - 9.80665 * sin(17 * Double.pi / 180)) < 0.01)
    let rate = trace.samples.reduce(0) { $0 + Double($1.angularRateY) } / 400
    #expect(abs(rate - 16.4) < 0.5)
  }

  @Test func narrowSensorClips() throws {
    let trace = try trace([.run(metresPerSecond: 4, seconds: 10)]) {
      $0.sensor.angularRateRangeDegreesPerSecond = 500
    }
    let largest = trace.samples.map { abs(Int($0.angularRateY)) }.max()
    #expect(largest == 8200)
    #expect(!trace.provenance.contains("0 readings clipped at the sensor's range"))
  }
}
