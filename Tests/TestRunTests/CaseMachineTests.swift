import Capture
import RigModel
import SoleLink
import Testing

@testable import TestRun

/// The case's machine: messages and times in, actions out.
struct CaseMachineTests {
  private static let second: UInt64 = 1_000_000_000

  @Test func aCaseFromItsFirstStatusToItsAcknowledgedStop() {
    let plan = Plans.plan(50)
    var machine = CaseMachine(plan)
    #expect(machine.begin() == [.send(.statusQuery(.init()))])
    #expect(machine.receive(Says.status, at: 1) == [.send(.configure(plan.configure))])
    #expect(machine.receive(Says.done(Wire.Configure.type), at: 2) == [.send(.start(plan.start))])
    #expect(machine.receive(Says.done(Wire.Start.type), at: 3) == [])
    #expect(
      machine.receive(Says.credit(0, 45), at: 4) == [
        .send(.samples(plan.message(from: 0, count: 20))),
        .send(.samples(plan.message(from: 20, count: 20))),
      ])
    #expect(machine.nextSample == 40)
    #expect(machine.receive(Says.credit(20, 20), at: 5) == [])
    #expect(
      machine.receive(Says.credit(40, 45), at: 6) == [
        .send(.samples(plan.message(from: 40, count: 10))), .send(.stop(plan.stop)),
      ])
    #expect(machine.receive(.summary(.init(sampleIndex: 50)), at: 7) == [])
    #expect(machine.receive(Says.status, at: 8) == [])
    #expect(machine.receive(Says.done(Wire.Stop.type), at: 9) == [.end(nil)])
  }

  @Test func whatIsConfiguredIsWhatTheCaseSays() {
    let plan = Plans.plan(1, session: 9)
    #expect(plan.configure == .init(sampleRate: 200, side: .left, legLength: 850))
    #expect(plan.start == .init(session: 9, clock: .asFastAsPossible))
    #expect(plan.stop == .init(session: 9, endIndex: 1))
  }

  /// A credit that overtakes the acknowledgement of the start is credit all the same.
  @Test func aCreditBeforeTheStartsAcknowledgementIsKept() {
    let plan = Plans.plan(20)
    var machine = CaseMachine(plan)
    _ = machine.receive(Says.status, at: 1)
    _ = machine.receive(Says.done(Wire.Configure.type), at: 2)
    #expect(machine.receive(Says.credit(0, 64), at: 3) == [])
    #expect(
      machine.receive(Says.done(Wire.Start.type), at: 4) == [
        .send(.samples(plan.message(from: 0, count: 20))), .send(.stop(plan.stop)),
      ])
  }

  /// The acknowledgement of another request, and words nobody asked for, move nothing.
  @Test func whatIsNotTheAnswerIsPassedOver() {
    var machine = CaseMachine(Plans.plan(20))
    #expect(machine.receive(Says.done(Wire.Start.type), at: 1) == [])
    #expect(machine.receive(Says.credit(0, 64), at: 1) == [])
    _ = machine.receive(Says.status, at: 1)
    #expect(machine.receive(Says.done(Wire.Start.type), at: 2) == [])
    #expect(machine.receive(.log(.init()), at: 2) == [])
    #expect(machine.receive(.stride(.init()), at: 2) == [])
    #expect(
      machine.receive(Says.done(Wire.Configure.type), at: 3)
        == [.send(.start(Plans.plan(20).start))])
  }

  @Test func nothingIsSaidAfterTheEnd() {
    var machine = CaseMachine.streaming(Plans.plan(1))
    _ = machine.receive(Says.credit(0, 1), at: 1)
    #expect(machine.receive(Says.done(Wire.Stop.type), at: 2) == [.end(nil)])
    #expect(machine.receive(.identity(.init()), at: 3) == [])
    #expect(machine.receive(Says.done(Wire.Stop.type), at: 3) == [])
    #expect(machine.timeOut(at: 100 * Self.second) == [])
  }

  /// Frames that are 10 s apart: while the rig itself waits, the chip owes nothing; after that it does.
  @Test func whileTheRigWaitsNothingIsAskedAgain() {
    var plan = Plans.plan(60)
    plan.frameTimes = .atRate(samplesPerSecond: 2)
    var machine = CaseMachine.streaming(plan)
    #expect(
      machine.receive(Says.credit(0, 128), at: Self.second)
        == [.send(.samples(plan.message(from: 0, count: 20)))])
    // From the acknowledgement of the start on, which came at once.
    for frame in 1...2 {
      let due = UInt64(frame) * 10 * Self.second
      #expect(machine.deadline > due - 100_000_000 && machine.deadline < due + 100_000_000)
      #expect(machine.timeOut(at: due - Self.second) == [])
      let sent = machine.timeOut(at: due + 100_000_000)
      #expect(sent.first == .send(.samples(plan.message(from: frame * 20, count: 20))))
    }
    // All is sent, and the stop: now it has to speak.
    let end = 20 * Self.second + 100_000_000
    #expect(machine.deadline <= end + CaseMachine.repeatNanoseconds)
    #expect(
      machine.timeOut(at: end + CaseMachine.repeatNanoseconds).contains(.send(.stop(plan.stop))))
    #expect(
      machine.timeOut(at: end + 60 * Self.second).compactMap(\.failure).first?.kind == .silent)
  }

  /// The first status is what the later ones are held against.
  @Test func lateTicksAreThoseOfTheCase() {
    var machine = CaseMachine(Plans.plan(1))
    _ = machine.receive(.status(.init(lateTicks: 7)), at: 1)
    #expect(machine.lateTickCount == 0)
    _ = machine.receive(.status(.init(lateTicks: 9)), at: 2)
    #expect(machine.lateTickCount == 2)
  }

  // MARK: - Faults on purpose

  @Test func aSkippedSampleIsRecordedAndNeverSent() {
    let plan = Plans.plan(30, faults: [.skip(atSample: 7, samples: 2)])
    var machine = CaseMachine.streaming(plan)
    #expect(
      machine.receive(Says.credit(0, 64), at: 1) == [
        .send(.samples(plan.message(from: 0, count: 7))),
        .record(.faultInjected(.init(kind: "skip", atSample: 7, count: 2))),
        .send(.samples(plan.message(from: 9, count: 20))),
        .send(.samples(plan.message(from: 29, count: 1))), .send(.stop(plan.stop)),
      ])
  }

  @Test func aFrameWithAWrongCRCTakesItsSamplesAlong() {
    let plan = Plans.plan(30, faults: [.crcError(atSample: 10, samples: 8)])
    var machine = CaseMachine.streaming(plan)
    #expect(
      machine.receive(Says.credit(0, 64), at: 1) == [
        .send(.samples(plan.message(from: 0, count: 10))),
        .record(.faultInjected(.init(kind: "crc_error", atSample: 10, count: 8))),
        .spoil(.crcError(plan.message(from: 10, count: 8))),
        .send(.samples(plan.message(from: 18, count: 12))), .send(.stop(plan.stop)),
      ])
  }

  /// A fault that only adds something takes no sample away.
  @Test(arguments: [
    (LineFault.noise(atSample: 20, bytes: 3, seed: 5), SpoiltChunk.noise(bytes: 3, seed: 5), 3),
    (.cutFrame(atSample: 20), .cutFrame(Plans.plan(40).message(from: 20, count: 20)), 1),
    (.oversizeFrame(atSample: 20), .oversizeFrame, 1),
    (.unknownType(atSample: 20), .unknownType, 1),
  ])
  func somethingExtra(fault: LineFault, chunk: SpoiltChunk, told: Int) {
    let plan = Plans.plan(40, faults: [fault])
    var machine = CaseMachine.streaming(plan)
    #expect(
      machine.receive(Says.credit(0, 64), at: 1) == [
        .send(.samples(plan.message(from: 0, count: 20))),
        .record(.faultInjected(.init(kind: fault.kind.rawValue, atSample: 20, count: told))),
        .spoil(chunk), .send(.samples(plan.message(from: 20, count: 20))),
        .send(.stop(plan.stop)),
      ])
  }

  @Test func faultsAtTheFirstAndTheLastSample() {
    let plan = Plans.plan(
      5, faults: [.skip(atSample: 4, samples: 1), .unknownType(atSample: 0)])
    var machine = CaseMachine(plan)
    _ = machine.receive(Says.status, at: 0)
    _ = machine.receive(Says.done(Wire.Configure.type), at: 0)
    // What takes no room at the chip waits for no credit.
    #expect(
      machine.receive(Says.done(Wire.Start.type), at: 0) == [
        .record(.faultInjected(.init(kind: "unknown_type", atSample: 0, count: 1))),
        .spoil(.unknownType),
      ])
    #expect(
      machine.receive(Says.credit(0, 64), at: 1) == [
        .send(.samples(plan.message(from: 0, count: 4))),
        .record(.faultInjected(.init(kind: "skip", atSample: 4, count: 1))),
        .send(.stop(plan.stop)),
      ])
  }

  // MARK: - A chip that does not answer

  /// What is sent again in each state, and that it is told.
  @Test func aRequestIsRepeatedAfterHalfASecond() {
    let plan = Plans.plan(20)
    var machine = CaseMachine(plan)
    let half = CaseMachine.repeatNanoseconds
    func expectRepeat(_ request: HostMessage, _ attempt: Int, from start: UInt64) {
      #expect(machine.deadline == start + half)
      #expect(machine.timeOut(at: start + half - 1) == [])
      let expected: [CaseMachine.Action] = [
        .record(.requestRepeated(.init(request: request.name, attempt: attempt))), .send(request),
      ]
      #expect(machine.timeOut(at: start + half) == expected)
    }
    _ = machine.begin()
    expectRepeat(.statusQuery(.init()), 2, from: 0)
    _ = machine.receive(Says.status, at: Self.second)
    expectRepeat(.configure(plan.configure), 3, from: Self.second)
    _ = machine.receive(Says.done(Wire.Configure.type), at: 2 * Self.second)
    expectRepeat(.start(plan.start), 4, from: 2 * Self.second)
    _ = machine.receive(Says.done(Wire.Start.type), at: 3 * Self.second)
    expectRepeat(.statusQuery(.init()), 5, from: 3 * Self.second)
    _ = machine.receive(Says.credit(0, 64), at: 4 * Self.second)
    expectRepeat(.stop(plan.stop), 6, from: 4 * Self.second)
  }

  @Test func twoSecondsOfSilenceEndTheCaseWhateverItWaitsFor() throws {
    var machines = [CaseMachine(Plans.plan(20)), .streaming(Plans.plan(20))]
    machines.append(.streaming(Plans.plan(20)))
    _ = machines[2].receive(Says.credit(0, 64), at: 0)
    for (index, doing) in ["status", "Sending samples", "Stopping"].enumerated() {
      var now: UInt64 = 0
      var ending: CaseFailure?
      // Time passes from deadline to deadline, as the driver lets it.
      for _ in 0..<10 where ending == nil {
        now = machines[index].deadline
        ending = machines[index].timeOut(at: now).first?.failure
      }
      let failure = try #require(ending)
      #expect(now == 2 * Self.second)
      #expect(failure.kind == .silent)
      #expect(failure.message.contains(doing))
      #expect(failure.message.contains("walk"))
      #expect(failure.message.contains("2000 ms"))
    }
  }

  /// The rig's own patience counts, not the contract's.
  @Test func theRigsPatienceIsKept() {
    var machine = CaseMachine(Plans.plan(20), answerMilliseconds: 300, at: 0)
    #expect(machine.deadline == 300_000_000)
    #expect(machine.timeOut(at: 300_000_000).first?.failure?.kind == .silent)
  }

  @Test func aChipThatTalksButDoesNotGetOnIsGivenUpAfterTenSeconds() throws {
    var machine = CaseMachine.streaming(Plans.plan(20))
    var now: UInt64 = 0
    var ending: CaseFailure?
    while ending == nil, now < 20 * Self.second {
      now += Self.second / 10
      // The same credit for nothing, again and again.
      for action in machine.receive(Says.credit(0, 0), at: now) + machine.timeOut(at: now) {
        ending = ending ?? action.failure
      }
    }
    #expect(now == 10 * Self.second)
    #expect(try #require(ending).kind == .silent)
    #expect(ending?.message.contains("10 s") == true)
  }

  /// Real time may take as long as it takes, as long as it gets on.
  @Test func aChipThatGetsOnSlowlyIsWaitedFor() {
    let plan = Plans.plan(400)
    var machine = CaseMachine.streaming(plan)
    var now: UInt64 = 0
    var sent = 0
    for index in 0..<20 {
      now += 9 * Self.second
      let actions = machine.receive(Says.credit(UInt32(index * 20), 20), at: now)
      #expect(actions.first == .send(.samples(plan.message(from: index * 20, count: 20))))
      sent += 20
    }
    #expect(sent == 400)
  }

  // MARK: - A chip that goes wrong

  @Test func anIdentityInTheMiddleIsARestart() {
    var machine = CaseMachine.streaming(Plans.plan(60))
    _ = machine.receive(Says.credit(0, 20), at: 0)
    let actions = machine.receive(.identity(.init(resetReason: .watchdog)), at: 1)
    #expect(actions.count == 1)
    let failure = actions.first?.failure
    #expect(failure?.kind == .restarted)
    #expect(failure?.message.contains("20 of 60 sent") == true)
    #expect(failure?.message.contains("watchdog") == true)
  }

  @Test func aPanicEndsTheCaseWithItsPlace() {
    var machine = CaseMachine.streaming(Plans.plan(20))
    let panic = Wire.Panic(programCounter: 0x6ABC, linkRegister: 0x7001)
    let failure = machine.receive(.panic(panic), at: 1).first?.failure
    #expect(failure?.kind == .panicked)
    #expect(failure?.message.contains("pc 0x00006abc, lr 0x00007001") == true)
  }

  @Test(arguments: Wire.Result.allCases.filter { $0 != .done })
  func aRefusalEndsTheCaseWithItsReason(result: Wire.Result) {
    var machine = CaseMachine(Plans.plan(20))
    _ = machine.receive(Says.status, at: 1)
    let failure = machine.receive(Says.answer(Wire.Configure.type, result), at: 2).first?.failure
    #expect(failure?.kind == .refused)
    #expect(failure?.message.contains(result.wireName) == true)
    #expect(failure?.message.contains("0x2") == true)
  }
}
