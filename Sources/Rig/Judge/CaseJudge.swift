internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink
internal import Stimulus

/// Judges one case from the times it was begun.
struct CaseJudge {
  let suiteCase: ResolvedCase
  /// In order; none where the case never ran.
  let attempts: [CaseTranscript]
  let board: Wire.Board?
  let emulator: String?
  let line: LinkMeasurement?

  func judge() -> CaseJudgement {
    let judged = attempts.map(judge)
    // A retry may make up for the line or the rig, never for the device.
    let deciding = judged.first { $0.verdict == .fail } ?? judged.last ?? neverRan
    var result = deciding
    result.attempts = judged.flatMap(\.attempts)
    if judged.count > 1 {
      result.evidence.append(
        "begun \(judged.count) times: "
          + result.attempts.map { "attempt \($0.attempt) \($0.verdict.words)" }.joined(
            separator: ", "))
    }
    return result
  }

  private var neverRan: CaseJudgement {
    empty(Finding(.notMeasured, .rig, ["the case never ran"]), "The case never ran.")
  }

  private func empty(_ finding: Finding, _ statement: String) -> CaseJudgement {
    CaseJudgement(
      name: suiteCase.name, requirement: suiteCase.requirement, verdict: finding.verdict,
      suspect: finding.suspect, statement: statement, evidence: finding.evidence, attempts: [],
      checks: suiteCase.checks.map { check in
        CheckJudgement(
          name: check.name, title: check.title, asked: check.sentence, verdict: .notMeasured,
          suspect: finding.suspect, evidence: [statement], measurements: [], figures: [],
          reference: nil)
      }, stimulus: StimulusFacts(suiteCase), link: nil, log: [], strides: [])
  }

  private func judge(_ transcript: CaseTranscript) -> CaseJudgement {
    let scene = CaseScene(suiteCase, transcript, board: board, emulator: emulator, line: line)
    let ending = CaseEnding(transcript, suiteCase, scene.link).finding
    var result: CaseJudgement
    if ending.verdict == .pass {
      result = judge(scene)
    } else {
      let statement = transcript.failure?.message ?? ending.evidence.first ?? ""
      result = empty(ending, statement)
    }
    result.link = scene.link
    result.timing = TimingFacts(transcript)
    if result.verdict == .fail { result.evidence += HighWaterMarks(transcript).sentences }
    result.log = transcript.log
    result.strides = scene.alignment?.rows ?? scene.detected.map { StrideRow($0, .unjudged) }
    result.attempts = [
      AttemptFacts(
        attempt: transcript.attempt, session: transcript.session, verdict: result.verdict,
        failure: transcript.failure, hostSeconds: transcript.hostSeconds?.rounded(to: .report),
        replaySeconds: transcript.replaySeconds?.rounded(to: .report))
    ]
    return result
  }

  private func judge(_ scene: CaseScene) -> CaseJudgement {
    var result = empty(.pass, "")
    result.evidence = []
    result.checks = suiteCase.checks.map { scene.judge($0) }
    // A run proves that every sample was consumed, or it is no evidence: asked for or not.
    var accounting = scene.ledger
    if suiteCase.checks.isEmpty, accounting.verdict == .pass {
      accounting = Finding(
        .notMeasured, .rig, ["no check of the case can be held against this board"])
    }
    let verdicts = result.checks.map(\.verdict)
    result.verdict = (verdicts + [accounting.verdict]).worst
    let deciding = result.checks.filter { $0.verdict == result.verdict }
    // Of several, one that points where the samples went: the others may only lack what was lost.
    let likely =
      accounting.verdict == result.verdict
      ? accounting.suspect : scene.isDisturbed ? Suspect.link : nil
    let decisive = deciding.first { $0.suspect == likely } ?? deciding.first
    if result.verdict == .pass {
      result.statement = "All \(result.checks.count) checks passed."
    } else if let decisive {
      result.suspect = decisive.suspect
      let others = verdicts.count { $0 == result.verdict } - 1
      result.statement =
        Self.statement(decisive) + (others > 0 ? Self.alike(others, result.verdict) : "")
    } else {
      result.suspect = accounting.suspect
      result.statement = (accounting.evidence.first ?? "").sentence
    }
    result.evidence = accounting.evidence
    // What speaks against the device, speaks so because the line did not.
    if result.verdict == .fail, !scene.isDisturbed { result.evidence.append(scene.cleanLine) }
    return result
  }

  /// How many more checks came to the same.
  private static func alike(_ count: Int, _ verdict: Verdict) -> String {
    let checks = count == 1 ? "One more check" : "\(count) more checks"
    let verb =
      switch verdict {
      case .pass: "passed"
      case .notMeasured: count == 1 ? "was not measured" : "were not measured"
      case .inconclusive: count == 1 ? "is inconclusive" : "are inconclusive"
      case .error: "could not be judged"
      case .fail: "failed"
      }
    return " \(checks) \(verb), too."
  }

  /// What one check found, in a sentence.
  private static func statement(_ check: CheckJudgement) -> String {
    let verb =
      switch check.verdict {
      case .pass: " passed"
      case .notMeasured: ", not measured"
      case .inconclusive: ", inconclusive"
      case .error: " could not be judged"
      case .fail: " failed"
      }
    let why = check.evidence.first.map { ": \($0)" } ?? ""
    return "\(check.title)\(verb)\(why)".sentence
  }
}

extension String {
  /// With a capital letter and a full stop.
  fileprivate var sentence: String {
    let text = hasSuffix(".") ? self : self + "."
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}

extension StimulusFacts {
  init(_ suiteCase: ResolvedCase) {
    let stimulus = suiteCase.stimulus
    let rate = suiteCase.configure.sampleRateHertz
    self.init(
      name: stimulus.name, kind: stimulus.kind.rawValue, clock: suiteCase.clock.rawValue,
      sampleRateHertz: Int(rate), sampleCount: Int(stimulus.sampleCount),
      seconds: (Double(stimulus.sampleCount) / Double(rate)).rounded(to: .report),
      provenance: stimulus.provenance, reference: suiteCase.truth?.source,
      caveats: suiteCase.truth?.caveats)
  }
}
