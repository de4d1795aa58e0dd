internal import Capture
internal import Judge

/// One case on the page.
struct CaseView {
  let number: Int
  let name: String
  let verdict: VerdictView
  let suspect: String?
  let requirement: String
  let statement: String
  let hasEvidence: Bool
  let evidence: [String]
  let passed: String
  let closest: String
  let checks: [CheckView]
  let chart: ChartView?
  let figures: [FigureView]
  let stimulus: String
  let provenance: [String]
  let line: [FactView]
  let hasLog: Bool
  let log: [String]

  init(_ item: CaseJudgement, number: Int) {
    self.number = number
    name = item.name
    verdict = VerdictView(item.verdict)
    suspect = item.verdict == .pass ? nil : item.suspect?.rawValue
    requirement = item.requirement
    statement = item.statement
    // The statement says the first of it already.
    evidence = item.evidence.filter { $0 != item.statement }
    hasEvidence = !evidence.isEmpty
    passed = "\(item.checks.count { $0.verdict == .pass }) of \(item.checks.count)"
    closest = Self.closest(item)
    checks = item.checks.map(CheckView.init)
    chart = ChartView(item)
    figures = item.checks.compactMap(FigureView.init)
    stimulus = Self.stimulus(item.stimulus)
    provenance =
      item.stimulus.provenance
      + [item.stimulus.reference.map { "reference: \($0)" }, item.stimulus.caveats]
      .compactMap(\.self)
    line = Self.line(item)
    log = item.log
    hasLog = !log.isEmpty
  }

  /// The check with the least margin, as a share of its limit.
  private static func closest(_ item: CaseJudgement) -> String {
    let measured = item.checks.compactMap { check in
      // What is counted exactly has no margin to speak of.
      check.measurements.filter { $0.margin != nil && $0.limit.lower != $0.limit.upper }
        .min { $0.share < $1.share }.map { (check, $0) }
    }
    guard let (check, item) = measured.min(by: { $0.1.share < $1.1.share }) else { return "" }
    return "\(check.title): \(item.valueText), limit \(item.limitText)"
  }

  private static func stimulus(_ facts: StimulusFacts) -> String {
    "\(facts.name) (\(facts.kind)), \(facts.sampleCount) samples at \(facts.sampleRateHertz) Hz, "
      + "\(NumberText.duration(facts.seconds)), \(facts.clock.replacing("-", with: " "))"
  }

  private static func line(_ item: CaseJudgement) -> [FactView] {
    var facts: [FactView?] = []
    if let link = item.link {
      facts = [
        FactView("Frames to the chip", "\(link.framesToChip)"),
        FactView("Frames from the chip", "\(link.framesFromChip)"),
        FactView("Frames missing from the chip", "\(link.missingFromChip)"),
        FactView("Broken chunks from the chip", list(link.brokenFromChip)),
        FactView("Spoilt by the rig on purpose", list(link.spoiltOnPurpose)),
        FactView("What the chip counted", list(link.chipCounted)),
        FactView("What the cable did", list(link.cable)),
      ]
    }
    for attempt in item.attempts {
      facts.append(
        FactView(
          "Attempt \(attempt.attempt)",
          [
            attempt.verdict.words, attempt.hostSeconds.map { "took \(NumberText.duration($0))" },
            attempt.failure?.message,
          ].compactMap(\.self).joined(separator: ", ")))
    }
    if let seconds = item.attempts.last?.replaySeconds, seconds > 0, item.verdict == .pass {
      let speed = NumberText.of(item.stimulus.seconds / seconds)
      facts.append(FactView("Speed", "\(speed) × real time"))
    }
    return facts.compactMap(\.self)
  }

  private static func list(_ counts: [String: some BinaryInteger]) -> String {
    counts.isEmpty
      ? "none"
      : counts.sorted { $0.key < $1.key }
        .map { "\($0.key.replacing("_", with: " ")) \($0.value)" }.joined(separator: ", ")
  }
}

/// One check: a row for each measurement, and why it did not pass.
struct CheckView {
  let verdict: VerdictView
  private(set) var rows: [Row]
  let explained: Explanation?

  struct Row {
    let title: String
    let quantity: String?
    let verdict: VerdictView
    let measured: String
    let limit: String
    let margin: String
  }

  /// Its name is not the case's `suspect`: the template would find that one where this is nil.
  struct Explanation {
    let blamed: String?
    let evidence: [String]
  }

  init(_ check: CheckJudgement) {
    verdict = VerdictView(check.verdict)
    rows = check.rows.map { row in
      Row(
        title: check.title, quantity: row.quantity, verdict: VerdictView(row.verdict),
        measured: row.measured.valueText, limit: row.measured.limitText,
        margin: row.measured.marginText)
    }
    if rows.isEmpty {
      rows = [
        Row(
          title: check.title, quantity: nil, verdict: VerdictView(check.verdict), measured: "–",
          limit: "–", margin: "–")
      ]
    }
    explained =
      check.verdict == .pass
      ? nil : Explanation(blamed: check.suspect?.rawValue, evidence: check.evidence)
  }
}

/// The numbers behind one check.
struct FigureView {
  let title: String
  let asked: String
  let reference: String?
  let values: [FactView]

  /// nil where there are none.
  init?(_ check: CheckJudgement) {
    guard !check.figures.isEmpty else { return nil }
    title = check.title
    asked = check.asked + "."
    reference = check.reference
    values = check.figures.compactMap { FactView($0.name, NumberText.of($0.value, $0.unit)) }
  }
}
