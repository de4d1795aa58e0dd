import Judge
import Stimulus
import Testing

/// What costs mean, from ticks that are known.
@Suite struct CostProfileTests {
  private func profile(_ ticks: [UInt32], reading: UInt32 = 0) -> CostProfile {
    CostProfile(image: "x.elf", sampleRateHertz: 200, rawTicks: ticks, readingTicks: reading)
  }

  @Test func readingTheTimerIsTakenOff() {
    #expect(profile([10, 5, 3], reading: 4).ticks == [6, 1, 0])
  }

  @Test func ticksBecomeInstructionsAndShares() {
    let cost = profile([1024, 2048, 1024])
    #expect(cost.instructions(0) == 1000)
    #expect(cost.instructions(1) == 2000)
    #expect((cost.meanInstructions - 4000.0 / 3).magnitude < 1e-9)
    // 80 000 ticks are a period at 200 Hz.
    #expect(profile([8000]).share(0) == 0.1)
    #expect(profile([8000, 0]).meanShare == 0.05)
  }

  @Test func theWorstSampleIsTheFirstOfEquals() {
    let cost = profile([5, 9, 1, 9, 7])
    #expect(cost.worst(3) == [1, 3, 4])
    #expect(cost.worst(99).count == 5)
    #expect(profile([]).worst(1) == [])
  }

  @Test func percentilesAreOfTheSamplesThemselves() {
    let cost = profile((1...100).map { $0 * 1024 })
    #expect(cost.percentile(0.5) == 50_000)
    #expect(cost.percentile(0.99) == 99_000)
    #expect(cost.percentile(1) == 100_000)
  }

  @Test func aPlaceIsNamedByItsStride() {
    let stride = TruthStride(startSeconds: 1, endSeconds: 2, activity: .walk, isSteady: true)
    let truth = Truth(strides: [stride], source: "here")
    let cost = profile([UInt32](repeating: 1, count: 500))
    #expect(cost.place(250, in: truth) == "25 % of stride 1, walk")
    #expect(cost.place(100, in: truth) == "outside of strides")
    #expect(cost.place(250, in: nil) == "")
    let reversed = TruthStride(startSeconds: 2, endSeconds: 1, isSteady: true)
    #expect(
      cost.place(300, in: Truth(strides: [reversed], source: "here")) == "outside of strides")
  }

  @Test func twoImagesAreComparedSampleBySample() {
    let before = profile([1024, 1024, 1024, 4096])
    let after = profile([1024, 2048, 512, 4096])
    let comparison = CostComparison(before, after)
    #expect(comparison.differing == 2 && comparison.firstDiffering == 1)
    #expect(comparison.largestTicks == 1024)
    #expect(comparison.mostGrown?.index == 1 && comparison.mostGrown?.instructions == 1000)
    #expect(comparison.mostShrunk?.index == 2 && comparison.mostShrunk?.instructions == -500)
    #expect(comparison.meanChange == 125)
    #expect(comparison.worstBefore == 4000 && comparison.worstAfter == 4000)
    #expect(!comparison.isRepeatable)
  }

  @Test func aTickMoreOrLessIsTheSame() {
    #expect(CostComparison(profile([10, 20]), profile([11, 19])).isRepeatable)
    #expect(!CostComparison(profile([10, 20]), profile([12, 20])).isRepeatable)
    let same = CostComparison(profile([10, 20]), profile([10, 20]))
    #expect(same.differing == 0 && same.mostGrown == nil && same.mostShrunk == nil)
  }
}
