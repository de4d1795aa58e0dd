import Foundation
import TestSupport
import Testing

@testable import SoleGait

/// The engine on a foot that strides by formula, and on one that does not.
struct GaitEngineTests {
  private static func engine(_ rate: UInt16 = 200) -> GaitEngine {
    GaitEngine(GaitConfiguration(sampleRateHertz: rate))
  }

  @Test func stateFitsAKilobyte() {
    #expect(MemoryLayout<GaitEngine>.size <= 1024)
  }

  @Test(arguments: [
    AnalyticFoot(), AnalyticFoot(strideSeconds: 1.8, lengthMetres: 0.7),
    AnalyticFoot(strideSeconds: 0.7, stanceFraction: 0.3, lengthMetres: 2.2),
    AnalyticFoot(rateHertz: 100), AnalyticFoot(rateHertz: 250), AnalyticFoot(rateHertz: 333),
    AnalyticFoot(rateHertz: 400),
    AnalyticFoot(mounting: Quaternion(turn: Vector3(x: 0.5, y: -1.2, z: 2.0))),
    AnalyticFoot(mounting: Quaternion(turn: Vector3(x: 3.1))),
  ])
  func stridesAreFoundAndMeasured(_ foot: AnalyticFoot) {
    var engine = Self.engine(foot.rateHertz)
    let strides = engine.consumeAll(foot.samples()).strides
    #expect(strides.count == foot.strideCount)
    #expect(engine.strideCount == UInt32(foot.strideCount))
    for (index, stride) in strides.enumerated() {
      #expect(stride.number == UInt32(index + 1))
      let length = Double(stride.strideLengthMillimetres) / 1000
      #expect(abs(length / foot.lengthMetres - 1) < 0.015, "stride \(index): \(length) m")
    }
    let distance = Double(engine.distanceMillimetres) / 1000
    #expect(abs(distance / (foot.lengthMetres * Double(foot.strideCount)) - 1) < 0.01)
  }

  @Test(arguments: [AnalyticFoot(), AnalyticFoot(rateHertz: 100), AnalyticFoot(rateHertz: 400)])
  func timesAreTheFoots(_ foot: AnalyticFoot) {
    var engine = Self.engine(foot.rateHertz)
    let strides = engine.consumeAll(foot.samples()).strides
    let ticks = 16 * Double(foot.rateHertz)
    for (stride, contact) in zip(strides, foot.contacts) {
      #expect(!stride.quality.contains(.noContact))
      // Walking, the crossing comes 5 ms late.
      #expect(abs(Double(stride.initialContact) / ticks - contact + 0.005) < 0.004, "\(stride)")
      #expect(stride.startMidstance < stride.initialContact)
      #expect(stride.initialContact < stride.endMidstance)
    }
    for stride in strides.dropFirst() {
      let seconds = Double(stride.strideTimeTenthMilliseconds) / 10_000
      #expect(abs(seconds - foot.strideSeconds) < 0.002)
      #expect(abs(Double(stride.cadenceTenthsPerMinute) - 1200 / seconds) < 2)
      let speed = Double(stride.speedMillimetresPerSecond) / 1000
      #expect(abs(speed - Double(stride.strideLengthMillimetres) / 1000 / seconds) < 0.003)
    }
  }

  @Test func standingIsStill() {
    var generator = TestRandom(seed: 4)
    var engine = Self.engine()
    for _ in 0..<120_000 {
      let sample = IMUSample(
        accelerationX: .random(in: 690...710, using: &generator),
        accelerationY: .random(in: -10...10, using: &generator),
        accelerationZ: .random(in: 1915...1935, using: &generator),
        angularRateX: .random(in: -20...30, using: &generator),
        angularRateY: .random(in: -30...20, using: &generator),
        angularRateZ: .random(in: -25...25, using: &generator))
      #expect(engine.consume(sample) == nil)
    }
    #expect(engine.activity == .still)
    #expect(engine.strideCount == 0)
  }

  @Test func activityIsToldAsItChanges() {
    var engine = Self.engine()
    var events = engine.consumeAll(AnalyticFoot(strideSeconds: 1.5, standSeconds: 5).samples())
    #expect(events.activities == [.walk, .still])
    let running = AnalyticFoot(
      strideSeconds: 0.7, stanceFraction: 0.3, lengthMetres: 2.2, standSeconds: 5)
    events = engine.consumeAll(running.samples())
    #expect(events.activities == [.run, .still])
    #expect(events.strides.allSatisfy { $0.activity == .run })
  }

  @Test func aStrideBeginsAndEndsInStandingAndSaysSo() throws {
    var engine = Self.engine()
    let strides = engine.consumeAll(AnalyticFoot().samples()).strides
    #expect(try #require(strides.first).quality.contains(.fromStanding))
    #expect(try #require(strides.last).quality.contains(.toStanding))
  }

