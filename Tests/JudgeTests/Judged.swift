import Capture
import Judge
import JudgeBench
import RigModel
import Stimulus

/// Plays one case on a bench and judges it.
func judged(
  _ trace: Trace, checks: [Check] = BenchSuite.walkChecks, faults: [LineFault] = [],
  clock: SampleClock = .asFastAsPossible, retry: BenchTampering? = nil,
  _ change: (inout Bench) -> Void = { _ in }
) throws -> Judgement {
  var bench = Bench()
  change(&bench)
  var suiteCase = BenchSuite.suiteCase("case", trace, checks: checks, faults: faults)
  let suite: ResolvedSuite
  if clock == .realTime {
    // The bench has no timer: the chip runs as fast as possible, whatever the suite says.
    var realTime = suiteCase
    realTime.clock = .realTime
    suite = BenchSuite.suite([realTime])
    suiteCase.clock = .asFastAsPossible
    let capture = try bench.play(suite, playing: [suiteCase], traces: [trace], retry: retry)
    return try Judge.judge(capture: capture, suite: suite)
  }
  suite = BenchSuite.suite([suiteCase])
  let capture = try bench.play(suite, traces: [trace], retry: retry)
  return try Judge.judge(capture: capture, suite: suite)
}

extension Judgement {
  /// The only case's check of a name.
  func check(_ name: String) throws -> CheckJudgement {
    guard let found = cases.first?.checks.first(where: { $0.name == name }) else {
      throw NoSuchCheck(name: name)
    }
    return found
  }

  /// Names of the checks that have a verdict.
  func names(_ verdict: Verdict) -> [String] {
    cases.flatMap(\.checks).filter { $0.verdict == verdict }.map(\.name)
  }
}

struct NoSuchCheck: Error {
  var name: String
}
