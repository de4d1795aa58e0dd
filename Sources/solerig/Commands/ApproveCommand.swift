import ArgumentParser
import Foundation
import Judge
import RigModel
import TestRun
import Wording

struct ApproveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Take what a run's engine told as the new snapshot, after looking at what changes.",
    discussion: """
      Shows, for each case whose suite has the check `snapshot`, what was approved before and what the
      run tells, the case and the metric that changed most first, and asks for a reason. A case with any other check that did not pass is
      left alone, and so is every truth golden; so is one whose line lost what the chip told. Of a run
      that went wrong as a whole nothing is approved. It wants a person at a terminal: CI can't approve.
        solerig test regression --rig native
        solerig approve runs/2026-11-20T19-40-11Z-native
      """)

  @Argument(help: ArgumentHelp("Folder of a run.", valueName: "run"), completion: .directory)
  var folder: String

  @Option(help: "Approve this case only; may be given several times.", completion: .cases)
  var only: [String] = []

  @Option(help: "Why it changed, instead of being asked for it.")
  var reason: String?

  func run() throws {
    try requireAPerson()
    let run = RunFolder(existing: folder)
    let reading = try RunReading(run)
    try reading.expectCapture(of: run)
    let (suite, judgement) = (reading.judged.suite, reading.judged.judgement)
    try expectWhole(judgement)
    var candidates = reading.judged.snapshotCandidates
    try select(&candidates, suite)
    let store = SnapshotStore(folder: Project().snapshots)
    let changes = try candidates.map { try Change($0, suite, store) }
      .sorted { $1.worst < $0.worst }
    let changed = try changes.filter { try $0.show() }.map(\.item)
    guard !changed.isEmpty else { return try Output.line("Nothing to approve.") }
    let reason = try givenReason(changed.count)
    guard let device = judgement.device else {
      throw RunError(
        .setup, "Approving \(folder) failed: the run does not say which board told it.")
    }
    let approval = Snapshot.Approval(
      firmwareVersion: device.firmwareVersion, imageHash: device.imageHash, board: device.board,
      date: Date().formatted(.iso8601), reason: reason)
    for item in changed { try write(item, suite, approval, store) }
  }

  /// A run that changed its chip, or broke off, does not say for sure who told its cases.
  private func expectWhole(_ judgement: Judgement) throws {
    guard let problem = judgement.problems.first else { return }
    throw RunError(
      .setup,
      """
      Approving \(folder) failed: the run as a whole went wrong, and nothing of it may become a \
      golden. \(SafeText.printable(problem.message))
      """)
  }

  private func requireAPerson() throws {
    let machine = Self.machines.first { name in
      !["", "false", "0"].contains(ProcessInfo.processInfo.environment[name] ?? "")
    }
    guard machine == nil, isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      throw RunError(
        .usage,
        """
        Approving \(folder) failed: it takes a person at a terminal, \
        \(machine.map { "and \($0) is set in the environment" } ?? "and this is none"). A golden \
        that a machine records proves nothing.
        """)
    }
  }

  /// What services that build and test set for all that they run.
  private static let machines = [
    "CI", "GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL", "BUILDKITE", "TEAMCITY_VERSION", "TF_BUILD",
  ]

  private func select(_ candidates: inout [SnapshotCandidate], _ suite: ResolvedSuite) throws {
    let known = candidates.map(\.case.name)
    for name in only where !known.contains(name) {
      throw RunError(
        .usage,
        """
        Approving \(folder) failed: its suite \(suite.name) has no case \(name) with the check \
        `snapshot`; it has \(known.isEmpty ? "none" : known.joined(separator: ", ")).
        """)
    }
    if !only.isEmpty { candidates.removeAll { !only.contains($0.case.name) } }
  }

  private func givenReason(_ count: Int) throws -> String {
    if let reason, !reason.trimmingCharacters(in: .whitespaces).isEmpty { return reason }
    Terminal.write("Reason for \(count == 1 ? "this snapshot" : "these \(count) snapshots"): ")
    let line = (readLine() ?? "").trimmingCharacters(in: .whitespaces)
    guard !line.isEmpty else {
      throw RunError(.usage, "Nothing was approved: a snapshot wants a reason.")
    }
    return line
  }

  private func write(
    _ item: SnapshotCandidate, _ suite: ResolvedSuite, _ approval: Snapshot.Approval,
    _ store: SnapshotStore
  ) throws {
    do throws(ModelError) {
      try store.write(
        Snapshot(
          suite: suite.name, case: item.case.name,
          samplesSHA256: item.case.stimulus.samplesSHA256, approval: approval,
          tables: item.tables))
    } catch {
      throw RunError(.setup, error.description)
    }
    try Output.line(store.path(suite: suite.name, case: item.case.name))
  }
}

/// What approving a case's snapshot would change.
private struct Change {
  let item: SnapshotCandidate
  private let old: Snapshot?
  private let difference: SnapshotDifference?

  init(
    _ item: SnapshotCandidate, _ suite: ResolvedSuite, _ store: SnapshotStore
  ) throws(RunError) {
    self.item = item
    do throws(ModelError) {
      old = item.objection == nil ? try store.load(suite: suite.name, case: item.case.name) : nil
    } catch {
      throw RunError(.setup, error.description)
    }
    difference = old.map { SnapshotDifference(approved: $0.tables, now: item.tables) }
  }

  /// How much its worst metric changed, as a share of what it usually is; the whole of a case that
  /// can't be compared.
  var worst: Double {
    guard item.objection == nil else { return -1 }
    guard isComparable, let difference, difference.counts.isEmpty else { return .infinity }
    return difference.metrics.first?.share ?? 0
  }

  private var isComparable: Bool { old != nil && hasSameSteps && hasSameColumns }
  private var hasSameSteps: Bool { old?.samplesSHA256 == item.case.stimulus.samplesSHA256 }
  private var hasSameColumns: Bool { old?.tables.map(\.columns) == item.tables.map(\.columns) }

  /// Shows it; whether there is something to approve.
  func show() throws -> Bool {
    let name = item.case.name
    if let objection = item.objection {
      try Output.line("\(name): left alone, since " + SafeText.printable(objection))
      return false
    }
    guard let old, let difference else {
      try Output.line("\(name): new, \(item.tables.first?.rows.count ?? 0) strides")
      return true
    }
    guard !difference.isNone || !isComparable else {
      try Output.line("\(name): as approved")
      return false
    }
    try Output.line(
      "\(name): approved \(old.approval.date), \(SafeText.printable(old.approval.reason))")
    if !hasSameSteps { try Output.line("  it is about other footsteps than before") }
    if !hasSameColumns { try Output.line("  the contract has other fields than before") }
    for words in difference.counts { try Output.line("  \(words)") }
    if !difference.metrics.isEmpty { try Output.line(difference.table) }
    return true
  }
}

extension SnapshotDifference {
  fileprivate var table: String {
    var table = TextTable([
      ("  metric", .left), ("differ", .right), ("worst in row", .right), ("approved", .right),
      ("now", .right), ("change", .right),
    ])
    for item in metrics {
      table.add([
        "  \(item.message) \(item.name)", "\(item.differing) of \(item.compared)", "\(item.row)",
        item.approved.text(item.unit), item.now.text(item.unit), item.change,
      ])
    }
    return table.text
  }
}

extension SnapshotDifference.Metric {
  fileprivate var change: String {
    guard case (.number(let old), .number(let new)) = (approved, now) else { return "" }
    let text = (new - old).formatted(.number.precision(.fractionLength(0...3)).grouping(.never))
    return (new > old ? "+" : "") + text
  }
}
