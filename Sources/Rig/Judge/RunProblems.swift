internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink

/// What went wrong with a run as a whole, whatever its cases say.
struct RunProblems {
  private let run: RunTranscript
  private let suite: ResolvedSuite

  init(_ run: RunTranscript, _ suite: ResolvedSuite) {
    self.run = run
    self.suite = suite
  }

  var all: [Problem] { [wrongContract, failure, changedChip, cutOff].compactMap(\.self) }

  /// That the suite, whose file has this SHA-256, is not the one that was played.
  func wrongSuite(_ hash: String) -> Problem? {
    guard let started = run.started, hash != started.suiteHash else { return nil }
    return Problem(
      verdict: .error, suspect: .rig,
      message: """
        Judging the capture failed: it was taken with a suite.json of SHA-256 \(started.suiteHash), \
        the one given has \(hash). It is of another run, or was changed since: a golden or a budget in \
        it may not be what the run was held to. Restore the suite.json that the run wrote.
        """)
  }

  private var wrongContract: Problem? {
    guard let identity = run.identities.first(where: { $0.contractHash != Wire.contractHash })
    else { return nil }
    return Problem(
      verdict: .error, suspect: .board,
      message: """
        Comparing contracts failed: the chip's image was built with contract \
        \(identity.contractHash.hexadecimal), this solerig speaks \(Wire.contractHash.hexadecimal). \
        Build the firmware and solerig from the same protocols/sole-link.yaml.
        """)
  }

  /// Why the run was given up, where no case says it.
  private var failure: Problem? {
    guard let failure = run.ended?.failure else { return nil }
    if let finding = caseEnding(with: failure), let suspect = finding.suspect {
      return Problem(verdict: finding.verdict, suspect: suspect, message: failure.message)
    }
    let (verdict, suspect): (Verdict, Suspect) =
      switch failure.kind {
      case .panicked, .refused: (.fail, .firmware)
      case .silent where !spoiltByCable.isEmpty: (.error, .link)
      case .silent, .flood, .restarted, .wrongIdentity: (.error, .board)
      case .linkLost, .linkInsufficient: (.error, .link)
      case .rig, .interrupted: (.error, .rig)
      }
    return Problem(
      verdict: verdict, suspect: suspect, message: failure.message + spoiltByCable)
  }

  /// What is to be thought of a failure that ended a case, and the run with it.
  private func caseEnding(with failure: CaseFailure) -> Finding? {
    guard let last = run.attempts.last, last.failure == failure,
      let suiteCase = suite.cases.first(where: { $0.name == last.name })
    else { return nil }
    return CaseEnding(last, suiteCase, LinkFacts(last)).finding
  }

  /// What the cable did to the bytes outside of cases, as a sentence; empty for nothing.
  private var spoiltByCable: String {
    let harmful = ["flip", "drop", "duplicate", "stall", "cut", "overrun", "unplug"]
    let list = harmful.compactMap { kind in run.cable[kind].map { "\(kind) \($0)" } }
    if list.isEmpty { return "" }
    return " The cable's own log tells of: \(list.joined(separator: ", "))."
  }

  private var changedChip: Problem? {
    guard let first = run.identities.first else { return nil }
    if let other = run.identities.first(where: {
      $0.uniqueId != first.uniqueId || $0.board != first.board
    }) {
      return Problem(
        verdict: .error, suspect: .board,
        message: """
          Following the board through the run failed: it began with chip \
          \(first.uniqueId.hexadecimal), and chip \(other.uniqueId.hexadecimal) answered later. Check \
          what is plugged in, and run again.
          """)
    }
    guard let other = run.identities.first(where: { $0.imageHash != first.imageHash }) else {
      return nil
    }
    return Problem(
      verdict: .error, suspect: .board,
      message: """
        Following the firmware through the run failed: it began with image \
        \(first.imageHash.digits), and \(other.imageHash.digits) answered later. Leave the board \
        alone while it is tested, and run again.
        """)
  }

  private var cutOff: Problem? {
    guard run.ended == nil else { return nil }
    let ended = Set(run.attempts.filter(\.isEnded).map(\.name))
    // Nothing is missing but the last word.
    if suite.cases.allSatisfy({ ended.contains($0.name) }) { return nil }
    let torn = run.tornBytes > 0 ? " in the middle of a block" : ""
    return Problem(
      verdict: .error, suspect: .rig,
      message: """
        Reading the run failed: the capture ends\(torn) before the run did. solerig or its host was \
        stopped; run the suite again.
        """)
  }
}

/// What a reader should know, though nothing was decided by it.
struct RunWarnings {
  private let run: RunTranscript
  private let suite: ResolvedSuite
  private let cases: [CaseJudgement]

  /// A standstill of the host that a person should hear of.
  private static let lateMilliseconds = 20.0

  init(_ run: RunTranscript, _ suite: ResolvedSuite, _ cases: [CaseJudgement]) {
    self.run = run
    self.suite = suite
    self.cases = cases
  }

  var warnings: [String] {
    var warnings: [String] = []
    switch run.identities.last?.flavour {
    case .knownBad?:
      warnings.append("The image says that it is wrong on purpose, to prove the rig: not for use.")
    case .hardwareLike?: warnings.append("The image is a test build, with the waits of real flash.")
    case .release?, nil: break
    }
    if run.tornBytes > 0 {
      warnings.append("The capture ends in \(run.tornBytes) bytes of a block that is not whole.")
    }
    if run.ended == nil, !run.attempts.isEmpty {
      warnings.append("The capture ends without the run's last word.")
    }
    for item in suite.cases {
      for (check, reason) in item.leftOut.sorted(by: { $0.key < $1.key }) {
        warnings.append("Case \(item.name) was judged without \(check): \(reason).")
      }
    }
    if !run.repeatedRequests.isEmpty {
      let names = Set(run.repeatedRequests).sorted().joined(separator: ", ")
      let count = run.repeatedRequests.count
      let requests = count == 1 ? "a request" : "\(count) requests"
      warnings.append("The rig repeated \(requests): \(names).")
    }
    for item in cases where item.attempts.count > 1 {
      warnings.append("Case \(item.name) was begun \(item.attempts.count) times.")
    }
    for item in cases where item.link.map({ $0.isTroubled }) == true {
      let troubles = item.link?.troubles.joined(separator: "; ") ?? ""
      warnings.append("The line had trouble in case \(item.name): \(troubles).")
    }
    for item in cases {
      guard let longest = item.timing?.hostLateLongestMilliseconds, longest >= Self.lateMilliseconds
      else { continue }
      warnings.append(
        "The rig's host stood still in case \(item.name), for \(longest) ms at the longest: times on "
          + "its clock are that uncertain then.")
    }
    let known = Set(suite.cases.map(\.name))
    let strange = Set(run.attempts.map(\.name)).subtracting(known).sorted()
    if !strange.isEmpty {
      warnings.append(
        "The capture holds cases that the suite does not have: \(strange.joined(separator: ", ")).")
    }
    if run.hangUps > 0 {
      let times = run.hangUps == 1 ? "once" : "\(run.hangUps) times"
      let found = run.returns.isEmpty ? "did not come back" : "came back as \(run.returns.list)"
      warnings.append("The port hung up \(times), and \(found).")
    }
    let driver = run.driverCounters?.errorSentences ?? []
    return warnings + driver.map { "The\($0.dropFirst(3))." } + run.notes
  }
}

extension [String] {
  fileprivate var list: String { joined(separator: ", ") }
}
