import TestSupport
import Testing

@testable import SoleGait

/// The pitch axis and the contact on made-up turns.
struct PitchAxisTests {
  @Test func theAxisIsThatOfTheTurns() {
    var axis = PitchAxis()
    var generator = TestRandom(seed: 6)
    // About (0.6, 0.8, 0), toe down first, then toe up, with turns about all else beside them.
    for step in 0..<1_200 {
      let turn: Int32 = step / 50 % 2 == 0 ? 6_000 : -6_000
      let rate = Vector(
        x: turn * 6 / 10 + .random(in: -900...900, using: &generator),
        y: turn * 8 / 10 + .random(in: -900...900, using: &generator),
        z: .random(in: -900...900, using: &generator))
      let pitch = axis.consume(rate, square: rate.square)
      #expect((pitch > 0) == (turn > 0))
      if step % 100 == 99 { axis.settle() }
    }
    #expect(abs(axis.direction.x - 19_661) < 700)
    #expect(abs(axis.direction.y - 26_214) < 700)
    #expect(abs(axis.direction.z) < 700)
    axis.reverse()
    #expect(axis.direction.x < -18_000)
  }

  @Test func slowTurnsTellNoAxis() {
    var axis = PitchAxis()
    let rate = Vector(x: 1_000, y: 1_000, z: 1_000)
    #expect(axis.consume(rate, square: rate.square) == 0)
    #expect(axis.direction == .zero)
  }

  @Test func contactIsTheCrossingAfterTheSwing() {
    var detector = ContactDetector()
    // Toe down, toe up, and back through zero a quarter of a step before the last but one.
    for (step, rate) in [3_000, 500, -4_000, -3_000, -600, 200, 4_000].enumerated() {
      detector.consume(Int32(rate), at: UInt32(step) * 16, step: 16)
    }
    #expect(detector.contact == UInt32(76))
  }

  @Test func withoutASwingThereIsNoContact() {
    var detector = ContactDetector()
    for (step, rate) in [1_000, -1_000, 1_000, -1_500, 1_000].enumerated() {
      detector.consume(Int32(rate), at: UInt32(step) * 16, step: 16)
    }
    #expect(detector.contact == nil)
  }
}
