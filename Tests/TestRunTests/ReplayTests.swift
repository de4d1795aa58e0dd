import RigModel
import SoleLink
import Stimulus
import Testing

@testable import Capture
@testable import TestRun

/// What a capture tells of a stimulus is what is sent again.
@Suite struct ReplayTests {
  private static let configure = Wire.Configure(
    sampleRate: 200, side: .left, legLength: 850, mountingW: 16_384, calibration: 10_500)

  /// A session's frames, 100 ms apart, without those that are left out.
  private func session(
    _ count: Int, leftOut: Range<Int> = 0..<0, clock: Wire.SampleClock = .asFastAsPossible,
    endIndex: Int? = nil, name: String = "walk", failure: CaseFailure? = nil
  ) -> [CaptureRecord] {
    let plan = Plans.plan(count)
    var records = [record(0, .caseStarted(.init(name: name, session: 3, attempt: 1)))]
    records.append(record(1, .configure(Self.configure)))
    records.append(record(2, .start(.init(session: 3, clock: clock))))
    var time: UInt64 = 5_000_000_000
    var next = 0
    while next < count {
      if next == leftOut.lowerBound, !leftOut.isEmpty { next = leftOut.upperBound }
      let end = min(next + 20, next < leftOut.lowerBound ? leftOut.lowerBound : count)
      guard end > next else { break }
      records.append(record(time, .samples(plan.message(from: next, count: end - next))))
      time += 100_000_000
      next = end
    }
    records.append(
      record(time, .stop(.init(session: 3, endIndex: UInt32(endIndex ?? count)))))
    records.append(
      record(time, .caseEnded(.init(name: name, session: 3, failure: failure))))
    return records
  }

  private func record(_ time: UInt64, _ event: RigEvent) -> CaptureRecord {
    CaptureRecord(time: time, body: .event(event))
  }

  private func record(_ time: UInt64, _ message: HostMessage) -> CaptureRecord {
    CaptureRecord(
      time: time,
      body: .chunk(
        .init(
          direction: .toChip, kind: .frame, encoded: [], length: 0, sequence: 0,
          message: .host(message))))
  }

  private func sessions(_ records: [CaptureRecord]) -> [RecordedSession] {
    var reader = SessionReader()
    for record in records { reader.take(record) }
    return reader.sessions
  }

  private func replay(
    _ records: [CaptureRecord], _ speed: ReplaySpeed = .times(1), only: [String] = []
  ) throws -> Replay {
    try Replay(
      sessions: sessions(records), of: nil, named: "capture", speed: speed, only: only)
  }

  @Test func samplesAndConfigurationAreTheCapturedOnes() throws {
    let plan = try #require(replay(session(1000)).cases.first)
    #expect(plan.samples == (0..<1000).map(Plans.sample))
    #expect(plan.configure == Self.configure)
    #expect(plan.faults == [] && plan.clock == .asFastAsPossible)
    #expect(plan.stop.endIndex == 1000)
  }

