import Capture
import Judge
import RigModel
import SoleLink
import Testing

/// Checks of times against cases whose times are known.
struct TimingCheckTests {
  private static func device(_ p99: Double, maximum: Double? = nil) -> Check {
    .eventLatency(
      TimingBudget(clock: .device, maximumMilliseconds: maximum, p99Milliseconds: p99))
  }

  private static func host(_ p99: Double) -> Check {
    .eventLatency(TimingBudget(clock: .host, p99Milliseconds: p99))
  }

  /// Everything that a real board in real time can be asked about its times, with room to pass.
  private static let all: [Check] = [
    device(3), host(12),
    .feedbackLatency(TimingBudget(clock: .device, maximumMilliseconds: 2)),
    .responseTime(to: .timeSync, TimingBudget(clock: .host, p99Milliseconds: 12)),
    .responseTime(to: .timeSync, TimingBudget(clock: .device, maximumMilliseconds: 1)),
    .responseTime(to: .loopback, TimingBudget(clock: .host, p99Milliseconds: 12)),
    .summaryPeriod(
      PeriodBudget(
        clock: .device, periodMilliseconds: 1000, toleranceMilliseconds: 0.5,
        jitterMilliseconds: 1)),
    .summaryPeriod(
      PeriodBudget(clock: .host, periodMilliseconds: 1000, toleranceMilliseconds: 2)),
    .bootToReady(boots: 2, maximumMilliseconds: 60), .clockDrift(maximumPPM: 500),
    .load(maximumPercent: 13), .sampleCost(maximumMicroseconds: 600),
    .strideEventDeadline(maximumMilliseconds: 250),
  ]

  private func paper(_ checks: [Check], _ change: (inout PaperCase) -> Void = { _ in }) -> PaperCase
  {
    var paper = PaperCase(checks: checks)
    change(&paper)
    return paper
  }

  @Test func aBoardThatIsInTimePassesAllOfThem() throws {
    let judgement = try paper(Self.all).judged()
    #expect(judgement.names(.pass) == Self.all.map(\.name), "\(judgement.cases[0].checks)")
  }

  /// What was put into the case is what is told, to the microsecond on the chip's clock and within the
  /// stated uncertainty on the host's.
  @Test func whatIsToldIsWhatWasTrue() throws {
    let judgement = try paper(Self.all) {
      $0.eventDelay = { 400 + 100 * Double($0 % 4) }
    }.judged()
    let latency = try #require(try judgement.check("event_latency.device").deciding)
    #expect(latency.value.map { abs($0 - 0.7) < 0.0015 } == true)
    #expect(latency.uncertainty == 0.001)
    let onHost = try judgement.check("event_latency.host")
    // The chip's share, and the line's way to the host.
    let truth = 0.7 + 2.5
    let told = try #require(onHost.deciding)
    let (value, uncertainty) = (try #require(told.value), try #require(told.uncertainty))
    #expect(abs(value - truth) <= uncertainty)
    // Half of 3.6 ms on the line, and half of what the rig looks at its port.
    #expect(uncertainty < 1.2 * 3.6 / 2 + 0.75 + 0.1)
    let boot = try #require(try judgement.check("boot_to_ready").deciding)
    #expect(abs((boot.value ?? 0) - 45.6) <= boot.uncertainty ?? 0)
    #expect(try judgement.check("load").deciding?.value == 12.35)
    #expect(try judgement.check("sample_cost").deciding?.value == 540)
    let period = try #require(try judgement.check("summary_period.device").measurements.first)
    #expect(abs(period.value ?? 9) < 0.002 && period.quantity == "off the period")
  }

  @Test func everySampleIsTold() throws {
    let judgement = try paper([Self.device(9)]) { $0.eventDelay = { Double($0) * 100 } }.judged()
    let samples = try #require(try judgement.check("event_latency.device").samples)
    #expect(samples.count == 11)
    for (index, sample) in samples.enumerated() {
      #expect(abs(sample - Double(index + 1) * 0.1) < 0.0025)
    }
  }

  /// The right check finds it, and no other.
  @Test func aConstantDelayOfEventsIsFoundByTheirLatencyAlone() throws {
    let judgement = try paper(Self.all) { $0.eventDelay = { _ in 5400 } }.judged()
    #expect(judgement.names(.fail) == ["event_latency.device"])
    #expect(judgement.cases[0].suspect == .firmware)
    #expect(judgement.exitCode == 1)
    let onBudget = try paper([Self.device(3), Self.host(8.5)]) {
      $0.eventDelay = { _ in 5400 }
    }.judged()
    #expect(try onBudget.check("event_latency.host").verdict == .inconclusive)
  }

  @Test func aLimitWithinTheUncertaintyIsInconclusive() throws {
    let judgement = try paper([Self.host(3.2)]).judged()
    let check = try judgement.check("event_latency.host")
    #expect(check.verdict == .inconclusive)
    #expect(check.evidence.first?.contains("lies inside the measurement's uncertainty") == true)
    let late = try paper([Self.host(3.2)]) { $0.eventDelay = { _ in 9000 } }.judged()
    #expect(late.verdict == .fail)
  }

  // MARK: - A host that stands still

  /// Each stride event is read 50 ms late; the chip is in time.
  private static func standstill(_ paper: inout PaperCase) {
    paper.stalls = (1..<12).map { second in
      let start = 1_000_000_000 + UInt64(second) * 1_000_000_000 + 840_000_000
      return start..<start + 50_000_000
    }
  }

  @Test func aHostThatStoodStillIsNeverTheBoardsFault() throws {
    let checks = [
      Self.device(3), Self.host(12),
      .responseTime(to: .timeSync, TimingBudget(clock: .host, maximumMilliseconds: 12)),
    ]
    let judgement = try paper(checks, Self.standstill).judged()
    #expect(judgement.names(.fail) == [])
    #expect(
      judgement.names(.inconclusive) == ["event_latency.host", "response_time.time_sync.host"])
    #expect(judgement.names(.pass) == ["event_latency.device"], "no sample was missed")
    #expect(judgement.exitCode == 2)
    #expect(judgement.cases[0].timing?.hostLateCount == 11)
    #expect(judgement.cases[0].timing?.hostLateLongestMilliseconds == 50)
    // Without word of it, the same times are held against the board.
    var silent = paper(checks, Self.standstill)
    silent.forgetsStalls = true
    #expect(try silent.judged().names(.fail).isEmpty == false)
  }

