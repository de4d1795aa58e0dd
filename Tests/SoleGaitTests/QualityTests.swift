import Foundation
import Testing

@testable import SoleGait

/// Each reason not to trust a stride, brought about alone, and none where there is none.
///
/// Lost samples and clipping are brought about in `GaitEngineTests`.
struct QualityTests {
  private static func strides(_ foot: AnalyticFoot) -> [SoleGait.Stride] {
    var engine = GaitEngine(GaitConfiguration(sampleRateHertz: foot.rateHertz))
    return (engine.consumeAll(foot.samples()) + engine.finishAll()).strides
  }

  @Test func aPlainWalkHasOnlyAFirstAndALastStride() throws {
    let strides = Self.strides(AnalyticFoot(stanceFraction: 0.12))
    #expect(strides.count == 10)
    #expect(strides.dropFirst(2).dropLast().allSatisfy { $0.quality.isEmpty })
    #expect(try #require(strides.first).quality.contains(.fromStanding))
    #expect(try #require(strides.last).quality.contains(.toStanding))
  }

  /// A stride of two stairs of 8 to 20 cm, up and down.
  @Test(arguments: [0.16, 0.4, -0.16, -0.4])
  func stairsAreCountedAndFlagged(_ metres: Double) {
    let strides = Self.strides(AnalyticFoot(lengthMetres: 0.6, riseMetres: metres))
    #expect(strides.count == 10)
    #expect(strides.allSatisfy { $0.quality.contains(.changedHeight) })
  }

  /// A slope of 8 % is no staircase.
  @Test func aSlopeIsNotFlagged() {
    let strides = Self.strides(AnalyticFoot(riseMetres: 0.08 * 1.3))
    #expect(strides.allSatisfy { !$0.quality.contains(.changedHeight) })
  }

  /// The first stride leaves a stance whose contact nobody saw.
  @Test func aFirstStrideHasNoToeOff() throws {
    let first = try #require(Self.strides(AnalyticFoot()).first)
    #expect(first.quality.contains(.noToeOff))
    #expect(first.contactTimeTenthMilliseconds == 0)
    #expect(first.swingTimeTenthMilliseconds == 0)
    #expect(first.toeOff == first.startMidstance)
  }

  /// A foot that slides on without turning shows no contact.
  @Test func aSlidingFootHasNoContact() throws {
    let strides = Self.strides(AnalyticFoot(turns: false))
    #expect(strides.count == 10)
    for stride in strides {
      #expect(stride.quality.contains([.noContact, .noToeOff]))
      #expect(stride.initialContact == stride.endMidstance)
      #expect(stride.strikeAngleTenthDegrees == 0 && stride.impactHundredthsG == 0)
      #expect(abs(Double(stride.strideLengthMillimetres) / 1300 - 1) < 0.015)
    }
  }

  /// 28 cm in a stride, or 0.2 m/s.
  @Test(arguments: [
    AnalyticFoot(lengthMetres: 0.28),
    AnalyticFoot(strideSeconds: 2.4, stanceFraction: 0.15, lengthMetres: 0.5),
  ])
  func aShuffleIsOnTheSpot(_ foot: AnalyticFoot) {
    let strides = Self.strides(foot)
    #expect(strides.count >= 8)
    #expect(strides.allSatisfy { $0.quality.contains(.onTheSpot) })
  }

  @Test func aShortStepOnIsNotOnTheSpot() {
    let strides = Self.strides(AnalyticFoot(lengthMetres: 0.36))
    #expect(strides.count == 10)
    #expect(strides.allSatisfy { !$0.quality.contains(.onTheSpot) })
  }
}