  @Test func movingTimeIsTheStrides() {
    var engine = Self.engine()
    let foot = AnalyticFoot()
    _ = engine.consumeAll(foot.samples())
    let seconds = Double(engine.movingSamples) / 200
    #expect(abs(seconds - Double(foot.strideCount) * foot.strideSeconds) < 0.6)
  }

  @Test(arguments: [1, 3, 8] as [UInt32])
  func aShortGapIsBridgedAndFlagged(_ gap: UInt32) throws {
    let foot = AnalyticFoot()
    var samples = foot.samples()
    // In the swing of the fourth stride.
    let lost = Int(200 * (2 + 3.7 * foot.strideSeconds))
    samples.removeSubrange(lost..<(lost + Int(gap)))
    var engine = Self.engine()
    var events = engine.consumeAll(samples[..<lost])
    engine.skip(gap)
    #expect(engine.sampleIndex == UInt32(lost) + gap)
    events += engine.consumeAll(samples[lost...])
    let strides = events.strides
    #expect(strides.count == foot.strideCount)
    for (index, stride) in strides.enumerated() {
      #expect(stride.quality.contains(.lostSamples) == (index == 3))
      #expect(abs(Double(stride.strideLengthMillimetres) / 1300 - 1) < 0.03)
    }
  }

  @Test func aLongGapAbandonsTheStride() {
    let foot = AnalyticFoot()
    let samples = foot.samples()
    let lost = Int(200 * (2 + 3.7 * foot.strideSeconds))
    var engine = Self.engine()
    var events = engine.consumeAll(samples[..<lost])
    engine.skip(60)
    events += engine.consumeAll(samples[(lost + 60)...])
    #expect(events.strides.count < foot.strideCount)
    #expect(events.strides.count >= foot.strideCount - 2)
    #expect(engine.sampleIndex == UInt32(samples.count))
    for stride in events.strides {
      #expect(abs(Double(stride.strideLengthMillimetres) / 1300 - 1) < 0.02)
    }
  }

  @Test func indexAndTimesWrap() {
    var engine = Self.engine()
    engine.skip(.max - 500)
    let strides = engine.consumeAll(AnalyticFoot().samples()).strides
    #expect(strides.count == 10)
    for stride in strides {
      let span = Double(stride.endMidstance &- stride.startMidstance) / 3200
      #expect(abs(span - 1.1) < 0.6)
    }
  }

  @Test func finishingCompletesALandedStride() {
    let foot = AnalyticFoot(standSeconds: 1)
    let samples = foot.samples().dropLast(Int(200 * (1 - 0.15)))
    var engine = Self.engine()
    #expect(engine.consumeAll(samples).strides.count == foot.strideCount - 1)
    let last = engine.finishAll()
    #expect(last.strides.count == 1)
    #expect(abs(Double(engine.stride.strideLengthMillimetres) / 1300 - 1) < 0.02)
    #expect(last.last == .activity(.still))
    #expect(engine.finish() == nil)
  }

  @Test func clippingIsFlagged() {
    var samples = AnalyticFoot().samples()
    let clipped = Int(200 * (2 + 5.7 * 1.1))
    samples[clipped] = samples[clipped].with(angularRateY: .max)
    samples[clipped + 1] = samples[clipped + 1].with(accelerationZ: .min)
    var engine = Self.engine()
    let flagged = engine.consumeAll(samples).strides.filter {
      $0.quality.contains([.clippedAngularRate, .clippedAcceleration])
    }
    #expect(flagged.map(\.number) == [6])
  }

  @Test func aHeightIsTakenOut() {
    // Rolling over a pivot adds; without height there is nothing to add.
    let foot = AnalyticFoot()
    var high = GaitEngine(GaitConfiguration(sampleRateHertz: 200, sensorHeightMillimetres: 255))
    var low = GaitEngine(GaitConfiguration(sampleRateHertz: 200, sensorHeightMillimetres: 0))
    _ = high.consumeAll(foot.samples())
    _ = low.consumeAll(foot.samples())
    let change = Int(high.distanceMillimetres) - Int(low.distanceMillimetres)
    // This foot does not roll in midstance.
    #expect(abs(change) < 100)
  }
}

extension IMUSample {
  /// The sample with one count changed.
  fileprivate func with(angularRateY: Int16? = nil, accelerationZ: Int16? = nil) -> IMUSample {
    IMUSample(
      accelerationX: accelerationX, accelerationY: accelerationY,
      accelerationZ: accelerationZ ?? self.accelerationZ, angularRateX: angularRateX,
      angularRateY: angularRateY ?? self.angularRateY, angularRateZ: angularRateZ)
  }
}