  @Test func framesGoAtTheTimesTheyWent() throws {
    let times = try #require(replay(session(100)).cases.first).frameTimes
    #expect(
      [0, 20, 80].map { times.dueNanoseconds(ofSample: $0) } == [0, 100_000_000, 400_000_000])
    let fast = try #require(replay(session(100), .times(4)).cases.first).frameTimes
    #expect(fast.dueNanoseconds(ofSample: 80) == 100_000_000)
    #expect(try replay(session(100), .max).cases.first?.frameTimes == .byCredit)
  }

  /// By the chip's own timer, unless another speed is asked for.
  @Test func realTimeStaysRealTime() throws {
    let plan = try #require(replay(session(100, clock: .realTime)).cases.first)
    #expect(plan.clock == .realTime && plan.frameTimes == .byCredit)
    let fast = try #require(replay(session(100, clock: .realTime), .times(2)).cases.first)
    #expect(fast.clock == .asFastAsPossible && fast.frameTimes != .byCredit)
  }

  @Test func whatWasLeftOutIsLeftOutAgain() throws {
    let made = try replay(session(1000, leftOut: 300..<340))
    let plan = try #require(made.cases.first)
    #expect(plan.faults == [.skip(atSample: 300, samples: 40)])
    #expect(plan.samples.count == 1000)
    #expect(plan.samples[340...].elementsEqual((340..<1000).map(Plans.sample)))
    #expect(made.suite.cases[0].faults == plan.faults)
    // At the end, too.
    let ended = try #require(replay(session(100, endIndex: 130)).cases.first)
    #expect(ended.faults == [.skip(atSample: 100, samples: 30)] && ended.stop.endIndex == 130)
  }

  @Test func theSuiteOfTheRunIsHeldAgainstItAgain() throws {
    let trace = Plans.trace(100)
    var original = ResolvedCase(
      name: "walk", requirement: "It works.", clock: .realTime, configure: ChipConfiguration(),
      stimulus: ResolvedStimulus(
        kind: .runner, name: "walk", provenance: [], sampleCount: 100,
        samplesSHA256: SHA256Text.of(trace.samples)),
      checks: [.sampleAccounting, .realTime(maximumLateTicks: 0, maximumUnderruns: 0)])
    let suite = ResolvedSuite(
      name: "s", title: "S", file: "s.yaml", fileSHA256: "ab", cases: [original])
    func made(_ speed: ReplaySpeed) throws -> ResolvedSuite {
      try Replay(
        sessions: sessions(session(100, clock: .realTime)), of: suite, named: "run", speed: speed
      ).suite
    }
    #expect(try made(.times(1)).cases == [original])
    var fast = original
    fast.leftOut = ["load": "the emulator's clock is this machine's"]
    let emulated = ResolvedSuite(
      name: "s", title: "S", file: "s.yaml", fileSHA256: "ab", cases: [fast])
    let again = try Replay(
      sessions: sessions(session(100, clock: .realTime)), of: emulated, named: "run",
      speed: .times(1))
    #expect(
      again.suite.cases[0].leftOut
        == ["load": "it was not when it was first played: the emulator's clock is this machine's"])
    original.clock = .asFastAsPossible
    original.checks = [.sampleAccounting]
    original.leftOut = ["real_time": "it was not replayed by the chip's own timer"]
    #expect(try made(.max).cases == [original])
  }

  /// One that was broken off is sent as far as it went, and not held to what its case asks as a whole.
  @Test func aCaseThatWasBrokenOffIsHeldToWhatWasSent() throws {
    let trace = Plans.trace(100)
    let original = ResolvedCase(
      name: "walk", requirement: "It works.", clock: .asFastAsPossible,
      configure: ChipConfiguration(),
      stimulus: ResolvedStimulus(
        kind: .runner, name: "walk", provenance: [], sampleCount: 100,
        samplesSHA256: SHA256Text.of(trace.samples)),
      checks: [.sampleAccounting, .strideEventDeadline(maximumMilliseconds: 300)])
    let suite = ResolvedSuite(
      name: "s", title: "S", file: "s.yaml", fileSHA256: "ab", cases: [original])
    // Killed: neither a stop nor an end.
    let torn = session(40).filter {
      if case .chunk(let chunk) = $0.body, case .host(.stop) = chunk.message { return false }
      if case .event(.caseEnded) = $0.body { return false }
      return true
    }
    let replay = try Replay(
      sessions: sessions(torn), of: suite, named: "run", speed: .max)
    let replayed = replay.suite.cases[0]
    #expect(replayed.stimulus.sampleCount == 40 && replay.cases[0].stop.endIndex == 40)
    #expect(replayed.stimulus.samplesSHA256 == SHA256Text.of(Plans.trace(40).samples))
    #expect(replayed.checks == [.sampleAccounting])
    #expect(
      replayed.leftOut == [
        "stride_event_deadline": "only 40 samples of its stimulus were sent, and are sent again"
      ])
  }

  /// What the checks of a run rest on is done again, as far as they are asked.
  @Test func whatItsChecksRestOnIsDoneAgain() throws {
    let trace = Plans.trace(100)
    let checks: [Check] = [
      .responseTime(to: .loopback, TimingBudget(clock: .host, p99Milliseconds: 40)),
      .bootToReady(boots: 3, maximumMilliseconds: 2000), .load(maximumPercent: 50),
      .throughput(minimumSamplesPerSecond: 100),
    ]
    let original = ResolvedCase(
      name: "walk", requirement: "It works.", clock: .realTime, configure: ChipConfiguration(),
      stimulus: ResolvedStimulus(
        kind: .runner, name: "walk", provenance: [], sampleCount: 100,
        samplesSHA256: SHA256Text.of(trace.samples)), checks: checks)
    let suite = ResolvedSuite(
      name: "s", title: "S", file: "s.yaml", fileSHA256: "ab", cases: [original])
    func made(_ speed: ReplaySpeed) throws -> (plan: CasePlan, suite: ResolvedSuite) {
      let replay = try Replay(
        sessions: sessions(session(100, clock: .realTime)), of: suite, named: "run", speed: speed)
      return (try #require(replay.cases.first), replay.suite)
    }
    let (plan, asked) = try made(.times(1))
    #expect(plan.probes == [.loopback] && plan.boots == 3)
    #expect(plan.watchNanoseconds == 1_000_000)
    #expect(asked.finestHostBudget?.milliseconds == 40)
    #expect(asked.cases[0].leftOut.keys.sorted() == ["throughput"])
    let (fast, left) = try made(.max)
    #expect(fast.probes.isEmpty && fast.boots == 3 && fast.watchNanoseconds == 1_000_000)
    #expect(left.cases[0].leftOut.keys.sorted() == ["load", "response_time.loopback.host"])
    #expect(left.cases[0].checks.map(\.name) == ["boot_to_ready", "throughput"])
  }

  @Test func ofACaseBegunTwiceTheOneThatEndedIsSent() throws {
    let broken = session(40, failure: CaseFailure(.silent, "."))
    #expect(try replay(broken + session(100)).cases.map(\.samples.count) == [100])
    #expect(try replay(session(100) + broken).cases.map(\.samples.count) == [100])
    #expect(try replay(broken + broken).cases.map(\.samples.count) == [40])
  }

  @Test func casesAreChosenByName() throws {
    let records = session(100, name: "one") + session(60, name: "two")
    #expect(try replay(records).cases.map(\.name) == ["one", "two"])
    #expect(try replay(records, only: ["two"]).cases.map(\.samples.count) == [60])
    let error = #expect(throws: RunError.self) { try replay(records, only: ["three"]) }
    #expect(error?.exitCode == 64)
    #expect(error?.description.contains("it has one, two") == true)
  }

  @Test func whereNothingWasSentThereIsNothingToSend() {
    let error = #expect(throws: RunError.self) {
      try replay([record(0, .note(.init(text: "nothing")))])
    }
    #expect(error?.exitCode == 64)
  }

  @Test func aTraceIsSentAtItsRate() throws {
    let trace = Plans.trace(400)
    let real = try #require(Replay(trace: trace, speed: .times(1)).cases.first)
    #expect(real.clock == .realTime && real.samples == trace.samples)
    let double = try #require(Replay(trace: trace, speed: .times(2)).cases.first)
    #expect(double.clock == .asFastAsPossible)
    #expect(double.frameTimes == .atRate(samplesPerSecond: 400))
    #expect(try Replay(trace: trace, speed: .max).cases.first?.frameTimes == .byCredit)
    #expect(throws: RunError.self) { try Replay(trace: Plans.trace(0), speed: .max) }
  }

  @Test func framesThatLeftLateAreTold() throws {
    let made = try replay(session(100), .times(2))
    // Sent again twice as fast, the third frame 7 ms behind its time.
    var again = sessions(session(100))[0]
    again.stimulus = RecordedStimulus()
    for (first, time) in [(0, 9.0), (20, 59), (40, 116), (60, 159), (80, 209)] {
      again.stimulus.take(Plans.plan(100).message(from: first, count: 20), at: UInt64(time * 1e6))
    }
    let late = try #require(made.lateness(of: again))
    #expect(late.frames == 5 && late.median == 0)
    #expect(abs(late.worst - 7) < 1e-6 && late.p99 == late.worst)
    #expect(try replay(session(100), .max).lateness(of: again) == nil)
  }

  @Test func speedsAreReadAsAPersonWritesThem() {
    #expect(ReplaySpeed("max") == .max)
    #expect(ReplaySpeed("0.5") == .times(0.5))
    for text in ["", "0", "-1", "nan", "inf", "fast", "1e9"] { #expect(ReplaySpeed(text) == nil) }
  }
}
