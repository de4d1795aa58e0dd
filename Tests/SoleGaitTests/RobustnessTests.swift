import Foundation
import Stimulus
import TestSupport
import Testing

@testable import SoleGait

/// What sensors do wrong and people do oddly: strides stay found, their lengths stay theirs, and
/// what can't be trusted says so.
struct RobustnessTests {
  /// A walk, then a run, between standing.
  private static func runner(
    turn: Double = 0, change: (inout RunnerParameters) -> Void = { _ in }
  ) throws -> Trace {
    var walk = RunnerSegment.walk(metresPerSecond: 1.4, seconds: 20)
    var run = RunnerSegment.run(metresPerSecond: 3, seconds: 20)
    (walk.turnDegreesPerStride, run.turnDegreesPerStride) = (turn, turn)
    var parameters = RunnerParameters(
      segments: [.stand(seconds: 3), walk, run, .stand(seconds: 2)], seed: 12)
    change(&parameters)
    return try SyntheticRunner(parameters).makeTrace(name: "robust")
  }

  private static func strides(
    _ samples: some Sequence<IMUSample>, rateHertz: UInt16 = 200
  ) -> [SoleGait.Stride] {
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: rateHertz))
    return (engine.consumeAll(samples) + engine.finishAll()).strides
  }

  /// Every stride found once, and the whole way within a part of itself.
  private func check(_ strides: [SoleGait.Stride], _ trace: Trace, within part: Double) throws {
    let truth = try #require(trace.truth)
    #expect(strides.count == truth.strideCount)
    let metres = strides.reduce(0) { $0 + Double($1.strideLengthMillimetres) / 1000 }
    let error = try metres / #require(truth.distanceMetres) - 1
    #expect(abs(error) < part, "distance is off by \(100 * error) %")
  }

  /// Bias of the gyro in °/s and of the accelerometer in mg, an axis each: what a BMI160's data
  /// sheet allows at 25 °C, and three times that. Of 9 °/s, three seconds of standing take a third.
  @Test(arguments: [
    ([3.0, 0, 0], [0.0, 0, 0], 0.005), ([0, 3, 0], [0, 0, 0], 0.005),
    ([0, -3, 0], [0, 0, 0], 0.005), ([0, 0, 3], [0, 0, 0], 0.005),
    ([0, 9, 0], [0, 0, 0], 0.04), ([0, -9, 0], [0, 0, 0], 0.04),
    ([0, 0, 0], [120, 0, 0], 0.02), ([0, 0, 0], [0, -120, 120], 0.025),
  ])
  func aBiasIsBorne(_ rate: [Double], _ force: [Double], _ part: Double) throws {
    let trace = try Self.runner {
      $0.sensor.angularRateBiasDegreesPerSecond = rate
      $0.sensor.accelerationBiasMilliG = force
    }
    try check(Self.strides(trace.samples.map { IMUSample($0) }), trace, within: part)
  }

  /// Ten seconds of standing take all of it.
  @Test(arguments: [[9.0, 0, 0], [0, 9, 0], [0, -9, 0], [0, 0, 9]])
  func aBiasIsLearntInStanding(_ rate: [Double]) throws {
    let trace = try Self.runner {
      $0.segments[0].durationSeconds = 10
      $0.sensor.angularRateBiasDegreesPerSecond = rate
    }
    try check(Self.strides(trace.samples.map { IMUSample($0) }), trace, within: 0.01)
  }

  @Test func aBiasThatDriftsIsBorne() throws {
    let trace = try Self.runner()
    // 0 to 5 °/s within the minute.
    let samples = trace.samples.enumerated().map { index, sample in
      IMUSample(sample).adding(angularRateY: Int16(Double(index) / 9_000 * 82))
    }
    try check(Self.strides(samples), trace, within: 0.015)
  }

  /// The chip thinks that it has 200 Hz: times are off by as much, lengths by twice that.
  @Test(arguments: [196, 204] as [UInt16])
  func aWrongRateIsBorne(_ real: UInt16) throws {
    let trace = try Self.runner { $0.sampleRateHertz = real }
    try check(Self.strides(trace.samples.map { IMUSample($0) }), trace, within: 0.045)
  }

  /// Ends of the ranges that sensors have: ±500 °/s, ±8 g.
  @Test func aClippedSwingIsFound() throws {
    let trace = try Self.runner {
      $0.sensor.angularRateRangeDegreesPerSecond = 500
      $0.sensor.accelerationRangeG = 8
    }
    try check(Self.strides(trace.samples.map { IMUSample($0) }), trace, within: 0.04)
  }

  @Test func repeatedSamplesAreBorne() throws {
    let trace = try Self.runner()
    var samples = trace.samples.map { IMUSample($0) }
    // Every hundredth comes twice and the one after it not at all.
    for index in stride(from: 100, to: samples.count - 1, by: 100) {
      samples[index + 1] = samples[index]
    }
    try check(Self.strides(samples), trace, within: 0.01)
  }

  @Test func lostSamplesAreFlaggedAndBorne() throws {
    let trace = try Self.runner()
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: 200))
    var strides: [SoleGait.Stride] = []
    for (index, sample) in trace.samples.enumerated() {
      // Three of every 500.
      if index % 500 > 2 || index < 500 {
        strides += engine.consumeAll([IMUSample(sample)]).strides
      } else {
        engine.skip(1)
      }
    }
    strides += engine.finishAll().strides
    try check(strides, trace, within: 0.01)
    #expect(strides.count { $0.quality.contains(.lostSamples) } >= 14)
  }

  @Test func anHourOfStandingIsStill() {
    var generator = TestRandom(seed: 9)
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: 200))
    for _ in 0..<720_000 {
      let sample = IMUSample(
        accelerationX: .random(in: -12...12, using: &generator),
        accelerationY: .random(in: 980...1000, using: &generator),
        accelerationZ: .random(in: 1780...1800, using: &generator),
        angularRateX: .random(in: 20...60, using: &generator),
        angularRateY: .random(in: -70...(-30), using: &generator),
        angularRateZ: .random(in: -25...25, using: &generator))
      if engine.consume(sample) != nil { Issue.record("an event in standing") }
    }
    #expect(engine.distanceMillimetres == 0)
    // And it walks on as if nothing had been.
    let strides = engine.consumeAll(AnalyticFoot().samples()).strides
    #expect(strides.count == 10)
    #expect(strides.allSatisfy { abs(Double($0.strideLengthMillimetres) / 1300 - 1) < 0.03 })
  }

  @Test(arguments: [0.13, 0.37, 0.61, 0.88])
  func aStartInMidRunLosesAStrideAtMost(_ part: Double) throws {
    let trace = try Self.runner()
    let truth = try #require(trace.truth).strides
    let first = try #require(truth.first { $0.activity == .run && $0.isSteady })
    let start = first.startSeconds + part * first.durationSeconds
    let strides = Self.strides(trace.samples[Int(start * 200)...].map { IMUSample($0) })
    let whole = truth.count { $0.startSeconds > start }
    #expect(strides.count >= whole - 1 && strides.count <= whole)
  }

  @Test(arguments: [30.0, 90, -90])
  func turnsAreFlagged(_ degrees: Double) throws {
    let trace = try Self.runner(turn: degrees)
    let strides = Self.strides(trace.samples.map { IMUSample($0) })
    try check(strides, trace, within: 0.005)
    #expect(strides.count { $0.quality.contains(.turned) } >= strides.count * 9 / 10)
  }

  @Test func straightOnIsNoTurn() throws {
    let trace = try Self.runner()
    let strides = Self.strides(trace.samples.map { IMUSample($0) })
    #expect(strides.dropFirst().allSatisfy { !$0.quality.contains(.turned) })
  }

  /// Shuffling: the foot slides 12 to 28 cm on, flat. Jumping: it goes up and comes down in place.
  @Test(arguments: [(0.12, 0.0), (0.2, 0.01), (0.28, 0.02), (0.0, 0.15), (0.02, 0.3)])
  func onTheSpotNoStrideIsGood(_ length: Double, _ lift: Double) {
    let foot = HoppingFoot(lengthMetres: length, liftMetres: lift)
    let strides = Self.strides(foot.samples())
    #expect(strides.count { $0.quality.isEmpty } == 0)
  }
}

/// A foot that stays level: it slides or hops once a second.
private struct HoppingFoot {
  var lengthMetres: Double
  var liftMetres: Double

  func samples() -> [IMUSample] {
    (0..<4_000).map { index in
      let phase = (Double(index) / 200).truncatingRemainder(dividingBy: 1)
      guard phase >= 0.5 else {
        return Counts.sample(force: Vector3(z: Counts.gravity), rate: .init())
      }
      let turn = 2 * Double.pi * (phase - 0.5) / 0.5
      let along = lengthMetres * 2 * Double.pi / 0.25 * sin(turn)
      let up = liftMetres / 2 * 16 * Double.pi * Double.pi * cos(turn)
      return Counts.sample(
        force: Vector3(x: along, z: Counts.gravity + up), rate: Vector3(y: 0.4 * sin(turn)))
    }
  }
}

extension IMUSample {
  fileprivate func adding(angularRateY: Int16) -> IMUSample {
    IMUSample(
      accelerationX: accelerationX, accelerationY: accelerationY, accelerationZ: accelerationZ,
      angularRateX: angularRateX,
      angularRateY: Int16(clamping: Int32(self.angularRateY) + Int32(angularRateY)),
      angularRateZ: angularRateZ)
  }
}
