import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus
import Testing

/// Checks of the shoe: the app as it is passes them; an app that says something else fails the check
/// that it belongs to.
@Suite struct ShoeCheckTests {
  /// A case that asks for all that a short run can show.
  private static let settings: ShoeSettings = {
    var settings = ShoeSettings()
    settings.recording = .bySession
    settings.reports = ShoeSettings.Report.allCases
    settings.feedback = FormRule.allCases
    settings.bodyMassKilograms = 70
    settings.goals.seconds = 40
    settings.goals.steps = 120
    settings.goals.metres = 150
    settings.goals.kilocalories = 8
    settings.limits.impactG = 3
    settings.limits.sprintSpeedMetresPerSecond = 5
    return settings
  }()

  private static let checks: [Check] = [
    .shoe(.keptRun), .shoe(.recordAccess), .shoe(.survivesRestart), .shoe(.sessionTotals),
    .shoe(.calories(errorPercent: 4)), .shoe(.lifetimeTotals), .shoe(.splits(errorPercent: 3)),
    .shoe(.bests(errorPercent: 8)), .shoe(.milestones), .shoe(.goals),
    .shoe(.sprints(expected: 1, errorPercent: 8)), .shoe(.pace(errorPercent: 3)),
    .shoe(.feedback(expected: [.heavyImpact])), .shoe(.advice(expected: [.heavyImpact])),
    .shoe(.runningSpeedAndCadence), .shoe(.strideBasedSpeedAndDistance), .sampleAccounting,
  ]

  /// More than a km, with a sprint in it.
  private static let trace = Result {
    try BenchSuite.trace(
      "mixed",
      [
        .stand(seconds: 2), .walk(metresPerSecond: 1.4, seconds: 12),
        .run(metresPerSecond: 3.8, seconds: 270), .run(metresPerSecond: 6, seconds: 8),
        .run(metresPerSecond: 3.6, seconds: 6), .stand(seconds: 3),
      ])
  }

  private func judged(
    _ checks: [Check] = Self.checks, _ settings: ShoeSettings = Self.settings,
    _ trace: Trace? = nil,
    _ says: @escaping (ChipMessage) -> [ChipMessage] = { [$0] }
  ) throws -> Judgement {
    let trace = try trace ?? Self.trace.get()
    var bench = Bench()
    bench.tampering.chipSays = says
    let suite = BenchSuite.suite([
      BenchSuite.suiteCase("case", trace, checks: checks, shoe: settings)
    ])
    return try Judge.judge(capture: try bench.play(suite, traces: [trace]), suite: suite)
  }

  @Test("the app as it is passes every check")
  func good() throws {
    let judgement = try judged()
    #expect(judgement.names(.pass) == Self.checks.map(\.name))
    for check in judgement.cases.flatMap(\.checks) where check.verdict != .pass {
      Issue.record("\(check.name): \(check.evidence)")
    }
    // What the checks rest on was there.
    #expect(try judgement.check("splits").figures.first { $0.name == "events" }?.value == 1)
    #expect(try judgement.check("goals").figures.first { $0.name == "events" }?.value == 16)
    #expect(try judgement.check("record_access").figures.first?.value == 8)
  }

  /// One lie each, and the check that finds it.
  private struct Lie: CustomTestStringConvertible {
    var testDescription: String
    var check: String
    var says: @Sendable (ChipMessage) -> [ChipMessage]
  }

