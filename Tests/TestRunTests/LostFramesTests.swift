import SoleLink
import Testing

@testable import TestRun

/// A line that loses every frame on the way must not leave chip and rig waiting for each other.
struct LostFramesTests {
  @Test func whatWasLostTakesNoSlotOnceTheChipHasAnswered() throws {
    let plan = Plans.plan(300)
    var machine = CaseMachine.streaming(plan)
    let first = machine.receive(Says.credit(0, 40), at: 0)
    #expect(machine.nextSample == 40)
    #expect(first.count == 2)
    // Both frames are lost: the chip still wants sample 0, which is no news.
    #expect(machine.receive(Says.credit(0, 40), at: 1).isEmpty)
    let asked = machine.timeOut(at: machine.deadline)
    #expect(asked.contains(.send(.statusQuery(.init()))))
    #expect(machine.receive(.status(.init()), at: 2).isEmpty)
    let next = machine.receive(Says.credit(0, 40), at: 3)
    #expect(next.first == .send(.samples(plan.message(from: 40, count: 20))))
    #expect(machine.nextSample == 80)
  }

  /// What was sent behind the question may still be under way when it is answered.
  @Test func whatFollowedTheQuestionKeepsItsSlots() throws {
    var machine = CaseMachine.streaming(Plans.plan(300))
    _ = machine.receive(Says.credit(0, 40), at: 0)
    _ = machine.timeOut(at: machine.deadline)
    // Credit for 20 more comes while the question is on its way.
    _ = machine.receive(Says.credit(20, 40), at: 1)
    #expect(machine.nextSample == 60)
    #expect(machine.receive(.status(.init()), at: 2).isEmpty)
    _ = machine.receive(Says.credit(20, 40), at: 3)
    #expect(machine.nextSample == 80, "40 before the question, and 40 slots")
  }
}