  /// A standstill hides nothing either: what is too long without it is too long.
  @Test func aStandstillDoesNotExcuseTheBoard() throws {
    let judgement = try paper([Self.device(3), Self.host(12)]) {
      Self.standstill(&$0)
      $0.eventDelay = { _ in 80_000 }
    }.judged()
    #expect(judgement.names(.fail) == ["event_latency.device", "event_latency.host"])
  }

  /// The beat is told from the first summary and the last: where the host stood still just then, it is
  /// known that much less well.
  @Test(arguments: [1, 11]) func aStandstillAtEitherEndMovesNoBeat(second: UInt64) throws {
    let check = Check.summaryPeriod(
      PeriodBudget(
        clock: .host, periodMilliseconds: 1000, toleranceMilliseconds: 2, jitterMilliseconds: 40))
    let judgement = try paper([check]) {
      let arrival = 1_000_000_000 + second * 1_000_000_000 - 5_000_000 + 2_800_000
      $0.stalls = [arrival - 1_000_000..<arrival + 50_000_000]
    }.judged()
    #expect(judgement.names(.fail) == [])
    #expect(judgement.names(.inconclusive) == ["summary_period.host"])
  }

  @Test func timesOfAnUnwatchedHostAreNotMeasured() throws {
    let checks: [Check] =
      Self.answers + [
        Self.host(12), .bootToReady(boots: 2, maximumMilliseconds: 60),
        .throughput(minimumSamplesPerSecond: 190), Self.device(3),
      ]
    let judgement = try paper(checks) { $0.isWatched = false }.judged()
    #expect(judgement.names(.notMeasured) == checks.dropLast().map(\.name))
    #expect(judgement.names(.pass) == ["event_latency.device"])
  }

  // MARK: - What never came

  private static let answers: [Check] = [TimedRequest.timeSync, .loopback].map {
    .responseTime(to: $0, TimingBudget(clock: .host, p99Milliseconds: 12))
  }

