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
    case .firmware?: steps = firmware(item, run, again)
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

  private static func firmware(
    _ item: CaseJudgement, _ run: RunFacts, _ again: [String]
  ) -> [Advice] {
    var steps: [Advice] = []
    let hasPanicked = item.attempts.contains { $0.failure?.kind == .panicked }
    if hasPanicked {
      steps.append(
        Advice(
          "Look up the fault's pc and lr in the ELF file of the image that was tested:",
          ["arm-none-eabi-addr2line", "-f", "-e", run.elf] + FaultPlace(item).words))
    }
    let failed = item.checks.filter { $0.verdict == .fail }.map(\.name)
    let isOfStrides = failed.contains { !isOfCounts($0) && !isOfTimes($0) }
    if isOfStrides {
      steps.append(
        Advice(
          "In this run's folder: whether the chip told what this solerig's own engine makes of the same "
            + "samples, and the first sample where not:",
          ["solerig", "compare", ".", "engine"]))
    }
    if failed.contains(where: isOfTimes) {
      steps.append(
        Advice(
          "See what every sample costs on the emulated chip, of an image that "
            + "scripts/firmware/build-profile made of the same code:", ["solerig", "profile"]))
    }
    let message = hasPanicked ? "panic" : failed.allSatisfy(isOfCounts) ? "status" : "stride"
    steps.append(
      Advice(
        "In this run's folder: every \(message) that the chip told, with its fields and times:",
        ["solerig", "inspect", "capture.pcapng", "--frames", "--message", message]))
    steps.append(Advice("With a mended image on the board, run this case alone:", again))
    return steps
  }

  /// Whether a check rests on what the chip counts.
  private static func isOfCounts(_ check: String) -> Bool {
    ["sample_accounting", "reported_faults", "real_time", "stack"].contains(check)
  }

  /// Whether a check is of how long the chip takes.
  private static func isOfTimes(_ check: String) -> Bool {
    ["event_latency", "response_time", "summary_period", "load", "sample_cost", "throughput"]
      .contains { check == $0 || check.hasPrefix($0 + ".") }
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
    "In this run's folder, see what crossed the line last:",
    ["solerig", "inspect", "capture.pcapng", "--frames"])

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

/// Where the chip told a fault of its own, as words of a command.
private struct FaultPlace {
  let words: [String]

  /// `pc 0x00010084, lr 0x200028f8` stands in the case's words.
  init(_ item: CaseJudgement) {
    let found = (item.evidence + [item.statement]).compactMap { text in
      text.firstMatch(of: /pc (0x[0-9a-f]{8}), lr (0x[0-9a-f]{8})/)
    }.first
    words = found.map { [String($0.1), String($0.2)] } ?? ["PC", "LR"]
  }
}

extension RunFacts {
  /// The ELF file that the build puts beside the image.
  fileprivate var elf: String {
    let place = command.firstIndex(of: "--firmware").map { $0 + 1 }
    let image = place.flatMap { command.indices.contains($0) ? command[$0] : nil }
    guard let image else { return ".build/firmware/solerig-microbit.elf" }
    let endings = [".slot.bin", ".bin", ".hex", ".elf"]
    let stem = endings.first(where: image.hasSuffix).map { image.dropLast($0.count) } ?? image[...]
    return stem + ".elf"
  }

  /// Whether the board is a program of the host's.
  var isVirtual: Bool { Self.isVirtual(board: board) }

  /// Whether a kind of board is a program of the host's.
  package static func isVirtual(board: String) -> Bool {
    board == "virtual-microbit" || board == "native"
  }

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