  private static let lies: [Lie] = [
    Lie(testDescription: "a split a second too early", check: "splits") { message in
      guard case .progress(var event) = message, event.kind == .split else { return [message] }
      event.value -= 1000
      return [.progress(event)]
    },
    Lie(testDescription: "a best that is not told", check: "bests") { message in
      guard case .progress(let event) = message, event.kind == .best400M else { return [message] }
      return []
    },
    Lie(testDescription: "half of a goal told a stride late", check: "goals") { message in
      guard case .progress(var event) = message, event.kind == .goalSteps, event.number == 50
      else { return [message] }
      event.sampleIndex += 140
      return [.progress(event)]
    },
    Lie(testDescription: "a sprint's top speed", check: "sprints") { message in
      guard case .progress(var event) = message, event.kind == .sprint else { return [message] }
      event.value += 40
      return [.progress(event)]
    },
    Lie(testDescription: "a milestone that nobody ran", check: "milestones") { message in
      guard case .progress(var event) = message, event.kind == .split else { return [message] }
      event.kind = .milestone5Km
      return [message, .progress(event)]
    },
    Lie(testDescription: "totals that forget steps", check: "session_totals") { message in
      guard case .totals(var totals) = message, totals.scope == .session, totals.steps > 100
      else { return [message] }
      totals.steps -= 2
      return [.totals(totals)]
    },
    Lie(testDescription: "a lifetime that does not grow", check: "lifetime_totals") { message in
      guard case .totals(var totals) = message, totals.scope == .lifetime else { return [message] }
      totals.runStrides = 0
      return [.totals(totals)]
    },
    Lie(testDescription: "feedback in a later tick", check: "feedback") { message in
      guard case .feedback(var feedback) = message else { return [message] }
      feedback.sampleIndex += 1
      return [.feedback(feedback)]
    },
    Lie(testDescription: "feedback that nags", check: "feedback") { message in
      guard case .feedback(let feedback) = message else { return [message] }
      return [message, .feedback(feedback)]
    },
    Lie(testDescription: "advice of a rule that was kept", check: "advice") { message in
      guard case .advice(var advice) = message else { return [message] }
      advice.kind = .overstriding
      return [message, .advice(advice)]
    },
    Lie(testDescription: "a walking bit in a run", check: "running_speed_and_cadence") { message in
      guard case .phonePayload(var payload) = message,
        payload.service == .runningSpeedAndCadence, payload.sampleIndex == 10_000
      else { return [message] }
      payload.data = PayloadBytes(changing: payload.data, 0, by: 0b100)
      return [.phonePayload(payload)]
    },
    Lie(
      testDescription: "page 1 with the speed's nibbles swapped",
      check: "stride_based_speed_and_distance"
    ) { message in
      guard case .phonePayload(var payload) = message, payload.service == .stridePage1,
        payload.sampleIndex == 10_000
      else { return [message] }
      payload.data = PayloadBytes(changing: payload.data, 4, by: 0x70)
      return [.phonePayload(payload)]
    },
    Lie(testDescription: "a record with a bit of rot", check: "kept_run") { message in
      guard case .recordChunk(var chunk) = message, chunk.offset == 240, chunk.data.count > 9
      else { return [message] }
      chunk.data = PayloadBytes(changing: chunk.data, 9, by: 1)
      return [.recordChunk(chunk)]
    },
    Lie(testDescription: "a piece that begins a byte late", check: "record_access") { message in
      guard case .recordChunk(var chunk) = message, chunk.offset == 37 else { return [message] }
      chunk.data = PayloadBytes(changing: chunk.data, 0, by: 0x10)
      return [.recordChunk(chunk)]
    },
  ]

  @Test("a lie fails the check that it belongs to, and the firmware is suspected", arguments: lies)
  private func lie(_ lie: Lie) throws {
    let judgement = try judged(Self.checks, Self.settings, nil, lie.says)
    #expect(judgement.names(.fail).contains(lie.check), "\(judgement.names(.fail))")
    let check = try judgement.check(lie.check)
    #expect(check.suspect == .firmware && !check.evidence.isEmpty)
  }

