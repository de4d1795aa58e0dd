internal import Capture
internal import Judge

/// What to do next about something that did not pass: a reason, and a command to type.
struct Advice {
  let why: String
  let command: String?

  private init(_ why: String, _ words: [String]? = nil) {
    self.why = why
    command = words.map { $0.map(\.quotedForShell).joined(separator: " ") }
  }

  /// About one case.
  static func about(_ item: CaseJudgement, _ run: RunFacts) -> [Advice] {
    guard item.verdict != .pass else { return [] }
    let again = run.testCommand(only: item.name)
    let steps: [Advice]
    switch item.suspect {
    case .firmware?: steps = firmware(item, again)
    case .board?: steps = board(run) + [Advice("Then run the case again:", again)]
    case .link?: steps = link(item, run) + [Advice("Run the case again:", again)]
    case .rig?, nil: steps = rig(item, again)
    }
    return steps
  }

  /// About the run as a whole.
  static func about(_ problem: Problem, _ run: RunFacts) -> [Advice] {
    let again = run.testCommand(only: nil)
    switch problem.suspect {
    case .firmware:
      return [
        lastWords,
        Advice("Mend the firmware, and run the suite again:", again),
      ]
    case .board: return board(run) + [Advice("Then run the suite again:", again)]
    case .link:
      return [doctor(run), lastWords, Advice("Run the suite again:", again)].compactMap(\.self)
    case .rig: return [Advice("Do what is said above, and run the suite again:", again)]
    }
  }

  private static func firmware(_ item: CaseJudgement, _ again: [String]) -> [Advice] {
    var steps: [Advice] = []
    if item.attempts.contains(where: { $0.failure?.kind == .panicked }) {
      steps.append(
        Advice(
          "Look up the fault's pc and lr in the ELF file of the image that was tested:",
          ["arm-none-eabi-addr2line", "-f", "-e", "solerig-microbit.elf", "PC", "LR"]))
    }
    let isOfStrides = item.checks.contains {
      $0.verdict == .fail
        && !["sample_accounting", "reported_faults", "real_time", "stack"].contains($0.name)
    }
    let message = isOfStrides ? "stride" : "status"
    steps.append(
      Advice(
        "See every \(message) that the chip told, with its fields and times:",
        ["solerig", "inspect", "capture.pcapng", "--frames", "--message", message]))
    steps.append(Advice("With a mended image on the board, run this case alone:", again))
    return steps
  }

  private static func board(_ run: RunFacts) -> [Advice] {
    guard !run.isVirtual else {
      return [Advice("The board is a program of this host: see rig.log for its last words.")]
    }
    return [
      Advice("See which boards are plugged in, and which rig each one fits:", ["solerig", "list"]),
      doctor(run),
    ].compactMap(\.self)
  }

  private static func link(_ item: CaseJudgement, _ run: RunFacts) -> [Advice] {
    guard !run.isVirtual else {
      let did = item.link.map { !$0.cable.isEmpty } ?? false
      return [
        did
          ? Advice(
            "The line is a cable that the rig \(run.rig) makes: what it did, its file asks for.")
          : Advice("The board is a program of this host: see rig.log for its last words."),
        lastWords,
      ]
    }
    return [doctor(run)].compactMap(\.self)
  }

  private static let lastWords = Advice(
    "See what crossed the line last:", ["solerig", "inspect", "capture.pcapng", "--frames"])

  private static func doctor(_ run: RunFacts) -> Advice? {
    run.isVirtual
      ? nil
      : Advice(
        "Look for what stands between this host and the board:",
        ["solerig", "doctor", "--rig", run.rig])
  }

  private static func rig(_ item: CaseJudgement, _ again: [String]) -> [Advice] {
    if item.verdict == .notMeasured, item.attempts.isEmpty {
      return [Advice("It did not come to this case. Run it alone:", again)]
    }
    if item.verdict == .notMeasured {
      return [Advice("Mend what kept it from being measured, and run the case again:", again)]
    }
    return [
      Advice(
        "Nothing is held against the board. Leave the host alone, and run the case again:", again)
    ]
  }
}

extension RunFacts {
  /// Whether the board is a program of the host's.
  var isVirtual: Bool { board == "virtual-microbit" || board == "native" }

  /// How this run is made again; or one case of it.
  func testCommand(only name: String?) -> [String] {
    let words = command.isEmpty ? ["solerig", "test", suite, "--rig", rig] : command
    guard let name else { return words }
    var kept: [String] = []
    var skips = false
    for word in words {
      if skips {
        skips = false
      } else if word == "--only" {
        skips = true
      } else {
        kept.append(word)
      }
    }
    return kept + ["--only", name]
  }
}

extension String {
  /// As one word of a shell.
  var quotedForShell: String {
    let isPlain =
      !isEmpty
      && unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || "0123456789-_./:=,+".unicodeScalars.contains($0))
      }
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