  /// The worst answer is none at all.
  @Test(arguments: TimedRequest.allCases) func anAnswerThatNeverCameFailsTheChip(
    request: TimedRequest
  ) throws {
    let name = "response_time.\(request.rawValue).host"
    let some = try paper(Self.answers) { $0.unanswered[request] = [5, 9] }.judged()
    #expect(some.names(.fail) == [name])
    #expect(some.cases[0].suspect == .firmware)
    let evidence = try some.check(name).evidence
    #expect(evidence.contains("2 of 130 \(request.rawValue) requests were never answered"))
    let none = try paper(Self.answers) { $0.unanswered[request] = Set(0..<130) }.judged()
    #expect(none.names(.fail) == [name])
  }

  /// The last ones may be under way.
  @Test func anAnswerThatStillMayComeIsNotMissed() throws {
    let judgement = try paper(Self.answers) {
      $0.unanswered = [.timeSync: [129], .loopback: [129]]
    }.judged()
    #expect(judgement.verdict == .pass, "\(judgement.statement)")
    // One that a later one was answered before is not.
    let passed = try paper(Self.answers) { $0.unanswered[.timeSync] = [129] }.judged()
    #expect(passed.names(.fail) == ["response_time.time_sync.host"])
  }

  @Test func anAnswerThatTheLineLostIsTheLines() throws {
    let judgement = try paper(Self.answers) { $0.lostAnswers[.loopback] = [40] }.judged()
    #expect(judgement.names(.inconclusive) == ["response_time.loopback.host"])
    #expect(judgement.cases[0].suspect == .link)
  }

  /// A line that mostly takes 4 ms holds some answers and events for 50: by its own clock the chip was in
  /// time.
  @Test func whatTheLineHeldIsTheLines() throws {
    let checks: [Check] = [
      .responseTime(to: .timeSync, TimingBudget(clock: .host, maximumMilliseconds: 12)),
      Self.host(12),
    ]
    func judged(_ change: (inout PaperCase) -> Void) throws -> Judgement {
      try paper(checks) {
        $0.measuredLine = (0..<100).map { 3.6 + Double($0) / 100 }
        change(&$0)
      }.judged()
    }
    let held = try judged {
      Self.standstill(&$0)
      $0.forgetsStalls = true
    }
    #expect(held.names(.inconclusive) == checks.map(\.name))
    #expect(held.cases[0].suspect == .link)
    let evidence = try held.check("event_latency.host").evidence.first ?? ""
    #expect(evidence.contains("where 99 of 100 exchanges took 4.6 ms or less"), "\(evidence)")
    // With a chip that is slow itself, the line excuses nothing.
    let slow = try judged {
      $0.hold = 40_000
      $0.eventDelay = { _ in 20_000 }
    }
    #expect(slow.names(.fail) == checks.map(\.name))
    #expect(slow.cases[0].suspect == .firmware)
  }

  /// The late one may have been among those that the line lost.
  @Test func feedbackThatWasLostMakesItsLatencyInconclusive() throws {
    let check = Check.feedbackLatency(TimingBudget(clock: .device, maximumMilliseconds: 2))
    let lost = try paper([check]) { $0.lostFeedback = [4] }.judged()
    #expect(lost.names(.inconclusive) == ["feedback_latency.device"])
    #expect(lost.cases[0].suspect == .link)
    // What the session's end brings about follows from no sample.
    let last = try paper([check]) { $0.lastFeedbackDelay = 300_000 }.judged()
    #expect(last.names(.pass) == ["feedback_latency.device"])
  }

  @Test func underrunsThatAreCountedAndNotToldAreTheFirmwares() throws {
    let judgement = try paper([.sampleAccounting]) { $0.countedUnderruns = 5 }.judged()
    #expect(judgement.names(.fail) == ["sample_accounting"])
    #expect(judgement.cases[0].suspect == .firmware)
    let evidence = try judgement.check("sample_accounting").evidence
    #expect(evidence.contains("the chip counted 5 samples as not there in time, and told 0"))
  }

