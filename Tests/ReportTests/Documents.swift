import Capture
import Judge
import JudgeBench
import Report
import RigModel
import SoleLink
import Stimulus

/// Documents to render: what a bench played, and what no good device would say.
enum Documents {
  /// Text that breaks out of markup, terminals and readers' eyes where it can.
  static let hostile =
    "<script>alert(1)</script> \"'& \u{1B}[31mred \u{202E}egassem\u{0}\u{7} ]]> \"\u{301}x {{verdict}}"

  static func facts(_ judgement: Judgement) -> RunFacts {
    var facts = RunFacts(
      id: "2026-11-20T19-40-11Z-bench", startedAt: "2026-11-20T19:40:11Z",
      finishedAt: "2026-11-20T19:41:11Z", durationSeconds: 60.25, rig: "bench",
      board: "virtual-microbit", contractHash: judgement.contractHash, suite: judgement.suite,
      suiteHash: String(repeating: "ab12", count: 16), emulator: "wall", host: "Linux 6.1",
      tool: "solerig 0.1.0")
    if let device = judgement.device { facts.take(device) }
    return facts
  }

  /// A walk that fails, a stand that passes, a walk with a line that loses frames, one that broke
  /// off, and one that never ran.
  static func mixed(logging line: [UInt8] = []) throws -> RunDocument {
    try mixedReport(logging: line).document
  }

  /// The same with all that its page is made of.
  static func mixedReport(logging line: [UInt8] = []) throws -> RunReport {
    let walk = try BenchSuite.walk(seconds: 10)
    let stand = try BenchSuite.stand()
    let suite = BenchSuite.suite([
      BenchSuite.suiteCase("walk", walk, checks: BenchSuite.walkChecks),
      BenchSuite.suiteCase("stand", stand, checks: [.noStrides, .sampleAccounting]),
      BenchSuite.suiteCase("broken", walk, checks: BenchSuite.walkChecks),
    ])
    var bench = Bench()
    bench.logLine = line
    bench.runFailure = CaseFailure(.linkLost, "The port hung up.")
    bench.tampering.chipSays = { message in
      guard case .stride(var stride) = message else { return [message] }
      stride.strideLength = stride.strideLength / 10 * 11
      return stride.number == 3 ? [] : [.stride(stride)]
    }
    let capture = try bench.play(
      suite, playing: Array(suite.cases.prefix(2)), traces: [walk, stand])
    return try report(capture, suite)
  }

  static func report(_ capture: CaptureContents, _ suite: ResolvedSuite) throws -> RunReport {
    let judged = try Judge.examine(capture: capture, suite: suite)
    let document = RunDocument(
      run: facts(judged.judgement), judgement: judged.judgement, series: judged.series)
    return RunReport(
      document: document, documentHash: SHA256Text.of(document.encode()), series: judged.series)
  }

  /// A run in which everything is as it should be.
  static func goodReport(seconds: Double = 20) throws -> RunReport {
    let walk = try BenchSuite.walk(seconds: seconds)
    let suite = BenchSuite.suite([
      BenchSuite.suiteCase("walk", walk, checks: BenchSuite.walkChecks)
    ])
    var bench = Bench()
    return try report(try bench.play(suite, traces: [walk]), suite)
  }

  /// Runs before one of that judgement, in which everything was a tenth more each time.
  static func earlier(
    of judgement: Judgement, runs: Int, image: String? = nil
  ) -> EarlierRuns? {
    let past = (0..<runs).map { run in
      let measured = judgement.cases.flatMap { item in
        item.checks.flatMap { check in
          check.measurements.compactMap { measured in
            measured.value.map { value in
              (
                EarlierRuns.Place(case: item.name, check: check.name, quantity: measured.quantity),
                EarlierRuns.Value(value * (1 + Double(run + 1) / 10), uncertainty: 0.1)
              )
            }
          }
        }
      }
      return (
        run: EarlierRuns.Run(
          id: "run-\(run)", startedAt: "2026-11-2\(run)T19:40:11Z", firmwareVersion: image,
          verdict: .pass),
        measured: Dictionary(measured, uniquingKeysWith: { first, _ in first })
      )
    }
    return EarlierRuns(past, of: judgement)
  }

  /// The same, with text in every place that a device or a file can write to.
  static func poisoned() throws -> RunDocument { try poisonedReport().document }

  static func poisonedReport(_ hostile: String = hostile) throws -> RunReport {
    let bytes = Array(hostile.utf8) + [UInt8](repeating: 0xFF, count: 100)
    var report = try mixedReport(logging: bytes)
    var document = report.document
    document.run.rig = hostile
    document.run.host = hostile
    document.run.firmwareVersion = hostile
    document.run.command = ["solerig", "test", hostile]
    document.judgement.warnings = [hostile]
    document.judgement.statement = hostile
    for index in document.judgement.cases.indices {
      document.judgement.cases[index].name += hostile
      document.judgement.cases[index].requirement = hostile
      document.judgement.cases[index].evidence = [hostile]
      document.judgement.cases[index].stimulus.provenance = [hostile]
      for check in document.judgement.cases[index].checks.indices {
        document.judgement.cases[index].checks[check].evidence = [hostile]
        document.judgement.cases[index].checks[check].reference = hostile
      }
    }
    document.earlier = earlier(of: document.judgement, runs: 4, image: hostile)
    report.document = document
    report.documentHash = SHA256Text.of(document.encode())
    return report
  }
}
