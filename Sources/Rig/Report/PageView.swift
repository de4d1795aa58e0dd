internal import Judge

/// What the page shows, in the page's words.
struct PageView {
  let verdict: VerdictView
  let statement: String
  let suite: String
  let rig: String
  let tool: String
  let counts: String
  let hasProblems: Bool
  let problems: [ProblemView]
  let facts: [FactView]
  let hasWarnings: Bool
  let warnings: [String]
  let cases: [CaseView]
  let commands: [CommandView]
  let environment: [FactView]

  init(_ document: RunDocument) {
    let run = document.run
    let judgement = document.judgement
    verdict = VerdictView(judgement.verdict)
    statement = judgement.statement
    suite = run.suite
    rig = run.rig
    tool = "\(run.tool). All times in UTC. Margins are distances to the limit, negative beyond it."
    counts =
      judgement.counts.cases.words("case", "cases") + "; "
      + judgement.counts.checks.words("check", "checks")
    problems = judgement.problems.map(ProblemView.init)
    hasProblems = !problems.isEmpty
    facts = Self.facts(run)
    warnings = run.warnings + judgement.warnings
    hasWarnings = !warnings.isEmpty
    cases = judgement.cases.enumerated().map { CaseView($1, number: $0 + 1) }
    commands = Self.commands(run)
    environment = Self.environment(run, judgement)
  }

  private static func facts(_ run: RunFacts) -> [FactView] {
    let firmware = [run.firmwareVersion, run.flavour].compactMap(\.self).joined(separator: ", ")
    return [
      FactView("Firmware", firmware), FactView("Image", run.imageHash, isCode: true),
      FactView("Board", run.board), FactView("Unique id", run.uniqueID, isCode: true),
      FactView("Rig", run.rig), FactView("Suite", run.suite),
      FactView("Contract", run.contractHash, isCode: true), FactView("Started", run.startedAt),
      FactView("Took", NumberText.duration(run.durationSeconds)),
    ].compactMap(\.self)
  }

  private static func environment(_ run: RunFacts, _ judgement: Judgement) -> [FactView] {
    let device = judgement.device
    return [
      FactView("Run", run.id), FactView("Host", run.host), FactView("solerig", run.tool),
      FactView("Emulator's clock", run.emulator), FactView("Port", run.port),
      FactView("Baud", run.baud.map { "\($0)" }), FactView("Finished", run.finishedAt),
      FactView("Chip's last start", device?.resetReason),
      FactView("Chip's sample buffer", device.map { "\($0.bufferSamples) samples" }),
      FactView("Cases begun again", "\(run.retries)"),
      FactView("SHA-256 of suite.json", run.suiteHash, isCode: true),
      FactView("SHA-256 of capture.pcapng", run.captureHash, isCode: true),
    ].compactMap(\.self)
  }

  private static func commands(_ run: RunFacts) -> [CommandView] {
    let words =
      run.command.isEmpty ? ["solerig", "test", run.suite, "--rig", run.rig] : run.command
    return [
      CommandView("The same suite on the same rig:", words.map(\.quotedForShell)),
      CommandView(
        "The verdict again, from the capture and suite.json of this run alone; it gives the same "
          + "bytes as run.json holds:", ["solerig", "judge", "runs/\(run.id)".quotedForShell]),
      CommandView(
        "What went over the line, with every field named:",
        ["solerig", "inspect", "runs/\(run.id)/capture.pcapng".quotedForShell]),
    ]
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

  init(_ problem: Problem) {
    verdict = VerdictView(problem.verdict)
    suspect = problem.suspect.rawValue
    message = problem.message
  }
}

struct FactView {
  let name: String
  let value: String
  let isCode: Bool

  /// nil where there is nothing to tell.
  init?(_ name: String, _ value: String?, isCode: Bool = false) {
    guard let value, !value.isEmpty else { return nil }
    self.name = name
    self.value = value
    self.isCode = isCode
  }
}

struct CommandView {
  let what: String
  let command: String

  init(_ what: String, _ words: [String]) {
    self.what = what
    command = words.joined(separator: " ")
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

extension String {
  /// As one word of a shell.
  fileprivate var quotedForShell: String {
    let isPlain =
      !isEmpty
      && unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || "0123456789-_./:=,+".unicodeScalars.contains($0))
      }
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
