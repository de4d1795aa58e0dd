package import Capture
internal import Foundation
package import RigModel
internal import SoleLink

/// Tells from a capture and the suite that was played what is to be thought of a board.
package enum Judge {
  /// - Parameters:
  ///   - capture: all that is known of the run.
  ///   - suite: what was asked: the `suite.json` beside the capture.
  ///   - suiteHash: SHA-256 of that file's bytes, hexadecimal.
  package static func judge(
    capture: CaptureContents, suite: ResolvedSuite, suiteHash: String
  ) -> Judgement {
    examine(capture: capture, suite: suite, suiteHash: suiteHash).judgement
  }

  /// The same, with what the judgement was made of.
  package static func examine(
    capture: CaptureContents, suite: ResolvedSuite, suiteHash: String
  ) -> JudgedRun {
    examine(RunTranscript(capture), capture.header, suite, suiteHash)
  }

  /// The same of a capture's file.
  package static func examine(
    captureFile path: String, suite: ResolvedSuite, suiteHash: String
  ) throws(CaptureError) -> (run: JudgedRun, header: CaptureHeader) {
    let (run, header) = try RunTranscript.read(path: path)
    return (examine(run, header, suite, suiteHash), header)
  }

  private static func examine(
    _ run: RunTranscript, _ capture: CaptureHeader, _ suite: ResolvedSuite, _ suiteHash: String
  ) -> JudgedRun {
    let contract = Wire.contractHash.hexadecimal
    let header = capture.contractHash
    guard header == contract else {
      let problem = Problem(
        verdict: .error, suspect: .rig,
        message: """
          Judging the capture failed: it was taken with contract \(header), this solerig speaks \
          \(contract). Judge it with the solerig that wrote it (\(capture.writer)).
          """)
      return judged(RunTranscript.empty, suite, [problem])
    }
    let problems = RunProblems(run, suite)
    // Held against another suite than was played, nothing in a capture means anything.
    if let problem = problems.wrongSuite(suiteHash) {
      return judged(RunTranscript.empty, suite, [problem])
    }
    return judged(run, suite, problems.all)
  }

  private static func judged(
    _ run: RunTranscript, _ suite: ResolvedSuite, _ problems: [Problem]
  ) -> JudgedRun {
    JudgedRun(judgement: judgement(run, suite, problems), suite: suite, run: run)
  }

  /// What the last time that a case was begun comes to, by itself; nil where it never was.
  ///
  /// For a rig that wants to know whether its own machine, or the line, spoilt it.
  package static func lastAttempt(
    of suiteCase: ResolvedCase, captureFile path: String
  ) throws(CaptureError) -> (verdict: Verdict, suspect: Suspect?, lineSuffices: Bool)? {
    let run = try RunTranscript.read(path: path).run
    let line = LinkMeasurement(run)
    guard let last = run.attempts.last(where: { $0.name == suiteCase.name }) else { return nil }
    let judged = CaseJudge(
      suiteCase: suiteCase, attempts: [last], board: run.identities.last?.board,
      emulator: run.started?.emulator, line: line
    ).judge()
    return (judged.verdict, judged.suspect, line?.isSufficient != false)
  }

  private static func judgement(
    _ run: RunTranscript, _ suite: ResolvedSuite, _ problems: [Problem]
  ) -> Judgement {
    let line = LinkMeasurement(run)
    let cases = suite.cases.map { suiteCase in
      CaseJudge(
        suiteCase: suiteCase, attempts: run.attempts.filter { $0.name == suiteCase.name },
        board: run.identities.last?.board, emulator: run.started?.emulator, line: line
      ).judge()
    }
    let verdict = (cases.map(\.verdict) + problems.map(\.verdict)).worst
    return Judgement(
      contractHash: Wire.contractHash.hexadecimal, suite: suite.name, verdict: verdict,
      statement: Statement(cases, problems, verdict).text, problems: problems,
      warnings: RunWarnings(run, suite, cases).warnings,
      device: run.identities.last.map(DeviceFacts.init), line: line,
      counts: Judgement.Counts(
        cases: VerdictCounts(cases.map(\.verdict)),
        checks: VerdictCounts(cases.flatMap(\.checks).map(\.verdict))),
      cases: cases)
  }
}

/// A judgement, and what it was made of.
package struct JudgedRun: Sendable {
  package let judgement: Judgement
  package let suite: ResolvedSuite
  let run: RunTranscript

  /// What plots are drawn from, case by case, in the judgement's order; nil for a case that never ran.
  package var series: [CaseSeries?] {
    zip(suite.cases, judgement.cases).map { suiteCase, judged in
      decidingAttempt(of: judged).map { CaseSeries(suiteCase, $0) }
    }
  }

  /// The attempt that a case's judgement is about; nil for a case that never ran.
  func decidingAttempt(of judged: CaseJudgement) -> CaseTranscript? {
    let deciding = judged.attempts.first { $0.verdict == .fail } ?? judged.attempts.last
    return run.attempts.first { $0.name == judged.name && $0.session == deciding?.session }
  }
}

extension DeviceFacts {
  init(_ identity: Wire.Identity) {
    let hash = identity.imageHash.digits
    self.init(
      board: identity.board.wireName, uniqueID: identity.uniqueId.hexadecimal,
      firmwareVersion:
        "\(identity.versionMajor).\(identity.versionMinor).\(identity.versionRevision)",
      flavour: identity.flavour.wireName,
      imageHash: hash.allSatisfy { $0 == "0" } ? nil : hash,
      contractHash: identity.contractHash.hexadecimal,
      resetReason: identity.resetReason.wireName, boots: identity.boots,
      bufferSamples: Int(identity.bufferSamples))
  }
}
