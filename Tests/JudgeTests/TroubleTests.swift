import Capture
import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus
import Testing

/// What the line, the rig and the host do is never held against the board, nor passed over.
@Suite struct TroubleTests {
  private let walk: Trace

  init() throws { walk = try BenchSuite.walk(seconds: 20) }

  private static let checks: [Check] = [
    .stridesFound(minimumPercent: 100),
    .strideLength(meanAbsoluteErrorPercent: 5, biasPercent: nil),
    .sampleAccounting, .reportedFaults(FaultCounts()), .summaries(periodSeconds: 1),
  ]

  /// A chip that comes back with another image is not the one that is judged.
  @Test func anImageThatChangesInMidRunIsNoResult() throws {
    var paper = PaperCase(checks: [.sampleAccounting])
    #expect(try paper.judged().problems.isEmpty)
    paper.changesImage = true
    let judgement = try paper.judged()
    #expect(judgement.verdict == .error && judgement.exitCode == 3)
    #expect(judgement.problems.first?.message.contains("Following the firmware") == true)
    #expect(judgement.problems.first?.suspect == .board)
  }

  @Test func samplesLostOnTheLineAreInconclusive() throws {
    let judgement = try judged(walk, checks: Self.checks) { bench in
      bench.tampering.toChip = { number, bytes in (60..<63).contains(number) ? [] : bytes }
    }
    #expect(judgement.verdict == .inconclusive)
    #expect(judgement.exitCode == 2)
    let check = try judgement.check("sample_accounting")
    #expect(check.verdict == .inconclusive)
    #expect(check.suspect == .link)
    #expect(check.evidence.contains { $0.contains("never reached the chip") })
    let found = try judgement.check("strides_found")
    #expect(found.verdict == .inconclusive)
    #expect(found.suspect == .link)
    #expect(judgement.warnings.contains { $0.contains("trouble in case case") })
  }

  @Test func framesBrokenOnTheLineAreCountedUnderTheirName() throws {
    let judgement = try judged(walk, checks: Self.checks) { bench in
      bench.tampering.toChip = { number, bytes in
        number == 70 ? Self.flippedWithinABlock(bytes) : bytes
      }
    }
    let check = try judgement.check("reported_faults")
    #expect(check.verdict == .inconclusive)
    #expect(check.suspect == .link)
    #expect(check.evidence.contains { $0.contains("1 CRC error,") })
    #expect(judgement.verdict == .inconclusive)
  }

  /// A frame on the wire with a bit flipped that is data: still COBS, no longer its CRC-32.
  private static func flippedWithinABlock(_ frame: [UInt8]) -> [UInt8] {
    var (bytes, code) = (frame, 1)
    // A block of one byte is but its code.
    while bytes[code] < 2 { code += Int(bytes[code]) }
    bytes[code + 1] ^= bytes[code + 1] == 1 ? 2 : 1
    return bytes
  }

  @Test func strideEventsLostOnTheLineAreInconclusive() throws {
    let checks = Self.checks + [.falseStrides(maximumPercent: 1)]
    let judgement = try judged(walk, checks: checks) { bench in
      bench.tampering.toHost = { number, bytes in number > 40 && number % 9 == 0 ? [] : bytes }
    }
    #expect(judgement.names(.fail) == [])
    // None of those that came is false; what did not come could have been.
    #expect(try judgement.check("false_strides").verdict == .inconclusive)
    #expect(try judgement.check("strides_found").verdict == .inconclusive)
    #expect(judgement.exitCode == 2)
  }

  /// No stride came, but one may have been lost.
  @Test func absenceIsNotProvenOnALineThatLosesFrames() throws {
    let judgement = try judged(BenchSuite.stand(), checks: [.noStrides]) { bench in
      bench.tampering.chipSays = { message in
        guard case .summary(var summary) = message else { return [message] }
        summary.strides = summary.sampleIndex > 1000 ? 1 : 0
        return [.summary(summary)]
      }
      bench.tampering.toHost = { number, bytes in number == 20 ? [] : bytes }
    }
    #expect(judgement.verdict == .inconclusive)
    #expect(try judgement.check("no_strides").suspect == .link)
  }

  @Test(arguments: [
    (CaseFailure.Kind.silent, Suspect.board, Verdict.error), (.flood, .board, .error),
    (.linkLost, .link, .error), (.wrongIdentity, .board, .error), (.rig, .rig, .error),
    (.interrupted, .rig, .error), (.refused, .firmware, .fail),
  ])
  func endings(_ kind: CaseFailure.Kind, _ suspect: Suspect, _ verdict: Verdict) throws {
    let judgement = try judged(walk, checks: Self.checks) {
      $0.tampering.breaksOff = (1000, .failure(kind))
    }
    #expect(judgement.verdict == verdict)
    #expect(judgement.exitCode == (verdict == .fail ? 1 : 3))
    #expect(judgement.cases.first?.suspect == suspect)
    #expect(judgement.cases.first?.statement == "Sending samples failed: \(kind.rawValue).")
    #expect(judgement.names(.notMeasured).count == Self.checks.count)
  }

