package import Judge

/// A case that did not always end the same way, though nothing was changed.
package struct FlakyCase: Codable, Equatable, Sendable {
  package var suite: String
  package var name: String
  package var rig: String
  package var board: String
  package var firmwareVersion: String?
  package var imageHash: String?
  /// How many runs had the case, with the same image, suite and kind of board.
  package var runs: Int
  /// In how many of them it was begun again.
  package var retried: Int
  /// How many runs gave each verdict, without those that the rig or whoever ran it broke off.
  package var verdicts: [String: Int]

  /// The flaky ones among some runs, most troubled first.
  ///
  /// Runs count together when image, resolved suite and rig are the same. A run that was killed, and a
  /// case that never ran, tell nothing.
  package static func find(_ runs: [RecordedRun], _ cases: [RecordedCase]) -> [FlakyCase] {
    struct Key: Hashable {
      var suiteHash: String
      var rig: String
      var image: String
      var name: String
    }
    let byID = Dictionary(runs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var groups: [Key: [(run: RecordedRun, item: RecordedCase)]] = [:]
    for item in cases where item.attempts > 0 {
      guard let run = byID[item.run], let suiteHash = run.suiteHash else { continue }
      let key = Key(
        suiteHash: suiteHash, rig: run.rig, image: run.imageHash ?? run.firmwareVersion ?? "",
        name: item.name)
      groups[key, default: []].append((run, item))
    }
    return groups.values.compactMap(FlakyCase.init).sorted {
      ($1.troubled, $0.suite, $0.name, $0.imageHash ?? "")
        < ($0.troubled, $1.suite, $1.name, $1.imageHash ?? "")
    }
  }

  private init?(_ group: [(run: RecordedRun, item: RecordedCase)]) {
    guard let newest = group.max(by: { $0.run.id < $1.run.id }) else { return nil }
    suite = newest.run.suite
    name = newest.item.name
    rig = newest.run.rig
    board = newest.run.board
    firmwareVersion = newest.run.firmwareVersion
    imageHash = newest.run.imageHash
    runs = group.count
    retried = group.count { $0.item.attempts > 1 }
    verdicts = [:]
    for (_, item) in group where !item.isBrokenByRig {
      verdicts[item.verdict.rawValue, default: 0] += 1
    }
    if retried == 0, verdicts.count < 2 { return nil }
  }

  /// Runs in which it was not simply passed.
  private var troubled: Int {
    max(retried, verdicts.values.reduce(0, +) - (verdicts[Verdict.pass.rawValue] ?? 0))
  }
}

extension RecordedCase {
  /// Whether it tells of the rig or of who ran it, as after Ctrl-C, and not of the case.
  fileprivate var isBrokenByRig: Bool { verdict == .error && suspect == .rig }
}