  /// A summary that is missing is no longer beat.
  @Test func aMissingSummaryIsCountedAndMovesNoPeriod() throws {
    let check = Check.summaryPeriod(
      PeriodBudget(
        clock: .device, periodMilliseconds: 1000, toleranceMilliseconds: 0.5,
        jitterMilliseconds: 4))
    func judged(_ change: (inout PaperCase) -> Void) throws -> CheckJudgement {
      try paper([check], change).judged().check("summary_period.device")
    }
    let lost = try judged { $0.lostSummaries = [4, 5] }
    #expect(lost.verdict == .inconclusive && lost.suspect == .link)
    #expect(lost.measurements[0].value.map { abs($0) < 0.002 } == true)
    #expect(lost.figures.first { $0.name == "missing" }?.value == 2)
    #expect(lost.samples?.allSatisfy { abs($0 - 1000) < 0.01 } == true)
    let leftOut = try judged { $0.leftOutSummaries = [4] }
    #expect(leftOut.verdict == .fail && leftOut.suspect == .firmware)
    #expect(leftOut.evidence.contains { $0.contains("1 summaries are missing") })
  }

  // MARK: - Boards whose clock is this machine's

  @Test(arguments: ["wall", "native"]) func aBusyMachineIsNoLateBoard(which: String) throws {
    func judged(_ delay: @escaping (Int) -> Double) throws -> CheckJudgement {
      try paper([Self.device(3)]) {
        if which == "native" { $0.board = .native } else { $0.emulator = which }
        $0.eventDelay = delay
      }.judged().check("event_latency.device")
    }
    #expect(try judged { _ in 900 }.verdict == .pass)
    #expect(try judged { $0 == 5 ? 9000 : 900 }.verdict == .inconclusive)
    #expect(try judged { _ in 5900 }.verdict == .fail, "what all of them have is the board's")
    #expect(try judged { $0 == 5 ? 9000 : 5900 }.verdict == .fail)
  }

  @Test func aBoardOfItsOwnIsHeldToEachOfItsTimes() throws {
    let judgement = try paper([Self.device(3)]) {
      $0.eventDelay = { $0 == 5 ? 9000 : 900 }
    }.judged()
    #expect(judgement.names(.fail) == ["event_latency.device"])
  }