  /// A silence behind frames that were lost is the line's; so is one that the cable owns up to.
  @Test func aSilenceOnABadLineIsTheLinks() throws {
    let judgement = try judged(walk, checks: Self.checks) {
      $0.tampering.breaksOff = (1000, .failure(.silent))
      $0.tampering.toHost = { number, bytes in number == 30 ? [] : bytes }
    }
    let found = try #require(judgement.cases.first)
    #expect(found.suspect == .link && found.verdict == .error)
    #expect(found.evidence.contains { $0.contains("missing by its sequence number") })
  }

  /// A limit that can't be resolved says less of a spoilt case than what was lost on its line.
  @Test func whatWasLostIsNamedBeforeALimitThatIsTooFine() throws {
    let checks: [Check] = [
      .midstanceTiming(driftPPM: 1, spreadMilliseconds: nil), .sampleAccounting,
    ]
    let fine = try judged(walk, checks: checks)
    #expect(fine.verdict == .inconclusive && fine.cases.first?.suspect == .rig)
    let spoilt = try judged(walk, checks: checks) {
      $0.tampering.toChip = { number, bytes in number == 60 ? [] : bytes }
    }
    #expect(spoilt.verdict == .inconclusive && spoilt.cases.first?.suspect == .link)
  }

  /// What ended a case and the run with it has one suspect, not one each.
  @Test func theRunBlamesWhomItsLastCaseBlames() throws {
    let judgement = try judged(walk, checks: Self.checks) {
      $0.tampering.breaksOff = (1000, .failure(.silent))
      $0.tampering.toHost = { number, bytes in number == 30 ? [] : bytes }
      $0.runFailure = CaseFailure(.silent, "Sending samples failed: silent.")
    }
    #expect(judgement.problems.map(\.suspect) == [.link])
    #expect(judgement.cases.first?.suspect == .link)
  }

  /// What a failing firmware had run out of stands beside the failure.
  @Test func marksThatAreFullStandBesideAFailure() throws {
    func evidence(_ used: UInt16) throws -> [String] {
      try judged(walk, checks: Self.checks) {
        $0.stackUsed = used
        $0.tampering.breaksOff = (1000, .panic)
      }.cases.first?.evidence ?? []
    }
    let words = "the stack had been used up to 4000 of its 4096 bytes"
    #expect(try evidence(4000).contains(words))
    #expect(try !evidence(2000).contains { $0.contains("stack") })
  }

  @Test func aPanicFailsWithItsRegisters() throws {
    let judgement = try judged(walk, checks: Self.checks) {
      $0.tampering.breaksOff = (1000, .panic)
    }
    #expect(judgement.exitCode == 1)
    #expect(judgement.cases.first?.suspect == .firmware)
    #expect(judgement.cases.first?.evidence.contains { $0.contains("pc 0x00006100") } == true)
  }

  @Test(arguments: [
    (Wire.ResetReason.powerOn, Verdict.error, Suspect.board), (.software, .error, .board),
    (.watchdog, .fail, .firmware), (.lockup, .fail, .firmware),
  ])
  func restarts(_ reason: Wire.ResetReason, _ verdict: Verdict, _ suspect: Suspect) throws {
    let judgement = try judged(walk, checks: Self.checks) {
      $0.tampering.breaksOff = (1000, .restart(reason))
    }
    #expect(judgement.verdict == verdict)
    #expect(judgement.cases.first?.suspect == suspect)
  }

  @Test func aKilledRunIsTheRigsError() throws {
    let judgement = try judged(walk, checks: Self.checks) {
      $0.tampering.breaksOff = (1000, .killed)
    }
    #expect(judgement.exitCode == 3)
    #expect(judgement.cases.first?.verdict == .error)
    #expect(judgement.cases.first?.statement == "the capture ends within the case")
    #expect(judgement.problems.first?.suspect == .rig)
  }

  @Test func faultsThatWereNotInjectedAreTheRigs() throws {
    var counts = FaultCounts()
    counts.noiseChunks = 1
    let judgement = try judged(
      walk, checks: [.reportedFaults(counts)], faults: [.noise(atSample: 90, bytes: 3, seed: 1)]
    ) { $0.tampering.forgetsFaults = true }
    #expect(judgement.exitCode == 3)
    #expect(try judgement.check("reported_faults").suspect == .rig)
  }

