import Testing

@testable import SoleGait

/// Toe-off and contact on made-up pitch rates.
struct FootTurnsTests {
  private func turns(_ rates: [Int32]) -> (FootTurns, contacts: [Int]) {
    var turns = FootTurns()
    var contacts: [Int] = []
    for (step, rate) in rates.enumerated() {
      if turns.consume(rate, at: UInt32(step) * 16, step: 16) { contacts.append(step) }
    }
    return (turns, contacts)
  }

  @Test func pushOffAndContactAreWhereTheTurnsEnd() {
    // Toe down, toe up, and back through zero a quarter of a step before the last but one.
    let (turns, contacts) = turns([0, 3_000, 6_000, 500, -4_000, -3_000, -600, 200, 4_000])
    #expect(turns.hasPushOff)
    #expect(turns.pushOffPeak == 32)
    #expect(turns.pushOffEnd == 64 - 14)  // 64 000 / 4 500 before the end of the step.
    #expect(turns.hasContact)
    #expect(turns.contact == 96 + 12)
    #expect(contacts == [7])
  }

  @Test func aClippedPeakIsInItsMiddle() {
    let (turns, _) = turns([0, 3_000, 9_000, 9_000, 9_000, 9_000, 9_000, 500, -4_000])
    #expect(turns.pushOffPeak == 4 * 16)
  }

  @Test func slowTurnsAreNone() {
    let (turns, contacts) = turns([1_000, -1_000, 1_000, -1_500, 1_000])
    #expect(!turns.hasPushOff)
    #expect(!turns.hasContact)
    #expect(contacts.isEmpty)
  }

  @Test func theHeelsTurnIsNoContact() {
    // On the ball first: after the swing the foot turns on, and its heel faster, but less far.
    let (turns, contacts) = turns([9_000, -6_000, -6_000, -6_000, 2_000, -8_000, 2_000, 0])
    #expect(contacts == [4])
    #expect(turns.contact == 48 + 12)
  }

  @Test func aStrideBegunForgetsTheOneBefore() {
    var (turns, _) = turns([9_000, -6_000, -6_000, 2_000])
    turns.beginStride()
    #expect(!turns.hasContact && !turns.hasPushOff)
    // The turn that goes on is the next one's.
    _ = turns.consume(4_000, at: 64, step: 16)
    _ = turns.consume(-1_000, at: 80, step: 16)
    #expect(turns.hasPushOff)
    #expect(turns.pushOffPeak == 64)
  }

  /// A heel striker's shoe slaps down, and rolls on into push-off in the same turn.
  @Test func aSlapIsNoPushOff() {
    var turns = FootTurns()
    for (step, rate) in [7_000, 9_000, 2_000, 300].enumerated() {
      _ = turns.consume(Int32(rate), at: UInt32(step) * 16, step: 16)
    }
    turns.beginStance()
    for (step, rate) in [400, 3_000, 5_000, 3_000, -2_000].enumerated() {
      _ = turns.consume(Int32(rate), at: UInt32(step + 4) * 16, step: 16)
    }
    #expect(turns.hasPushOff)
    #expect(turns.pushOffPeak == 6 * 16)
  }

  /// A low in a slow swing takes nothing from the turn that goes on.
  @Test func aLowInSwingForgetsNothing() {
    var turns = FootTurns()
    for (step, rate) in [9_000, -6_000, -5_000, -400].enumerated() {
      _ = turns.consume(Int32(rate), at: UInt32(step) * 16, step: 16)
    }
    turns.beginStance()
    let isContact = turns.consume(600, at: 64, step: 16)
    #expect(isContact)
    #expect(turns.hasContact)
  }
}