  /// A chip whose beat is 1.2 ms too long, in both clocks.
  @Test func aWrongPeriodIsFound() throws {
    let checks: [Check] = [.device, .host].map {
      .summaryPeriod(
        PeriodBudget(
          clock: $0, periodMilliseconds: 1000, toleranceMilliseconds: 0.5, jitterMilliseconds: 4))
    }
    let judgement = try paper(checks) { $0.summaryDelay = { Double($0) * 1200 } }.judged()
    #expect(judgement.names(.fail).contains("summary_period.device"))
    let value = try #require(try judgement.check("summary_period.device").measurements[0].value)
    #expect(abs(value - 1.2) < 0.002)
    // On the machine's own clock it is found, too: a load of its own has no beat.
    #expect(
      try paper([checks[0]]) {
        $0.emulator = "wall"
        $0.summaryDelay = { Double($0) * 1200 }
      }.judged().verdict == .fail)
    // One summary that is late is jitter, and moves no period.
    let uneven = try paper([checks[0]]) { $0.summaryDelay = { $0 == 5 ? 6000 : 300 } }.judged()
    #expect(
      try uneven.check("summary_period.device").measurements.map(\.verdict) == [.pass, .fail])
  }

  /// The bench of a case as fast as possible: half of the time was the host's own.
  @Test func throughputIsWhatIsSureAtLeast() throws {
    func judged(_ minimum: Double, _ emulator: String?, stall: Bool) throws -> Verdict {
      try paper([.throughput(minimumSamplesPerSecond: minimum)]) {
        $0.clock = .asFastAsPossible
        $0.emulator = emulator
        if stall { $0.stalls = [3_000_000_000..<9_000_000_000] }
      }.judged().verdict
    }
    // 2400 samples in 12 s.
    #expect(try judged(190, nil, stall: false) == .pass)
    #expect(try judged(190, nil, stall: true) == .pass)
    #expect(try judged(300, nil, stall: false) == .fail)
    #expect(try judged(300, nil, stall: true) == .inconclusive)
    #expect(try judged(600, nil, stall: true) == .fail)
    #expect(try judged(300, "wall", stall: false) == .inconclusive, "this machine may be slow")
    #expect(try judged(190, "counted", stall: false) == .notMeasured)
  }

  // MARK: - What can't be measured is said

  @Test func loadAndCostAreNotMeasuredOnTheWallClock() throws {
    let checks: [Check] = [.load(maximumPercent: 99), .sampleCost(maximumMicroseconds: 60_000)]
    for change: (inout PaperCase) -> Void in [
      { $0.emulator = "wall" }, { $0.board = .native },
    ] {
      let judgement = try paper(checks, change).judged()
      #expect(judgement.names(.notMeasured) == ["load", "sample_cost"])
      #expect(judgement.verdict == .notMeasured)
    }
    #expect(try paper(checks) { $0.emulator = "counted" }.judged().verdict == .pass)
  }

  @Test func hostTimesAreNotMeasuredWhereInstructionsAreCounted() throws {
    let checks: [Check] = [
      Self.host(12), .responseTime(to: .timeSync, TimingBudget(clock: .host, p99Milliseconds: 12)),
      .summaryPeriod(
        PeriodBudget(clock: .host, periodMilliseconds: 1000, toleranceMilliseconds: 2)),
      .bootToReady(boots: 2, maximumMilliseconds: 60), Self.device(3),
    ]
    let judgement = try paper(checks) { $0.emulator = "counted" }.judged()
    #expect(judgement.names(.notMeasured) == checks.dropLast().map(\.name))
    #expect(judgement.names(.pass) == ["event_latency.device"])
  }

  @Test func samplesThatWereMissingMakeTimesInconclusive() throws {
    let judgement = try paper([Self.device(3), Self.device(0.1)]) { $0.underruns = 2 }.judged()
    #expect(judgement.names(.pass) == [])
    #expect(judgement.names(.fail) == [])
  }

  @Test func eventsThatWereLostMakeTheirLatencyInconclusive() throws {
    let judgement = try paper([Self.device(3)]) { $0.lostStrides = [4] }.judged()
    #expect(judgement.names(.inconclusive) == ["event_latency.device"])
    #expect(judgement.cases[0].suspect == .link)
  }

  /// A first tick at the end of all clocks: sums that go round are a wrong time, and no crash, whether
  /// the clock can be fitted or not.
  @Test(arguments: [true, false]) func aTimeBeyondAllClocksIsTheFirmwares(asks: Bool) throws {
    let lie = 18_446_744_073_709_551_616.0 - 8_388_608
    let judgement = try paper([Self.device(3)]) {
      $0.firstTickLie = lie
      $0.asksForTime = asks
    }.judged()
    #expect(judgement.names(.fail) == ["event_latency.device"])
  }

  /// Times that no clock of a chip comes to, and answers before their questions: whatever it says, the
  /// judge goes on, and nothing passes for it that should not.
  @Test(arguments: [UInt64.max, 1 << 63, 1 << 62, 1 << 54]) func impossibleTimesAreNoCrash(
    time: UInt64
  ) throws {
    let besides: [ChipMessage] = [
      // To a question that is under way.
      .timeSyncReply(.init(exchange: 43, received: 0, sent: time)),
      .timeSyncReply(.init(exchange: 43, received: time, sent: time)),
      .timeSyncReply(.init(exchange: 43, received: time, sent: 0)),
      .stride(.init(sent: time, emittedIndex: 800, number: 1)),
      .summary(.init(sent: time, sampleIndex: 801)),
      .feedback(.init(sent: time, sampleIndex: 802)), .status(.init(uptime: time)),
    ]
    for message in besides {
      let paper = paper(Self.all) { $0.besides = [message] }
      let judgement = try paper.judged()
      let (capture, _) = try paper.played()
      _ = DeviceTimes.all(in: capture)
      let name: String? =
        switch message {
        case .stride: "event_latency.device"
        case .summary: "summary_period.device"
        case .feedback: "feedback_latency.device"
        case .timeSyncReply: "response_time.time_sync.device"
        default: nil
        }
      if let name {
        #expect(try judgement.check(name).verdict == .fail, "\(message.name)")
        #expect(judgement.cases[0].suspect == .firmware)
      }
    }
    let lying = try paper([Self.device(3)]) { $0.firstTickLie = Double(time >> 1) }.judged()
    #expect(lying.names(.fail) == ["event_latency.device"])
  }

  /// A chip that says its samples came later than they did would seem quick.
  @Test func anEventBeforeItsSampleIsTheFirmwaresFault() throws {
    let judgement = try paper([Self.device(3)]) { $0.firstTickLie = 2000 }.judged()
    #expect(judgement.names(.fail) == ["event_latency.device"])
    #expect(judgement.cases[0].checks[0].evidence.first?.contains("before the sample") == true)
  }

  /// Nor does it help a chip that is late to say that all of its samples were.
  @Test(arguments: [20_000.0, -80_000]) func aFirstTickThatTheRigKnowsBetterIsTheFirmwaresFault(
    lie: Double
  ) throws {
    let judgement = try paper([Self.device(100)]) {
      $0.firstTickLie = lie
      $0.eventDelay = { _ in max(lie, 0) + 1000 }
    }.judged()
    #expect(judgement.names(.fail) == ["event_latency.device"])
  }

  // MARK: - The line, measured first

  @Test func theLineIsTold() throws {
    let judgement = try paper([Self.host(12)]) {
      $0.measuredLine = (0..<100).map { 4 + Double($0) / 100 }
    }.judged()
    let line = try #require(judgement.line)
    #expect(line.asked == 100 && line.answered == 100)
    #expect(abs(line.roundTripMilliseconds.shortest - 4) < 0.003)
    #expect(abs(line.roundTripMilliseconds.p99 - 4.98) < 0.003)
    #expect(abs(line.jitterMilliseconds - 0.98) < 0.003)
    #expect(line.isSufficient && line.decision == .sufficient)
  }

  @Test func whatTheLineDoesNotResolveIsInconclusive() throws {
    let judgement = try paper([Self.host(12), Self.device(3)]) {
      $0.measuredLine = Array(repeating: 16.5, count: 20)
      $0.decision = .accepted
    }.judged()
    #expect(judgement.line?.isSufficient == false)
    #expect(judgement.names(.inconclusive) == ["event_latency.host"])
    #expect(judgement.names(.pass) == ["event_latency.device"])
    let refusal = try #require(judgement.line?.refusal)
    for word in ["10 ms of `x` of case paper", "16.5 ms", "17 ms or more", "--accept-link"] {
      #expect(refusal.contains(word), "\(refusal)")
    }
  }

  // MARK: - Every device time on the host's clock

  @Test func everyDeviceTimeIsPutOnTheHostsClock() throws {
    let paper = paper([])
    let (capture, _) = try paper.played()
    let times = DeviceTimes.all(in: capture)
    #expect(
      Set(times.map(\.message)) == ["status", "stride", "summary", "feedback", "time_sync_reply"])
    for time in times where time.message != "status" || time.record > 100 {
      let host = try #require(time.host, "\(time)")
      let truth = paper.host(Double(time.deviceMicroseconds))
      #expect(abs(host.value - truth) <= host.uncertainty)
      #expect(host.uncertainty <= 1.2 * 3.6e6 / 2 + 20_000 + 3000)
      #expect(capture.records[time.record].time > UInt64(host.value - host.uncertainty))
    }
  }

  /// Contacts and events of strides, to lay beside what another instrument of the host saw.
  @Test func stridesAreOnTheHostsClock() throws {
    func series(_ change: (inout PaperCase) -> Void = { _ in }) throws -> CaseSeries {
      let (capture, suite) = try self.paper([], change).played()
      let hash = SHA256Text.of(try suite.encode())
      let run = Judge.examine(capture: capture, suite: suite, suiteHash: hash)
      return try #require(run.series[0])
    }
    let paper = paper([])
    let firstTick = Double(paper.device(1_000_000_000))
    let told = try series()
    let fit = try #require(told.fit)
    let strides = told.strides.compactMap(\.told)
    #expect(strides.count == 11)
    for stride in strides {
      let contact = try #require(stride.initialContactOnDevice)
      #expect(abs(Double(contact) - firstTick - stride.initialContact * 1e6) < 1)
      let host = try #require(fit.hostTime(ofDevice: contact))
      #expect(abs(host.value - paper.host(Double(contact))) <= host.uncertainty)
    }
    #expect(try series { $0.asksForTime = false }.fit == nil)
  }

  @Test func theFitAndItsResidualsAreTold() throws {
    let timing = try #require(try paper([]).judged().cases[0].timing)
    let clock = try #require(timing.clock)
    #expect(clock.exchanges == 130)
    #expect(abs(clock.driftPPM - 40) <= clock.driftUncertaintyPPM)
    #expect(abs(clock.leastDelayMilliseconds - 3.63) < 0.003)
    #expect(clock.residualsMilliseconds.count == 130)
    #expect(clock.residualsMilliseconds.longest < 1.5)
  }
}
