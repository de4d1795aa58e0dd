import Capture
import RigModel
import SoleLink
import Testing

@testable import TestRun

/// Frames that go at their time, within the chip's credit.
@Suite struct FrameTimesTests {
  private func plan(_ frameTimes: FrameTimes, _ count: Int = 100) -> CasePlan {
    var plan = Plans.plan(count)
    plan.frameTimes = frameTimes
    return plan
  }

  private func sent(_ actions: [CaseMachine.Action]) -> [UInt32] {
    actions.compactMap { action in
      if case .send(.samples(let message)) = action { message.firstIndex } else { nil }
    }
  }

  @Test func everySampleHasItsTime() {
    #expect(FrameTimes.byCredit.dueNanoseconds(ofSample: 99) == 0)
    let rate = FrameTimes.atRate(samplesPerSecond: 400)
    #expect(rate.dueNanoseconds(ofSample: 0) == 0)
    #expect(rate.dueNanoseconds(ofSample: 20) == 50_000_000)
    let times = FrameTimes.atTimes([
      .init(firstSample: 0, nanoseconds: 0), .init(firstSample: 20, nanoseconds: 7),
      .init(firstSample: 60, nanoseconds: 9),
    ])
    #expect(
      [0, 19, 20, 40, 59, 60, 500].map { times.dueNanoseconds(ofSample: $0) }
        == [0, 0, 7, 7, 7, 9, 9])
    #expect(FrameTimes.atTimes([]).dueNanoseconds(ofSample: 5) == 0)
  }

  @Test func aFrameWaitsForItsTime() {
    var machine = CaseMachine.streaming(plan(.atRate(samplesPerSecond: 200)))
    #expect(sent(machine.receive(Says.credit(0, 128), at: 1_000)) == [0])
    // The second frame's time: 20 samples at 200 Hz after the first.
    #expect(machine.deadline == 100_000_000)
    #expect(sent(machine.timeOut(at: 99_999_999)) == [])
    #expect(sent(machine.receive(Says.credit(20, 128), at: 99_999_999)) == [])
    #expect(sent(machine.timeOut(at: 100_000_000)) == [20])
    #expect(machine.deadline == 200_000_000)
    // Late, it makes up for it.
    #expect(sent(machine.timeOut(at: 310_000_000)) == [40, 60])
  }

  @Test func creditStillBinds() {
    var machine = CaseMachine.streaming(plan(.atRate(samplesPerSecond: 200)))
    #expect(sent(machine.receive(Says.credit(0, 30), at: 0)) == [0])
    #expect(sent(machine.timeOut(at: 100_000_000)) == [])
    #expect(sent(machine.receive(Says.credit(20, 30), at: 110_000_000)) == [20])
  }

  /// A pause of the original is neither silence nor a chip that is stuck.
  @Test func aLongPauseIsNoFailure() {
    let pause: UInt64 = 30_000_000_000
    let times = FrameTimes.atTimes([
      .init(firstSample: 0, nanoseconds: 0), .init(firstSample: 20, nanoseconds: pause),
    ])
    var machine = CaseMachine.streaming(plan(times, 40))
    #expect(sent(machine.receive(Says.credit(0, 128), at: 0)) == [0])
    var now: UInt64 = 0
    while now < pause {
      now = machine.deadline
      let actions = machine.timeOut(at: now)
      if now < pause {
        #expect(actions.contains(.send(.statusQuery(.init()))))
        #expect(machine.receive(Says.status, at: now + 1000).isEmpty)
        #expect(sent(machine.receive(Says.credit(20, 128), at: now + 1001)) == [])
      } else {
        #expect(sent(actions) == [20])
        #expect(actions.contains(.send(.stop(.init(session: 3, endIndex: 40)))))
      }
    }
  }
}
