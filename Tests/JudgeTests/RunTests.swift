import Capture
import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus
import Testing

/// The verdict of a run as a whole.
@Suite struct RunTests {
  private let walk: Trace

  init() throws { walk = try BenchSuite.walk(seconds: 10) }

  private func suite(_ count: Int) -> ResolvedSuite {
    BenchSuite.suite(
      (1...count).map { BenchSuite.suiteCase("case-\($0)", walk, checks: [.sampleAccounting]) })
  }

  @Test func casesThatNeverRanAreNotMeasured() throws {
    var bench = Bench()
    bench.runFailure = CaseFailure(.silent, "Nothing answered.")
    let suite = suite(2)
    let judgement = try Judge.judge(
      capture: bench.play(suite, playing: [], traces: []), suite: suite)
    #expect(judgement.cases.map(\.verdict) == [.notMeasured, .notMeasured])
    #expect(judgement.verdict == .error)
    #expect(judgement.exitCode == 3)
    #expect(judgement.problems.first?.message == "Nothing answered.")
  }

  @Test func aRunOfNothingIsNoPass() throws {
    var bench = Bench()
    let suite = suite(1)
    let judgement = try Judge.judge(
      capture: bench.play(suite, playing: [], traces: []), suite: suite)
    #expect(judgement.verdict == .notMeasured)
    #expect(judgement.exitCode == 3)
  }

  @Test func aCertainFailureStandsThoughTheRunBrokeOff() throws {
    var bench = Bench()
    bench.tampering.chipSays = { message in
      guard case .status(var status) = message, status.samplesConsumed > 0 else {
        return [message]
      }
      status.samplesConsumed -= 1
      return [.status(status)]
    }
    bench.runFailure = CaseFailure(.linkLost, "The port hung up.")
    let suite = suite(2)
    let judgement = try Judge.judge(
      capture: bench.play(suite, playing: [suite.cases[0]], traces: [walk]), suite: suite)
    #expect(judgement.cases.map(\.verdict) == [.fail, .notMeasured])
    #expect(judgement.exitCode == 1)
  }

  @Test func aRunCutOffBetweenCasesIsTheRigsError() throws {
    var bench = Bench()
    bench.endsRun = false
    let suite = suite(2)
    let judgement = try Judge.judge(
      capture: bench.play(suite, playing: [suite.cases[0]], traces: [walk]), suite: suite)
    #expect(judgement.cases.map(\.verdict) == [.pass, .notMeasured])
    #expect(judgement.exitCode == 3)
  }

  @Test func onlyTheLastWordMissingIsAWarning() throws {
    var bench = Bench()
    bench.endsRun = false
    let suite = suite(1)
    let judgement = try Judge.judge(capture: bench.play(suite, traces: [walk]), suite: suite)
    #expect(judgement.exitCode == 0)
    #expect(judgement.warnings.count == 1)
  }

  @Test func anotherContractInTheCaptureIsAnError() throws {
    var bench = Bench()
    let suite = suite(1)
    var capture = try bench.play(suite, traces: [walk])
    capture.header.contractHash = "0123456789abcdef"
    let judgement = try Judge.judge(capture: capture, suite: suite)
    #expect(judgement.exitCode == 3)
    let message = judgement.problems.first?.message ?? ""
    #expect(message.contains("0123456789abcdef") && message.contains(judgement.contractHash))
    #expect(judgement.cases.map(\.verdict) == [.notMeasured])
  }

  @Test func anotherContractOfTheChipIsAnError() throws {
    var bench = Bench()
    bench.contractHash = 0xDEAD
    let suite = suite(1)
    let judgement = try Judge.judge(capture: bench.play(suite, traces: [walk]), suite: suite)
    #expect(judgement.exitCode == 3)
    #expect(judgement.problems.first?.suspect == .board)
    #expect(judgement.problems.first?.message.contains("000000000000dead") == true)
  }

  @Test func aSuiteThatWasChangedIsAnError() throws {
    var bench = Bench()
    var suite = suite(1)
    let capture = try bench.play(suite, traces: [walk])
    suite.cases[0].checks = [.stack(minimumFreeBytes: 1)]
    let judgement = try Judge.judge(capture: capture, suite: suite)
    #expect(judgement.exitCode == 3)
    #expect(judgement.cases.map(\.verdict) == [.notMeasured])
    #expect(judgement.problems.first?.message.contains("suite.json") == true)
  }

  @Test func anImageThatIsWrongOnPurposeIsNamed() throws {
    var bench = Bench()
    bench.flavour = .knownBad
    let suite = suite(1)
    let judgement = try Judge.judge(capture: bench.play(suite, traces: [walk]), suite: suite)
    #expect(judgement.warnings.first?.contains("wrong on purpose") == true)
  }

  @Test func verdictsWeighAsTheyShould() {
    #expect(Verdict.allCases.sorted() == [.pass, .notMeasured, .inconclusive, .error, .fail])
    #expect([Verdict]().worst == .notMeasured)
  }
}
