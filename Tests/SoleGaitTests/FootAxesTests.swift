import TestSupport
import Testing

@testable import SoleGait

/// The shoe's axes on made-up turns.
struct FootAxesTests {
  @Test func theAxisIsThatOfTheTurns() {
    var axis = FootAxes()
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
    #expect(abs(axis.left.x - 19_661) < 700)
    #expect(abs(axis.left.y - 26_214) < 700)
    #expect(abs(axis.left.z) < 700)
    axis.reverse()
    #expect(axis.left.x < -18_000)
  }

  @Test func slowTurnsTellNoAxis() {
    var axis = FootAxes()
    let rate = Vector(x: 1_000, y: 1_000, z: 1_000)
    #expect(axis.consume(rate, square: rate.square) == 0)
    #expect(axis.left == .zero)
  }

  @Test func forwardIsAcrossTheTurnsAndGravity() {
    var axes = FootAxes()
    let turn = Vector(x: 0, y: 6_000, z: 0)
    _ = axes.consume(turn, square: turn.square)
    axes.level(Vector(x: 724, y: 0, z: 1_915))
    // Level, and to the right of what turns toe down: x, tilted by gravity's 20.7°.
    #expect(abs(axes.forward.x - 30_652) < 30)
    #expect(abs(axes.forward.y) < 30)
    #expect(abs(axes.forward.z + 11_588) < 30)
  }

  @Test func givenAxesStay() {
    var axes = FootAxes()
    axes.give(Mounting(forward: (0, -16_384, 0), left: (16_384, 0, 0)))
    let turn = Vector(x: 0, y: 6_000, z: 6_000)
    for _ in 0..<100 { _ = axes.consume(turn, square: turn.square) }
    axes.settle()
    axes.level(Vector(x: 0, y: 0, z: 2_048))
    axes.reverse()
    #expect(axes.left == Vector(x: 32_768, y: 0, z: 0))
    #expect(axes.forward == Vector(x: 0, y: -32_768, z: 0))
  }
}
