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
  let goldens: [GoldenView]
  let hasGoldens: Bool
  let divergence: [PlotView]
  let hasAdvice: Bool
  let advice: [Advice]
  let hasPlots: Bool
  let plots: [PlotView]
  let figures: [FigureView]
  let stimulus: String
  let provenance: [String]
  let line: [FactView]
  let attempts: [FactView]
  let others: [FactGroupView]
  let hasLog: Bool
  let log: [String]

  /// - Parameter index: its place among the judgement's cases.
  init(_ item: CaseJudgement, _ series: CaseSeries?, _ run: RunFacts, index: Int) {
    let place = "/judgement/cases/\(index)"
    number = index + 1
    name = item.name
    verdict = VerdictView(item.verdict)
    // Of what never ran, nothing speaks against anybody.
    suspect = item.verdict == .pass || item.attempts.isEmpty ? nil : item.suspect?.rawValue
    requirement = item.requirement
    statement = item.statement
    // The statement says the first of it already.
    evidence = item.evidence.filter {
      ![$0, $0 + "."].contains { $0.lowercased() == item.statement.lowercased() }
    }
    hasEvidence = !evidence.isEmpty
    passed = "\(item.checks.count { $0.verdict == .pass }) of \(item.checks.count)"
    closest = Self.closest(item)
    checks = item.checks.enumerated().map {
      CheckView($1, of: item, at: "\(place)/checks/\($0)")
    }
    goldens = GoldenView.all(item)
    hasGoldens = item.checks.contains { $0.verdict != .notMeasured }
    let drawn = CasePlots(item, series)
    divergence = [drawn.divergence].compactMap(\.self)
    advice = Advice.about(item, run)
    hasAdvice = !advice.isEmpty
    plots = drawn.views
    hasPlots = !plots.isEmpty
    figures = item.checks.enumerated().compactMap { FigureView($1, at: "\(place)/checks/\($0)") }
    stimulus = Self.stimulus(item.stimulus)
    provenance =
      item.stimulus.provenance
      + [item.stimulus.reference.map { "reference: \($0)" }, item.stimulus.caveats]
      .compactMap(\.self)
    line = item.link.map { Self.line($0, at: "\(place)/link") } ?? []
    attempts = Self.attempts(item, at: place)
    others = Self.others(item, at: place)
    log = item.log
    hasLog = !log.isEmpty
  }

  private static func others(_ item: CaseJudgement, at place: String) -> [FactGroupView] {
    var item = item
    item.strides = []
    return FactList.groups(
      of: item,
      beside: [
        "name", "requirement", "verdict", "suspect", "statement", "evidence", "attempts", "checks",
        "stimulus", "link", "log", "strides",
      ], at: place)
  }

  /// Of the checks with the gravest verdict, the one with the least margin, as a share of its limit.
  private static func closest(_ item: CaseJudgement) -> String {
    let measured = item.checks.compactMap { check in
      // What could not be better has no margin to speak of.
      check.measurements.filter { $0.margin != nil && (!$0.isBest || $0.verdict > .notMeasured) }
        .min { $0.roomLeft < $1.roomLeft }.map { (check, $0) }
    }
    guard
      let (check, item) = measured.min(by: {
        ($1.0.verdict, $0.1.roomLeft) < ($0.0.verdict, $1.1.roomLeft)
      })
    else { return "" }
    return "\(check.title): \(item.valueText), limit \(item.limitText)"
  }

  private static func stimulus(_ facts: StimulusFacts) -> String {
    "\(facts.name) (\(facts.kind)), \(facts.sampleCount) samples at \(facts.sampleRateHertz) Hz, "
      + "\(NumberText.duration(facts.seconds)), \(facts.clock.replacing("-", with: " "))"
  }

  private static func line(_ link: LinkFacts, at place: String) -> [FactView] {
    [
      FactView("Frames to the chip", "\(link.framesToChip)", at: "\(place)/framesToChip"),
      FactView("Frames from the chip", "\(link.framesFromChip)", at: "\(place)/framesFromChip"),
      FactView(
        "Frames missing from the chip", "\(link.missingFromChip)", at: "\(place)/missingFromChip"),
      FactView("Broken chunks from the chip", list(link.brokenFromChip)),
      FactView("Spoilt by the rig on purpose", list(link.spoiltOnPurpose)),
      FactView("What the chip counted", list(link.chipCounted)),
      FactView("What the cable did", list(link.cable)),
      FactView("What the port's driver counted", link.driver?.joined(separator: "; ")),
    ].compactMap(\.self)
  }

  private static func attempts(_ item: CaseJudgement, at place: String) -> [FactView] {
    var facts = item.attempts.map { attempt in
      FactView(
        "Attempt \(attempt.attempt)",
        [
          attempt.verdict.words, attempt.hostSeconds.map { "took \(NumberText.duration($0))" },
          attempt.failure?.message,
        ].compactMap(\.self).joined(separator: ", "))
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

/// Where goldens come from, and which checks are held against each.
struct GoldenView {
  let source: String
  let users: String

  static func all(_ item: CaseJudgement) -> [GoldenView] {
    var order: [String?] = []
    var users: [String?: [String]] = [:]
    for check in item.checks {
      if users[check.reference] == nil { order.append(check.reference) }
      if users[check.reference]?.contains(check.title) != true {
        users[check.reference, default: []].append(check.title)
      }
    }
    return order.map { reference in
      GoldenView(
        source: reference.map { "Truth: \($0)" } ?? "The suite's own limits, no golden",
        users: (users[reference] ?? []).joined(separator: "; "))
    }
  }
}

/// One check: a row for each measurement, and why it did not pass.
struct CheckView {
  let rows: [RowView]
  let explained: Explanation?

  /// Its name is not the case's `suspect`: the template would find that one where this is nil.
  struct Explanation {
    let blamed: String?
    let evidence: [String]
  }

  init(_ check: CheckJudgement, of item: CaseJudgement, at place: String) {
    let measured = check.rows.enumerated().map {
      RowView(check, $1, at: place, isFirst: $0 == 0)
    }
    rows = measured.isEmpty ? [RowView(check)] : measured
    // What is said of the whole case is not said again of each check.
    let isSaid = check.verdict == .pass || check.evidence == [item.statement]
    explained =
      isSaid ? nil : Explanation(blamed: check.suspect?.rawValue, evidence: check.evidence)
  }
}

/// One measurement, as a row of a table.
struct RowView {
  let title: String
  let quantity: String?
  /// In the first row of a check.
  let asked: String?
  let verdict: VerdictView
  let measured: String
  let limit: String
  let margin: String
  let bar: String?
  /// Where its numbers stand in run.json, as a JSON pointer (RFC 6901).
  let place: String?

  init(_ check: CheckJudgement, _ row: MeasuredRow, at checkPlace: String, isFirst: Bool) {
    title = check.title
    quantity = row.quantity
    asked = isFirst ? check.askedAlone : nil
    verdict = VerdictView(row.verdict)
    measured = row.measured.valueText
    limit = row.measured.limitText
    margin = row.measured.marginText
    bar = MarginBar(row.measured, verdict)?.svg
    place = "\(checkPlace)/measurements/\(row.index)"
  }

  /// Of a check that measured nothing.
  init(_ check: CheckJudgement) {
    title = check.title
    quantity = nil
    asked = check.askedAlone
    verdict = VerdictView(check.verdict)
    (measured, limit, margin) = ("–", "–", "–")
    (bar, place) = (nil, nil)
  }
}

extension CheckJudgement {
  /// What is asked, without the title in front of it.
  fileprivate var askedAlone: String {
    asked.hasPrefix(title + ": ") ? String(asked.dropFirst(title.count + 2)) : asked
  }
}

/// The numbers behind one check.
struct FigureView {
  let title: String
  let asked: String
  let values: [FactView]

  /// nil where there are none.
  init?(_ check: CheckJudgement, at place: String) {
    guard !check.figures.isEmpty else { return nil }
    title = check.title
    asked = check.asked + "."
    values = check.figures.enumerated().compactMap { index, figure in
      FactView(
        figure.name, NumberText.of(figure.value, figure.unit), at: "\(place)/figures/\(index)/value"
      )
    }
  }
}
