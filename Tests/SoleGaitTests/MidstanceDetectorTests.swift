import Testing

@testable import SoleGait

/// The zigzag on made-up energies.
struct MidstanceDetectorTests {
  private static let limits = {
    let configuration = GaitConfiguration(sampleRateHertz: 200)
    return MidstanceLimits(configuration, WindowShape(configuration), Tuning())
  }()

  private func find(
    _ energies: [UInt32], in detector: inout MidstanceDetector, hurries: Bool = false
  ) -> [Int: String] {
    var found: [Int: String] = [:]
    for (index, energy) in energies.enumerated() {
      let finding = detector.consume(energy * MotionEnergy.unit, hurries: hurries)
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
      let energy = detector.isFast ? near * 9 / 17 : 9_000
      let finding = detector.consume(energy * MotionEnergy.unit, hurries: false)
      if finding == .midstance { stances += 1 }
    }
    #expect((16...18).contains(stances))
  }

  /// Half a swing has a sprint's cadence, and does not come far.
  @Test(arguments: [(2_400, 900, false), (1_700, 2_500, true), (1_300, 3_100, true)])
  func onlyWhoComesOnIsFast(_ cadence: UInt16, _ speed: UInt16, _ isFast: Bool) {
    var detector = MidstanceDetector(Self.limits)
    _ = find([1000, 10, 500], in: &detector)
    detector.adapt(cadence: cadence, speed: speed, steps: 100)
    #expect(detector.isFast == isFast)
  }

  @Test func aFootThatStaysStandsAndLeavesAgain() {
    var detector = MidstanceDetector(Self.limits)
    let quiet = [UInt32](repeating: 1, count: 60)
    let found = find([1000] + quiet + [20, 60], in: &detector)
    #expect(found[50] == nil)
    #expect(found[51] == "standing")
    #expect(found[52] == "quiet")
    #expect(found[61] == nil)
    #expect(found[62] == "left")
  }

  /// A foot that comes to rest ever more has its midstance still before it, for 0.4 s at most.
  @Test func aFootThatGetsStillerIsWaitedFor() {
    var detector = MidstanceDetector(Self.limits)
    var told: [Int] = []
    _ = detector.consume(1000 * MotionEnergy.unit, hurries: false)
    for step in 1...100 {
      let finding = detector.consume(4_300 - UInt32(10 * step), hurries: false)
      if finding == .standing { told.append(step) }
    }
    #expect(told == [80])
  }

  @Test func aValleyThatIsNotLeftBecomesStanding() {
    var detector = MidstanceDetector(Self.limits)
    let found = find([9000, 20] + [UInt32](repeating: 30, count: 60), in: &detector)
    #expect(found == [51: "standing"].merging((52..<62).map { ($0, "quiet") }) { $1 })
  }

  /// A slow valley in a run is told after 100 ms, whether the foot still rolls or is quiet.
  @Test func aRunIsNotWaitedFor() {
    var detector = MidstanceDetector(Self.limits)
    let slow = [UInt32](repeating: 30, count: 30)
    #expect(find([9000, 20] + slow, in: &detector, hurries: true) == [21: "midstance"])
    detector = MidstanceDetector(Self.limits)
    let quiet = [UInt32](repeating: 2, count: 30)
    let found = find([9000, 1] + quiet, in: &detector, hurries: true)
    #expect(found.filter { $0.value != "quiet" } == [21: "standing"])
  }

  /// Nor is a stride that came within 0.84 s of the last midstance, whatever was told before.
  @Test(arguments: [(140, true), (180, false)])
  func aQuickStrideIsNotWaitedFor(_ swing: Int, _ isTold: Bool) {
    var detector = MidstanceDetector(Self.limits)
    let moving = [UInt32](repeating: 9000, count: swing)
    let slow = [UInt32](repeating: 30, count: 30)
    #expect(find([9000, 20] + moving, in: &detector) == [2: "midstance"])
    detector.adapt(cadence: 1000, speed: 1000, steps: 200)
    let found = find([20] + slow, in: &detector)
    #expect((found[20] == "midstance") == isTold)
  }
}
