import Testing

@testable import SoleGait

/// The zigzag on made-up energies.
struct MidstanceDetectorTests {
  private static let limits = MidstanceLimits(GaitConfiguration(sampleRateHertz: 200))

  private func find(_ energies: [UInt32], in detector: inout MidstanceDetector) -> [Int: String] {
    var found: [Int: String] = [:]
    for (index, energy) in energies.enumerated() {
      let finding = detector.consume(energy * MotionEnergy.unit, near: 0)
      if finding != .nothing, finding != .low { found[index] = "\(finding)" }
    }
    return found
  }

  @Test func aValleyIsLeftByAQuarterOfItsFactor() {
    var detector = MidstanceDetector(Self.limits)
    let found = find([1000, 10, 5, 20, 49, 51, 3000], in: &detector)
    #expect(found == [5: "midstance"])
  }

  @Test func aShallowValleyInSwingIsNone() {
    var detector = MidstanceDetector(Self.limits)
    let found = find([1000, 10, 500, 4000, 200, 5000, 60, 5, 500], in: &detector)
    #expect(found == [2: "midstance", 8: "midstance"])
  }

  @Test func aValleyLikeTheLastNeedsLess() {
    var detector = MidstanceDetector(Self.limits)
    let found = find([9000, 100, 1100, 6000, 2000, 130, 450, 500, 7000], in: &detector)
    #expect(found == [2: "midstance", 7: "midstance"])
  }

  @Test func aSprintIsFoundInTheShorterWindow() {
    var detector = MidstanceDetector(Self.limits)
    var stances = 0
    // No valley in the long window's energy, one each half second in the short one's.
    for step in 0..<2_000 {
      let near: UInt32 = step % 100 < 8 ? 300 : 9_000
      let finding = detector.consume(
        9_000 * MotionEnergy.unit, near: near * MotionEnergy.unit * 9 / 17)
      if finding == .midstance { stances += 1 }
    }
    #expect((16...18).contains(stances))
  }

  @Test func aFootThatStaysStandsAndLeavesAgain() {
    var detector = MidstanceDetector(Self.limits)
    let quiet = [UInt32](repeating: 1, count: 60)
    let found = find([1000] + quiet + [20, 60], in: &detector)
    #expect(found[39] == nil)
    #expect(found[40] == "standing")
    #expect(found[41] == "quiet")
    #expect(found[61] == nil)
    #expect(found[62] == "left")
  }

  @Test func aValleyThatIsNotLeftBecomesStanding() {
    var detector = MidstanceDetector(Self.limits)
    let found = find([9000, 20] + [UInt32](repeating: 30, count: 60), in: &detector)
    #expect(found == [51: "standing"].merging((52..<62).map { ($0, "quiet") }) { $1 })
  }
}