  @Test("energy and pace are held against the footsteps, not against the chip's own strides")
  func truth() throws {
    let judgement = try judged { message in
      switch message {
      case .stride(var stride):
        stride.strideLength = stride.strideLength * 9 / 10
        return [.stride(stride)]
      case .totals(var totals):
        totals.distance = totals.distance * 9 / 10
        totals.calories = totals.calories * 9 / 10
        totals.meanPace = totals.meanPace * 10 / 9
        return [.totals(totals)]
      default: return [message]
      }
    }
    for name in ["calories", "pace"] { #expect(judgement.names(.fail).contains(name), "\(name)") }
  }

  @Test("records that begin and end by themselves; one that ends late is found")
  func byItself() throws {
    var settings = ShoeSettings()
    settings.recording = .byItself
    let trace = try BenchSuite.trace(
      "bouts",
      [
        .stand(seconds: 2), .run(metresPerSecond: 3.2, seconds: 16), .stand(seconds: 64),
        .walk(metresPerSecond: 1.3, seconds: 14), .stand(seconds: 4),
      ])
    let checks: [Check] = [.shoe(.keptByItself(records: 1)), .shoe(.recordErased)]
    #expect(try judged(checks, settings, trace).names(.pass) == checks.map(\.name))
    let late = try judged(checks, settings, trace) { message in
      guard case .recordEvent(var event) = message, event.kind == .ended else { return [message] }
      event.sampleIndex += 600
      return [.recordEvent(event)]
    }
    #expect(late.names(.fail) == ["kept_by_itself"])
    let undead = try judged(checks, settings, trace) { message in
      guard case .acknowledgement(let answer) = message, answer.request == Wire.RecordErase.type
      else { return [message] }
      return [message, .recordInfo(.init(record: 1))]
    }
    #expect(undead.names(.fail) == ["record_erased"])
  }

  @Test("intervals add up, and a restart that loses the lifetime is found")
  func intervalsAndRestart() throws {
    var settings = ShoeSettings()
    settings.recording = .bySession
    settings.recordIntervalSeconds = 5
    settings.reports = [.totals]
    let trace = try BenchSuite.walk(seconds: 30)
    let checks: [Check] = [.shoe(.keptRun), .shoe(.survivesRestart)]
    #expect(try judged(checks, settings, trace).names(.pass) == checks.map(\.name))
    var restarts = 0
    let forgetful = try judged(checks, settings, trace) { message in
      if case .identity = message { restarts += 1 }
      guard case .totals(var totals) = message, totals.scope == .lifetime, restarts > 1 else {
        return [message]
      }
      totals.steps = 0
      return [.totals(totals)]
    }
    #expect(forgetful.names(.fail) == ["survives_restart"])
  }

  @Test("a chip that finds no stride passes no check by its silence")
  func silence() throws {
    let trace = try Self.trace.get()
    let checks: [Check] = [
      .shoe(.milestones), .shoe(.goals), .shoe(.feedback(expected: [])),
      .shoe(.advice(expected: [])),
    ]
    var bench = Bench()
    bench.tampering.engineSamples = { samples in
      samples.map { _ in
        TraceSample(
          accelerationX: 0, accelerationY: 0, accelerationZ: 2048, angularRateX: 0,
          angularRateY: 0, angularRateZ: 0)
      }
    }
    let suite = BenchSuite.suite([
      BenchSuite.suiteCase("case", trace, checks: checks, shoe: Self.settings)
    ])
    let judgement = try Judge.judge(
      capture: try bench.play(suite, traces: [trace]), suite: suite)
    #expect(judgement.names(.notMeasured) == checks.map(\.name))
  }

  @Test("a record of an earlier run, whose session had the same number, is none of the case's")
  func earlierRun() throws {
    var settings = ShoeSettings()
    settings.recording = .bySession
    let trace = try BenchSuite.walk(seconds: 30)
    let checks: [Check] = [.shoe(.keptRun), .shoe(.survivesRestart)]
    let judgement = try judged(checks, settings, trace) { message in
      guard case .recordInfo(var info) = message else { return [message] }
      info.record -= 1
      info.state = []
      return [.recordInfo(info), message]
    }
    #expect(judgement.names(.pass) == checks.map(\.name))
  }

  @Test("words that were lost on the line are the line's, not the firmware's")
  func line() throws {
    let trace = try Self.trace.get()
    var bench = Bench()
    // Each hundredth frame of the chip comes broken.
    bench.tampering.toHost = { number, bytes in
      guard number % 100 == 99, bytes.count > 8 else { return bytes }
      var bytes = bytes
      bytes[4] ^= bytes[4] == 1 ? 2 : 1
      return bytes
    }
    let suite = BenchSuite.suite([
      BenchSuite.suiteCase(
        "case", trace, checks: [.shoe(.sessionTotals)], shoe: Self.settings)
    ])
    let judgement = try Judge.judge(
      capture: try bench.play(suite, traces: [trace]), suite: suite)
    #expect(judgement.cases[0].verdict == .inconclusive)
    #expect(judgement.cases[0].suspect == .link)
  }
}

extension PayloadBytes {
  /// With some bits of one byte the other way.
  init(changing bytes: PayloadBytes, _ place: Int, by bits: UInt8) {
    self.init()
    for index in 0..<bytes.count { append(index == place ? bytes[index] ^ bits : bytes[index]) }
  }
}
