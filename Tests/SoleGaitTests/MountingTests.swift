import Foundation
import Stimulus
import Testing

@testable import SoleGait

/// However the sensor sits on the shoe, and on whichever foot, the same is told.
struct MountingTests {
  /// Turns of the sensor in radians: on its side, upside down, backwards, and askew.
  static let turns = [
    Vector3(x: .pi / 2), Vector3(x: .pi), Vector3(z: .pi), Vector3(x: 0.7, y: -1.9, z: 2.3),
  ]

  private static func strides(
    _ samples: [IMUSample], isLeft: Bool = false, mounting: Mounting? = nil
  ) -> [SoleGait.Stride] {
    var engine = GaitEngine(
      GaitConfiguration(sampleRateHertz: 200, isLeft: isLeft, mounting: mounting))
    return (engine.consumeAll(samples) + engine.finishAll()).strides
  }

  @Test(
    .enabled(if: Recording.folder != nil, "no recordings"),
    arguments: ["gaitmap_walk_left", "gdind_exp30", "pyshoe_walk_171122113559"], turns)
  func aTurnedRecordingTellsTheSame(_ name: String, _ turn: Vector3) throws {
    let samples = try Recording(name).samples(rateHertz: 200)
    let plain = Self.strides(samples)
    let turned = Self.strides(samples.map { $0.turned(by: Quaternion(turn: turn)) })
    try #require(turned.count == plain.count)
    for (stride, same) in zip(turned, plain) {
      // Counts round otherwise: of two samples as quiet, the other one may win.
      #expect(abs(Int(stride.endMidstance) - Int(same.endMidstance)) <= 16)
      let length = Double(same.strideLengthMillimetres)
      #expect(abs(Double(stride.strideLengthMillimetres) - length) <= 3 + length * 0.002)
    }
    // In the first strides the axes are still being found. Where in a turn one sees a contact and the
    // other just not, the next stride's time differs too, and by it whether it is a run's.
    var others = 0
    for (stride, same) in zip(turned, plain).dropFirst(3)
    where !same.quality.contains(.noContact) && !stride.quality.contains(.noContact) {
      guard stride.activity == same.activity else {
        others += 1
        continue
      }
      #expect(abs(Int(stride.initialContact) - Int(same.initialContact)) <= 6)
      #expect(abs(stride.strikeAngleTenthDegrees - same.strikeAngleTenthDegrees) <= 6)
    }
    let lost = zip(turned, plain).count { $0.quality != $1.quality }
    #expect(others <= 1)
    #expect(lost <= 3, "\(lost) strides have another quality")
  }

  /// Given, the axes are known before the first swing: its contact is found.
  @Test(arguments: turns)
  func aGivenMountingHoldsFromTheFirstStride(_ turn: Vector3) throws {
    let rotation = Quaternion(turn: turn)
    let samples = AnalyticFoot().samples().map { $0.turned(by: rotation) }
    func axis(_ vector: Vector3) -> (x: Int16, y: Int16, z: Int16) {
      let seen = rotation.apply(vector) * 16_384
      return (Int16(seen.x.rounded()), Int16(seen.y.rounded()), Int16(seen.z.rounded()))
    }
    let mounting = Mounting(forward: axis(Vector3(x: 1)), left: axis(Vector3(y: 1)))
    let strides = Self.strides(samples, mounting: mounting)
    let plain = Self.strides(AnalyticFoot().samples())
    try #require(strides.count == plain.count)
    #expect(strides.allSatisfy { !$0.quality.contains(.noContact) })
    for (stride, same) in zip(strides, plain).dropFirst(2) {
      #expect(abs(Int(stride.initialContact) - Int(same.initialContact)) <= 2)
      #expect(abs(Int(stride.strideLengthMillimetres) - Int(same.strideLengthMillimetres)) <= 3)
    }
  }

  /// Strike angle and pronation on both feet, beside the runner's own.
  @Test(arguments: [FootSide.left, .right], StrikeClass.allCases)
  func anglesAreTheFoots(_ side: FootSide, _ strike: StrikeClass) throws {
    var parameters = RunnerParameters(
      segments: [.stand(seconds: 2), .run(metresPerSecond: 3, seconds: 15), .stand(seconds: 1)],
      seed: 31)
    parameters.side = side
    parameters.strike = strike
    parameters.pronationDegrees = 8
    parameters.sensor.mountingDegrees = [-70, 20, 130]
    let trace = try SyntheticRunner(parameters).makeTrace(name: "angles")
    let strides = Self.strides(trace.samples.map { IMUSample($0) }, isLeft: side == .left)
    let truths = try #require(trace.truth?.strides)
    try #require(strides.count == truths.count)
    var rolls: [Double] = []
    for (stride, truth) in zip(strides, truths).dropFirst(3).dropLast() {
      let (pitch, roll) = (try #require(truth.strikeAngleDegrees), truth.pronationDegrees)
      #expect(abs(Double(stride.strikeAngleTenthDegrees) / 10 - pitch) <= 3)
      rolls.append(try Double(stride.pronationTenthDegrees) / 10 - #require(roll))
    }
    #expect(rolls.reduce(0) { $0 + abs($1) } / Double(rolls.count) <= 2)
  }
}

extension IMUSample {
  /// What the sensor would have felt, had it been turned on the shoe.
  fileprivate func turned(by rotation: Quaternion) -> IMUSample {
    Counts.sample(force: rotation.apply(force), rate: rotation.apply(rate))
  }
}
