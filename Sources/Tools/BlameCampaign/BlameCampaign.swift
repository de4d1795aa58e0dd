import ArgumentParser
import Foundation

/// Runs that are spoilt on purpose, and how often the judge blames the right one; `scripts/campaign`
/// calls it.
@main
struct BlameCampaign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "Spoils runs by a seed, and counts how often the judge blames the right one.",
    discussion: """
      What was really done is known: by who did it, by the cable's own log, and by the engine on the \
      host, which tells whether all that a good run gives arrived. Exits with 1 where fewer than 97 % \
      of the runs were blamed rightly, with the cable's log or without it, or one passed that should \
      not have.
      """)

  enum Bench: String, CaseIterable, ExpressibleByArgument {
    case memory, native
    case emulated = "virtual-microbit"
  }

  @Option(help: "Benches: memory, native, virtual-microbit; all of them without it.")
  var bench: [Bench] = []

  @Option(help: "Runs on each bench.")
  var runs = 150

  @Option(help: "Seed of the first run; each has the next.")
  var seed: UInt64 = 1

  @Option(help: "This fault only.")
  var fault: String?

  @Option(help: "Write all runs to this file.")
  var json: String?

  @Option(help: "The project's folder.")
  var project = FileManager.default.currentDirectoryPath

  static let wantedShare = 0.97

  func run() throws {
    signal(SIGPIPE, SIG_IGN)
    // Swift's own crash handler lets a process go on whose crash was sent from outside.
    setenv("SWIFT_BACKTRACE", "enable=no", 1)
    var trials: [Trial] = []
    for bench in bench.isEmpty ? Bench.allCases : bench {
      print("\(bench.rawValue): seeds \(seed) to \(seed + UInt64(runs) - 1)")
      for index in 0..<runs {
        let trial = try trial(bench, index)
        trials.append(trial)
        if !trial.isRight || trial.isRightWithoutLog == false { report(trial) }
      }
    }
    print(CampaignTable(trials).text)
    if let json { try write(trials, to: json) }
    let isGood =
      share(of: trials.map(\.isRight)) >= Self.wantedShare
      && share(of: trials.compactMap(\.isRightWithoutLog)) >= Self.wantedShare
      && !trials.contains(where: \.isFalsePass)
    if !isGood { throw ExitCode(1) }
  }

  /// How many are so, of 1; none at all are as they should be.
  private func share(of answers: [Bool]) -> Double {
    answers.isEmpty ? 1 : Double(answers.count { $0 }) / Double(answers.count)
  }

  /// Every fault in turn, each with a seed of its own.
  private func trial(_ bench: Bench, _ index: Int) throws -> Trial {
    let seed = seed + UInt64(index)
    switch bench {
    case .memory:
      return try MemoryBench(seed: seed).run(try pick(MemoryFault.allCases, index))
    case .native, .emulated:
      let isEmulated = bench == .emulated
      return try ProcessBench(project: project, isEmulated: isEmulated, seed: seed)
        .run(try pick(ProcessFault.possible(onChip: isEmulated), index))
    }
  }

  private func pick<Fault: RawRepresentable<String>>(
    _ faults: [Fault], _ index: Int
  ) throws -> Fault {
    guard let fault else { return faults[index % faults.count] }
    guard let named = faults.first(where: { $0.rawValue == fault }) else {
      let names = faults.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("There is no fault `\(fault)`; there are \(names).")
    }
    return named
  }

  private func report(_ trial: Trial) {
    let suspects = trial.suspects.isEmpty ? "nobody" : trial.suspects.joined(separator: ", ")
    print(
      """
      WRONG\(trial.isRight ? " WITHOUT THE LOG" : "") \(trial.again)
        done: \(trial.deed)
        judged: \(trial.verdict), \(suspects)\(trial.isFalsePass ? " (FALSE PASS)" : "")
        evidence: \(trial.evidence)
      """)
  }

  private func write(_ trials: [Trial], to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(trials).write(to: URL(filePath: path))
  }
}
