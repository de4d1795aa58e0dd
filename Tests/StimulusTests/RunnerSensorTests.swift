import Foundation
import Stimulus
import Testing

/// What a synthetic runner's sensor does to the motion, and that its truth goes along.
struct RunnerSensorTests {
  private let segments: [RunnerSegment] = [
    .stand(seconds: 2), .run(metresPerSecond: 3, seconds: 20), .stand(seconds: 2),
  ]

  private func trace(_ change: (inout SensorParameters) -> Void = { _ in }) throws -> Trace {
    var parameters = RunnerParameters(segments: segments, seed: 9)
    parameters.sensor.accelerationNoiseMilliG = 0
    parameters.sensor.angularRateNoiseDegreesPerSecond = 0
    change(&parameters.sensor)
    return try SyntheticRunner(parameters).makeTrace(name: "test")
  }

  private func strides(_ trace: Trace) throws -> [TruthStride] { try #require(trace.truth).strides }

  /// A fast sensor gives more samples, and what is told in sample time stretches with them.
  @Test(arguments: [-2.0, 2]) func aRateErrorStretchesSampleTime(_ percent: Double) throws {
    let exact = try trace()
    let off = try trace { $0.rateErrorPercent = percent }
    let factor = 1 + percent / 100
    #expect(abs(Double(off.samples.count) - Double(exact.samples.count) * factor) <= 1)
    for (one, other) in zip(try strides(exact), try strides(off)) {
      #expect(abs(other.endSeconds - one.endSeconds * factor) < 1e-9)
      #expect(other.lengthMetres == one.lengthMetres)
    }
  }

  /// Every sample is a reading of the whole trace's, and truth stays where its reading is.
  @Test func droppedReadingsCloseUp() throws {
    let whole = try trace()
    let holed = try trace { $0.droppedPerThousand = 20 }
    let lost = whole.samples.count - holed.samples.count
    #expect((50...150).contains(lost))
    #expect(holed.provenance.contains("\(lost) readings dropped, 0 given twice"))
    try expectTruthGoesAlong(whole, holed)
  }

  @Test func repeatedReadingsOpenUp() throws {
    let whole = try trace()
    let stuttering = try trace { $0.repeatedPerThousand = 20 }
    let twice = stuttering.samples.count - whole.samples.count
    #expect((50...150).contains(twice))
    try expectTruthGoesAlong(whole, stuttering)
  }

  /// The sample at a contact is the same one in both traces, but for readings that are missing themselves.
  private func expectTruthGoesAlong(_ whole: Trace, _ other: Trace) throws {
    var same = 0
    for (stride, moved) in zip(try strides(whole), try strides(other)) {
      let contact = try #require(stride.initialContactSeconds) * 200
      let there = try #require(moved.initialContactSeconds) * 200
      let index = Int(contact.rounded(.down))
      let near = Int(there.rounded(.down))
      if other.samples[max(near - 1, 0)...near + 1].contains(whole.samples[index]) { same += 1 }
      #expect(moved.lengthMetres == stride.lengthMetres)
    }
    #expect(same >= (try strides(whole)).count - 4)
  }

  @Test func bothTogetherKeepTimeOnTheWhole() throws {
    let whole = try trace()
    let other = try trace {
      $0.droppedPerThousand = 100
      $0.repeatedPerThousand = 100
    }
    #expect(abs(other.samples.count - whole.samples.count) < 150)
    #expect(try strides(other).count == strides(whole).count)
  }

  @Test func aBiasDriftsByTheMinute() throws {
    var parameters = RunnerParameters(segments: [.stand(seconds: 120)], seed: 1)
    parameters.sensor.angularRateDriftDegreesPerSecondPerMinute = [0, 0.5, 0]
    parameters.sensor.accelerationDriftMilliGPerMinute = [0, 0, -10]
    let samples = try SyntheticRunner(parameters).makeTrace(name: "test").samples
    func mean(_ slice: ArraySlice<TraceSample>, _ value: (TraceSample) -> Int16) -> Double {
      slice.reduce(0) { $0 + Double(value($1)) } / Double(slice.count)
    }
    let turn = mean(samples.suffix(200), \.angularRateY) - mean(samples.prefix(200), \.angularRateY)
    #expect(abs(turn - 16.4 * 0.5 * 119 / 60) < 0.5)
    let weight =
      mean(samples.suffix(200), \.accelerationZ) - mean(samples.prefix(200), \.accelerationZ)
    #expect(abs(weight + 20.48 * 119 / 60) < 1)
  }

  @Test func fewerBitsAreCoarser() throws {
    let coarse = try trace { $0.resolutionBits = 10 }
    #expect(coarse.samples.allSatisfy { $0.accelerationX % 64 == 0 && $0.angularRateY % 64 == 0 })
    let fine = try trace()
    for (one, other) in zip(coarse.samples, fine.samples) {
      #expect(abs(Int(one.accelerationZ) - Int(other.accelerationZ)) <= 33)
    }
  }

  /// A sensor elsewhere on the shoe feels other forces, the same turns, and covers the same way.
  @Test func aSensorElsewhereFeelsOtherForces() throws {
    let instep = try trace()
    let heel = try trace { $0.positionMetres = [0.02, 0, 0.03] }
    #expect(zip(instep.samples, heel.samples).allSatisfy { $0.angularRateY == $1.angularRateY })
    #expect(zip(instep.samples, heel.samples).contains { $0.accelerationZ != $1.accelerationZ })
    let (one, other) = (try #require(instep.truth), try #require(heel.truth))
    #expect(abs((one.distanceMetres ?? 0) - (other.distanceMetres ?? 1)) < 0.5)
    // The heel is thrown up behind the runner.
    let (low, high) = (one.steadyStrides[3].clearanceMetres, other.steadyStrides[3].clearanceMetres)
    #expect((high ?? 0) > (low ?? 0) + 0.05)
  }

  @Test(
    arguments: [
      ("sensor.rateErrorPercent", { @Sendable in $0.rateErrorPercent = 2.1 }),
      ("sensor.droppedPerThousand", { $0.droppedPerThousand = 101 }),
      ("sensor.repeatedPerThousand", { $0.repeatedPerThousand = -1 }),
      ("sensor.resolutionBits", { $0.resolutionBits = 7 }),
      ("sensor.positionMetres", { $0.positionMetres = [0.3, 0, 0] }),
      ("sensor.positionMetres", { $0.positionMetres = [0.1, 0] }),
      ("sensor.accelerationDriftMilliGPerMinute", { $0.accelerationDriftMilliGPerMinute[1] = 101 }),
    ] as [(String, @Sendable (inout SensorParameters) -> Void)])
  func whatNoSensorDoesIsRefused(
    _ name: String, _ change: @Sendable (inout SensorParameters) -> Void
  ) {
    #expect {
      try trace(change)
    } throws: {
      ($0 as? RunnerError)?.parameter == name
    }
  }
}
