internal import Foundation
internal import Judge
internal import RigModel

/// What the page shows, in the page's words.
struct PageView {
  let policy: String
  let verdict: VerdictView
  let statement: String
  /// Whom the evidence points at; nil where all is well.
  let blame: String?
  let suite: String
  let rig: String
  let tool: String
  let cases: [CaseView]
  let counts: [CountGroupView]
  let hasProblems: Bool
  let problems: [ProblemView]
  let facts: [FactView]
  let hasTrouble: Bool
  let trouble: [TroubleView]
  let moreTrouble: [String]
  let hasMargins: Bool
  let margins: [MarginRowView]
  let marginsTitle: String
  let hasWarnings: Bool
  let warnings: [String]
  let hasTrends: Bool
  let trends: [PlotView]
  let trendSummary: String
  let commands: [CommandView]
  let environment: [FactView]
  let runOthers: [FactGroupView]
  let hashes: [FactView]
  let signature: SignatureView

  init(_ report: RunReport) {
    let run = report.document.run
    let judgement = report.document.judgement
    policy = PageScript.policy
    verdict = VerdictView(judgement.verdict)
    statement = judgement.statement
    blame = Blame(judgement)?.words
    suite = run.suite
    rig = run.rig
    tool = run.tool
    counts = [
      CountGroupView(judgement.counts.cases, "case", at: "/judgement/counts/cases"),
      CountGroupView(judgement.counts.checks, "check", at: "/judgement/counts/checks"),
    ]
    problems = judgement.problems.map { ProblemView($0, run) }
    hasProblems = !problems.isEmpty
    facts = Self.facts(run, judgement)
    (trouble, moreTrouble) = TroubleView.all(judgement)
    hasTrouble = !trouble.isEmpty || !moreTrouble.isEmpty
    margins = MarginRowView.worst(judgement)
    hasMargins = !margins.isEmpty
    marginsTitle =
      margins.contains { $0.blamed != nil }
      ? "Beyond their limits, or closest" : "Closest to their limits"
    let earlier = report.document.earlier
    warnings = run.warnings + judgement.warnings + [earlier?.remark].compactMap(\.self)
    hasWarnings = !warnings.isEmpty
    cases = judgement.cases.enumerated().map { index, item in
      CaseView(item, report.series(index), run, index: index)
    }
    trends = TrendSeries.all(report.document).compactMap(\.view)
    trendSummary = earlier?.summary ?? ""
    hasTrends = earlier != nil
    commands = Self.commands(run)
    environment = Self.environment(run, judgement)
    runOthers = Self.others(judgement)
    hashes = [
      FactView("run.json", report.documentHash, isCode: true),
      FactView("capture.pcapng", run.captureHash, isCode: true, at: "/run/captureHash"),
      FactView("suite.json", run.suiteHash, isCode: true, at: "/run/suiteHash"),
    ].compactMap(\.self)
    signature = SignatureView(report.signature)
  }

  private static func facts(_ run: RunFacts, _ judgement: Judgement) -> [FactView] {
    let firmware = [run.firmwareVersion, run.flavour].compactMap(\.self).joined(separator: ", ")
    return [
      FactView("Firmware", firmware),
      FactView("Board", run.board, at: "/run/board"),
      FactView("Chip's id", run.uniqueID, isCode: true, at: "/run/uniqueID"),
      FactView("Rig", run.rig, at: "/run/rig"), FactView("Suite", run.suite, at: "/run/suite"),
      FactView("Contract", run.contractHash, isCode: true, at: "/run/contractHash"),
      FactView("Started (UTC)", run.startedAt, at: "/run/startedAt"),
      FactView("Took", NumberText.duration(run.durationSeconds)),
      FactView("Image, SHA-256", run.imageHash, isCode: true, at: "/run/imageHash"),
    ].compactMap(\.self)
  }

  private static func environment(_ run: RunFacts, _ judgement: Judgement) -> [FactView] {
    let device = judgement.device
    return [
      FactView("Run", run.id, at: "/run/id"), FactView("Host", run.host, at: "/run/host"),
      FactView("solerig", run.tool, at: "/run/tool"),
      FactView("Emulator's clock", run.emulator, at: "/run/emulator"),
      FactView("Port", run.port, at: "/run/port"),
      FactView("Baud", run.baud.map { "\($0)" }, at: "/run/baud"),
      FactView("Finished (UTC)", run.finishedAt, at: "/run/finishedAt"),
      FactView("Chip's last start", device?.resetReason, at: "/judgement/device/resetReason"),
      FactView(
        "Chip's sample buffer (samples)", device.map { "\($0.bufferSamples)" },
        at: "/judgement/device/bufferSamples"),
      FactView("Cases begun again", "\(run.retries)", at: "/run/retries"),
    ].compactMap(\.self)
  }

  private static func others(_ judgement: Judgement) -> [FactGroupView] {
    var judgement = judgement
    judgement.cases = []
    return FactList.groups(
      of: judgement,
      beside: [
        "schema", "contractHash", "suite", "verdict", "statement", "problems", "warnings", "device",
        "counts", "cases",
      ], at: "/judgement")
  }

  private static func commands(_ run: RunFacts) -> [CommandView] {
    [
      CommandView("The same suite on the same rig:", run.testCommand(only: nil)),
      CommandView(
        "In this run's folder: the verdict again, from capture.pcapng and suite.json alone. It gives "
          + "the same bytes as run.json holds, and refuses a capture that is not the run's:",
        ["solerig", "judge", "."]),
      CommandView(
        "What went over the line, with every field named:",
        ["solerig", "inspect", "capture.pcapng", "--frames"]),
      CommandView(
        "Every stride with all of its metrics, as a table:",
        ["solerig", "report", ".", "--format", "csv"]),
    ]
  }
}