  @Test func otherSamplesThanTheSuitesAreTheRigs() throws {
    let other = try BenchSuite.trace(
      "walk", [RunnerSegment(kind: .walk, durationSeconds: 20, speedMetresPerSecond: 1.3)], seed: 2)
    var suiteCase = BenchSuite.suiteCase("case", other, checks: Self.checks)
    suiteCase.stimulus.samplesSHA256 = String(repeating: "0", count: 64)
    let suite = BenchSuite.suite([suiteCase])
    var bench = Bench()
    let judgement = try Judge.judge(
      capture: bench.play(suite, traces: [other]), suite: suite)
    #expect(judgement.exitCode == 3)
    #expect(judgement.cases.first?.suspect == .rig)
  }

  @Test func driftThatCannotBeToldIsInconclusive() throws {
    let judgement = try judged(
      walk, checks: [.midstanceTiming(driftPPM: 100, spreadMilliseconds: nil)])
    #expect(judgement.verdict == .inconclusive)
    #expect(judgement.exitCode == 2)
    let check = try judgement.check("midstance_timing")
    #expect(check.suspect == .rig)
    #expect(check.evidence.contains { $0.contains("wants about") })
  }

  @Test func whatABoardCannotMeasureIsNotPassed() throws {
    let checks: [Check] = [.stack(minimumFreeBytes: 1), .sampleAccounting]
    let judgement = try judged(walk, checks: checks) { $0.stackSize = 0 }
    #expect(try judgement.check("stack").verdict == .notMeasured)
    #expect(judgement.verdict == .notMeasured)
    #expect(judgement.exitCode == 2)
  }

  @Test func lateTicksAreTheHostsOnAnEmulatorAndTheFirmwaresOnABoard() throws {
    let check = Check.realTime(maximumLateTicks: 2, maximumUnderruns: 0)
    func verdict(_ emulator: String?, ticks: UInt32) throws -> CheckJudgement {
      try judged(walk, checks: [check], clock: .realTime) {
        $0.emulator = emulator
        $0.lateTicks = ticks
      }.check("real_time")
    }
    #expect(try verdict("wall", ticks: 2).verdict == .pass)
    #expect(try verdict("wall", ticks: 3).verdict == .inconclusive)
    #expect(try verdict("wall", ticks: 3).suspect == .rig)
    #expect(try verdict(nil, ticks: 3).verdict == .fail)
    #expect(try verdict("counted", ticks: 0).verdict == .notMeasured)
  }

  /// Samples that a busy host sent too late are late at the chip, too: not by its doing.
  @Test func lateSamplesAreOfWhoeverCausedTheUnderruns() throws {
    func judgement(underruns: UInt32) throws -> Judgement {
      try judged(
        walk, checks: [.reportedFaults(FaultCounts())], clock: .realTime
      ) {
        $0.tampering.chipSays = { message in
          guard case .status(var status) = message, status.samplesConsumed > 0 else {
            return [message]
          }
          status.samplesLate += 3
          status.samplesConsumed -= 3
          let missing = Wire.SampleFault(kind: .underrun, firstIndex: 100, count: underruns)
          let late = Wire.SampleFault(kind: .late, firstIndex: 100, count: 3)
          let told = underruns == 0 ? [late] : [missing, late]
          return told.map(ChipMessage.sampleFault) + [.status(status)]
        }
      }
    }
    let late = try judgement(underruns: 3)
    #expect(try late.check("reported_faults").suspect == .link)
    #expect(late.exitCode != 1 && late.exitCode != 0)
    #expect(try judgement(underruns: 0).check("reported_faults").suspect == .firmware)
  }

  @Test func aRetryMakesUpForTheLineAndShows() throws {
    let judgement = try judged(walk, checks: Self.checks, retry: BenchTampering()) {
      $0.tampering.breaksOff = (1000, .restart(.powerOn))
    }
    #expect(judgement.exitCode == 0, "\(judgement)")
    #expect(judgement.cases.first?.attempts.map(\.verdict) == [.error, .pass])
    #expect(judgement.warnings.contains { $0.contains("begun 2 times") })
  }

  @Test func aRetryDoesNotMakeUpForTheFirmware() throws {
    let judgement = try judged(walk, checks: Self.checks, retry: BenchTampering()) {
      $0.tampering.breaksOff = (1000, .restart(.watchdog))
    }
    #expect(judgement.exitCode == 1)
    #expect(judgement.cases.first?.attempts.count == 2)
  }
}
