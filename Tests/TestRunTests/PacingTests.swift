import Capture
import RigModel
import SoleLink
import Testing

@testable import TestRun

/// A case's frames in real time: on their deadlines, within the credit.
struct PacingTests {
  private static let millisecond: UInt64 = 1_000_000

  private func plan(_ count: Int, faults: [LineFault] = []) -> CasePlan {
    var plan = Plans.plan(count, faults: faults)
    plan.clock = .realTime
    return plan
  }

  private func credit(_ next: UInt32, _ free: UInt16) -> ChipMessage { Says.credit(next, free) }

  private func frames(_ actions: [CaseMachine.Action]) -> [UInt32] {
    actions.compactMap {
      if case .send(.samples(let message)) = $0 { message.firstIndex } else { nil }
    }
  }

  private func records(_ actions: [CaseMachine.Action]) -> [RigEvent.Pacing] {
    actions.compactMap { if case .record(.pacing(let event)) = $0 { event } else { nil } }
  }

  /// A machine that has filled a chip of 128 samples, whose tick 0 was at 1000 ms.
  private func running(_ plan: CasePlan) -> CaseMachine {
    var machine = CaseMachine.streaming(plan)
    #expect(frames(machine.receive(credit(0, 128), at: 900 * Self.millisecond)).count == 6)
    #expect(machine.nextSample == 120)
    // 32 samples have had their turn, and 88 are held.
    #expect(frames(machine.receive(credit(120, 40), at: 1155 * Self.millisecond)) == [])
    return machine
  }

  @Test func aFrameWaitsForItsDeadlineThoughThereIsCredit() {
    var machine = running(plan(1000))
    // Samples 120 to 139, 88 ahead of sample 52.
    #expect(machine.deadline == 1260 * Self.millisecond)
    #expect(machine.timeOut(at: 1259 * Self.millisecond) == [])
    #expect(frames(machine.timeOut(at: 1260 * Self.millisecond)) == [120])
    #expect(machine.deadline == .max || machine.deadline > 1260 * Self.millisecond)
  }

  @Test func deadlinesDoNotAddUpLateness() {
    var machine = running(plan(1000))
    #expect(frames(machine.timeOut(at: 1290 * Self.millisecond)) == [120])
    // Credit for more comes with the next 32 turns.
    #expect(frames(machine.receive(credit(140, 52), at: 1315 * Self.millisecond)) == [])
    #expect(machine.deadline == 1360 * Self.millisecond)
  }

  @Test func howLateFramesWentIsRecorded() {
    var machine = running(plan(160))
    #expect(records(machine.timeOut(at: 1_260_250_000)) == [])
    let last = machine.receive(credit(140, 52), at: 1400 * Self.millisecond)
    #expect(frames(last) == [140])
    #expect(
      records(last) == [
        .init(session: 3, leadSamples: 88, lateMicroseconds: [250, 40_000], heldBack: 0)
      ])
    #expect(last.contains(.send(.stop(plan(160).stop))))
  }

  @Test func aFrameThatWaitsForCreditIsCountedApart() {
    var machine = CaseMachine.streaming(plan(160))
    _ = machine.receive(credit(0, 128), at: 900 * Self.millisecond)
    _ = machine.receive(credit(120, 20), at: 1055 * Self.millisecond)
    _ = machine.timeOut(at: 1260 * Self.millisecond)
    // Of 160 samples 20 more are due at 1360 ms, and have no credit until 140 ms later: it is not the rig
    // that is late.
    #expect(frames(machine.timeOut(at: 1360 * Self.millisecond)) == [])
    let last = machine.receive(credit(140, 52), at: 1500 * Self.millisecond)
    #expect(frames(last) == [140])
    #expect(records(last).map(\.heldBack) == [1])
    #expect(records(last).map(\.lateMicroseconds) == [[0]])
    var long = CaseMachine.streaming(plan(400))
    _ = long.receive(credit(0, 128), at: 900 * Self.millisecond)
    _ = long.receive(credit(120, 40), at: 1155 * Self.millisecond)
    #expect(frames(long.timeOut(at: 1260 * Self.millisecond)) == [120])
    #expect(frames(long.timeOut(at: 1360 * Self.millisecond)) == [140])
    #expect(long.deadline > 1460 * Self.millisecond, "without credit there is no deadline to keep")
    #expect(frames(long.receive(credit(160, 0), at: 1470 * Self.millisecond)) == [])
    #expect(frames(long.receive(credit(160, 60), at: 1500 * Self.millisecond)) == [160])
  }

  @Test func asFastAsPossibleNothingIsPaced() {
    var machine = CaseMachine.streaming(Plans.plan(1000))
    _ = machine.receive(credit(0, 128), at: 900 * Self.millisecond)
    #expect(frames(machine.receive(credit(120, 40), at: 1155 * Self.millisecond)) == [120, 140])
  }

  /// What stands in the way of patience is not the pacing.
  @Test func aChipThatSaysNothingIsStillGivenUp() {
    var machine = running(plan(1000))
    let failure = machine.timeOut(at: 60_000 * Self.millisecond).compactMap(\.failure).first
    #expect(failure?.kind == .silent)
  }
}

struct ProberTests {
  @Test func theClockIsAskedForInRealTimeAlone() {
    var plan = Plans.plan(10)
    #expect(Prober(plan, at: 0).deadline == .max)
    plan.clock = .realTime
    var prober = Prober(plan, at: 0)
    #expect(prober.due(at: prober.deadline - 1) == [])
    #expect(prober.due(at: prober.deadline) == [.timeSync])
  }

  @Test func timedRequestsTakeTurns() {
    var plan = Plans.plan(10)
    plan.clock = .realTime
    plan.probes = [.loopback]
    var prober = Prober(plan, at: 0)
    let asked = (0..<4).flatMap { _ in prober.due(at: prober.deadline) }
    #expect(asked == [.loopback, .timeSync, .loopback, .timeSync])
  }

  /// No two questions come a fixed time after each other, and their mean is the period.
  @Test func questionsFallOnNoBeat() {
    var plan = Plans.plan(10)
    plan.clock = .realTime
    plan.probes = [.timeSync]
    var prober = Prober(plan, at: 0)
    var phases = Set<UInt64>()
    for _ in 0..<200 {
      phases.insert(prober.deadline / 1_000_000 % 5)
      _ = prober.due(at: prober.deadline)
    }
    #expect(phases == [0, 1, 2, 3, 4], "every phase of a tick of 5 ms")
    #expect(abs(Double(prober.deadline) / 200e8 - 1) < 0.05)
  }
}