/// How many there are, and of which verdicts.
struct CountGroupView {
  let what: String
  let total: Int
  let totalPlace: String
  let parts: [CountView]

  init(_ counts: VerdictCounts, _ one: String, at place: String) {
    what = counts.total == 1 ? one : one + "s"
    total = counts.total
    totalPlace = "\(place)/total"
    parts = CountView.all(counts, at: place)
  }
}

/// How many there are of one verdict.
struct CountView {
  let words: String
  let count: Int
  let style: String
  let place: String

  static func all(_ counts: VerdictCounts, at place: String) -> [CountView] {
    [
      (counts.pass, Verdict.pass, "pass"), (counts.fail, .fail, "fail"),
      (counts.error, .error, "error"), (counts.inconclusive, .inconclusive, "inconclusive"),
      (counts.notMeasured, .notMeasured, "notMeasured"),
    ].filter { $0.0 > 0 }.map { count, verdict, key in
      CountView(
        words: verdict.words, count: count, style: VerdictView(verdict).style,
        place: "\(place)/\(key)")
    }
  }
}

/// A case that did not pass, in a line of the first screen.
struct TroubleView {
  let number: Int
  let name: String
  let verdict: VerdictView
  let culprit: String?
  let words: String

  private static let limit = 3

  /// The gravest first, and how many more there are, in words.
  static func all(_ judgement: Judgement) -> ([TroubleView], [String]) {
    let bad = judgement.cases.enumerated().filter {
      $0.element.verdict != .pass && !$0.element.attempts.isEmpty
    }.sorted { ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset) }
    let views = bad.prefix(limit).map { index, item in
      TroubleView(
        number: index + 1, name: item.name, verdict: VerdictView(item.verdict),
        culprit: item.suspect?.rawValue, words: words(item, judgement))
    }
    let more = bad.count - views.count
    let unrun = judgement.cases.count { $0.attempts.isEmpty }
    let rest = [
      more > 0 ? "\(more) more did not pass: see Cases." : nil,
      unrun > 0 ? "\(unrun) \(unrun == 1 ? "case" : "cases") never ran: see Cases." : nil,
    ]
    return (Array(views), rest.compactMap(\.self))
  }

  /// What ended the whole run is said above.
  private static func words(_ item: CaseJudgement, _ judgement: Judgement) -> String {
    judgement.problems.contains { $0.message == item.statement }
      ? "The run broke off in this case: see above." : item.statement
  }
}

/// A measurement among the worst of the run.
struct MarginRowView {
  let caseName: String
  let caseNumber: Int
  let blamed: String?
  let row: RowView

  private static let limit = 6
  private static let failureLimit = 12

  /// All that failed, up to a dozen, and then the nearest to their limits.
  static func worst(_ judgement: Judgement) -> [MarginRowView] {
    var found: [(verdict: Verdict, share: Double, view: MarginRowView)] = []
    for (caseIndex, item) in judgement.cases.enumerated() {
      for (checkIndex, check) in item.checks.enumerated() {
        let place = "/judgement/cases/\(caseIndex)/checks/\(checkIndex)"
        for row in check.rows {
          let measured = row.measured
          // What could not be better has no margin to speak of.
          guard measured.margin != nil, !measured.isBest || row.verdict > .notMeasured else {
            continue
          }
          let view = MarginRowView(
            caseName: item.name, caseNumber: caseIndex + 1,
            blamed: row.verdict == .pass ? nil : check.suspect?.rawValue,
            row: RowView(check, row, at: place, isFirst: false))
          found.append((row.verdict, measured.roomLeft, view))
        }
      }
    }
    found.sort { ($1.verdict, $0.share) < ($0.verdict, $1.share) }
    let bad = found.count { $0.verdict > .notMeasured }
    return found.prefix(max(limit, min(bad, failureLimit))).map(\.view)
  }
}

struct VerdictView {
  let words: String
  let style: String
  let symbol: String

  init(_ verdict: Verdict) {
    words = verdict.words
    style = verdict == .notMeasured ? "none" : verdict.rawValue
    symbol =
      switch verdict {
      case .pass: "✓"
      case .fail: "✗"
      case .error: "!"
      case .inconclusive: "?"
      case .notMeasured: "–"
      }
  }
}

struct ProblemView {
  let verdict: VerdictView
  let suspect: String
  let message: String
  let advice: [Advice]

  init(_ problem: Problem, _ run: RunFacts) {
    verdict = VerdictView(problem.verdict)
    suspect = problem.suspect.rawValue
    message = problem.message
    advice = Advice.about(problem, run)
  }
}

struct FactView {
  let name: String
  let value: String
  let isCode: Bool
  /// Whether it wants a line of its own.
  let isLong: Bool
  /// Where it stands in run.json, as a JSON pointer; nil where it is put together.
  let pointer: String?

  /// nil where there is nothing to tell.
  init?(_ name: String, _ value: String?, isCode: Bool = false, at pointer: String? = nil) {
    guard let value, !value.isEmpty else { return nil }
    self.name = name
    self.value = value
    self.isCode = isCode
    isLong = value.count > 40
    self.pointer = pointer
  }
}

struct CommandView {
  let what: String
  let command: String

  init(_ what: String, _ words: [String]) {
    self.what = what
    command = words.map(\.quotedForShell).joined(separator: " ")
  }
}

extension VerdictCounts {
  /// `3 cases: 2 pass, 1 fail`.
  func words(_ one: String, _ many: String) -> String {
    let parts = [
      (pass, "pass"), (fail, "fail"), (error, "error"), (inconclusive, "inconclusive"),
      (notMeasured, "not measured"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let list = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
    return "\(total) \(total == 1 ? one : many)" + list
  }
}
