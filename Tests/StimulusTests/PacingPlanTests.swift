import Stimulus
import Testing

struct PacingPlanTests {
  private static let millisecond: UInt64 = 1_000_000

  @Test func aFrameIsDueOnceTheChipIsWithinTheLeadOfItsEnd() {
    var plan = PacingPlan(rateHertz: 200, bufferSamples: 128)
    #expect(plan.leadSamples == 88)
    #expect(!plan.isAnchored && plan.deadline(end: 128) == nil)
    // The 32 samples before the credit have had their turn: sample 0 had it 155 ms ago.
    plan.learn(turn: 32, at: 1_155 * Self.millisecond)
    #expect(plan.isAnchored)
    #expect(plan.deadline(end: 88) == 1_000 * Self.millisecond)
    #expect(plan.deadline(end: 128) == 1_200 * Self.millisecond)
    #expect(plan.deadline(end: 148) == 1_300 * Self.millisecond)
  }

  /// The chip has come at least so far: one that tells late changes nothing, one that tells early does.
  @Test func aSlowCreditMovesNothing() {
    var plan = PacingPlan(rateHertz: 200, bufferSamples: 128)
    plan.learn(turn: 32, at: 1_155 * Self.millisecond)
    plan.learn(turn: 64, at: 1_400 * Self.millisecond)
    #expect(plan.deadline(end: 88) == 1_000 * Self.millisecond)
    plan.learn(turn: 96, at: 1_470 * Self.millisecond)
    #expect(plan.deadline(end: 88) == 995 * Self.millisecond)
  }

  @Test func beforeAnySampleHadItsTurnNothingIsLearned() {
    var plan = PacingPlan(rateHertz: 200, bufferSamples: 128)
    plan.learn(turn: 0, at: 5)
    #expect(!plan.isAnchored)
  }

  /// A clock that is 1 % slow: the plan keeps its lead over an hour, within the credits it looks back
  /// at.
  @Test(arguments: [-0.01, 0, 0.01]) func theLeadIsKeptOnAClockThatDrifts(drift: Double) {
    var plan = PacingPlan(rateHertz: 200, bufferSamples: 128)
    let sample = 5_000_000 * (1 + drift)
    for turn in stride(from: 32, through: 720_000, by: 32) {
      plan.learn(turn: turn, at: UInt64(Double(turn - 1) * sample) + 2_000_000)
    }
    let deadline = Double(plan.deadline(end: 720_088) ?? 0)
    let behind = (deadline - 720_000 * sample) / 5_000_000
    #expect(abs(behind) < Double(PacingPlan.memory) * 32 * 0.01 + 2)
  }

  @Test(arguments: [(100, 64), (400, 128), (200, 1)]) func anyBufferHasALead(
    rate: Int, buffer: Int
  ) {
    let plan = PacingPlan(rateHertz: rate, bufferSamples: buffer)
    #expect(plan.leadSamples >= 1 && plan.leadSamples <= buffer)
  }
}
