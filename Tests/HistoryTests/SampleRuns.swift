import History
import Report

@testable import Judge

/// Documents of runs, made by hand: what a history is asked about.
enum SampleRuns {
  /// A run of one case with one measured quantity.
  static func document(
    value: Double, limit: Limit = .atMost(4), uncertainty: Double? = nil, attempts: Int = 1,
    verdict: Verdict = .pass, image: String = "aa", suiteHash: String = "5e"
  ) -> RunDocument {
    let measured = MeasuredValue(
      "mean absolute error", value, uncertainty: uncertainty, unit: "%", limit: limit)
    let check = CheckJudgement(
      name: "stride_length", title: "stride length", asked: "", verdict: measured.verdict,
      suspect: nil, evidence: [], measurements: [measured], figures: [], reference: nil)
    let facts = (1...attempts).map {
      AttemptFacts(attempt: $0, session: UInt32($0), verdict: verdict)
    }
    let item = CaseJudgement(
      name: "walk", requirement: "", verdict: verdict, suspect: nil, statement: "", evidence: [],
      attempts: facts, checks: [check],
      stimulus: StimulusFacts(
        name: "walk", kind: "runner", clock: "fast", sampleRateHertz: 200, sampleCount: 1,
        seconds: 1, provenance: [], reference: nil, caveats: nil),
      link: nil, log: [], strides: [])
    let judgement = Judgement(
      contractHash: "c0", suite: "default", verdict: verdict, statement: "So it is.", problems: [],
      warnings: [], device: nil,
      counts: .init(cases: VerdictCounts([verdict]), checks: VerdictCounts([measured.verdict])),
      cases: [item])
    var run = RunFacts(
      id: "run", startedAt: "2026-11-20T19:40:11Z", finishedAt: "2026-11-20T19:40:21Z",
      durationSeconds: 10, rig: "bench", board: "native", contractHash: "c0", suite: "default",
      suiteHash: suiteHash, host: "Linux", tool: "solerig 0.1.0")
    run.imageHash = image
    run.uniqueID = "10dc0aa50c60f4ac"
    run.firmwareVersion = "0.1.0"
    return RunDocument(run: run, judgement: judgement)
  }

  /// Records a run from its begin to its end, and gives its number.
  @discardableResult static func record(
    _ document: RunDocument, in history: RunHistory, folder: String = "/runs/a"
  ) throws -> Int64 {
    let run = try history.begin(
      folder: folder, startedAt: document.run.startedAt, rig: document.run.rig,
      board: document.run.board, suite: document.run.suite)
    try history.finish(run, with: document)
    return run
  }
}
