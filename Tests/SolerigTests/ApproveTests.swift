import Foundation
import TestSupport
import Testing

/// Snapshots, approved at a terminal and held against the next run.
@Suite struct ApproveTests {
  private let folder: TemporaryFolder
  private var home: String { folder.path("home") }
  private var golden: String { home + "/protocols/goldens/regression/walk.json" }

  /// A project of its own, so that no golden of this one is written.
  init() throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    try files.createDirectory(atPath: home + "/protocols", withIntermediateDirectories: true)
    for name in ["rigs", "protocols/conformance"] {
      try files.createSymbolicLink(
        atPath: "\(home)/\(name)", withDestinationPath: "\(Solerig.project)/\(name)")
    }
  }

  private func test(
    _ number: Int, _ cases: [String] = ["walk"]
  ) throws -> (ending: Child.Ending, run: RunFiles) {
    try Solerig.test(
      "regression", cases.flatMap { ["--only", $0] }, output: folder.path("runs-\(number)"),
      environment: ["SOLERIG_HOME": home])
  }

  /// As a person at a terminal: `script` gives the program one.
  private func approve(
    _ run: RunFiles, _ more: String = "--reason 'it was time'", environment: [String: String] = [:]
  ) throws -> Child.Ending {
    var all = ProcessInfo.processInfo.environment
    all["CI"] = nil
    all["SOLERIG_HOME"] = home
    all.merge(environment) { $1 }
    let command = "\(Solerig.program) approve \(run.path) \(more)"
    return try Child(
      "/usr/bin/script", ["-qec", command, "/dev/null"], environment: all,
      directory: Solerig.project
    ).wait()
  }

  private func change(_ golden: String, _ edit: (inout String) -> Void) throws {
    var text = try String(contentsOfFile: golden, encoding: .utf8)
    edit(&text)
    try text.write(toFile: golden, atomically: true, encoding: .utf8)
  }

  /// Has the 5th stride of a snapshot be so many millimetres longer.
  private func lengthen(_ golden: String, by millimetres: Int) throws {
    try change(golden) { text in
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      guard let rows = lines.firstIndex(of: "\"rows\": [") else { return }
      var cells = lines[rows + 5].split(separator: ",", omittingEmptySubsequences: false)
        .map(String.init)
      let length = cells.index(cells.startIndex, offsetBy: 7)
      cells[length] = "\((Int(cells[length]) ?? 0) + millimetres)"
      lines[rows + 5] = cells.joined(separator: ",")
      text = lines.joined(separator: "\n")
    }
  }

  @Test func whatNobodyApprovedIsNotMeasuredAndWhatSomeoneDidPasses() throws {
    let (ending, run) = try test(1)
    #expect(ending.code == 2, "\(ending.output)")
    #expect(ending.output.contains("nobody has approved"))
    let approval = try approve(run)
    #expect(approval.code == 0, "\(approval.output)")
    #expect(approval.output.contains("new, "))
    let text = try String(contentsOfFile: golden, encoding: .utf8)
    #expect(text.contains("it was time"))
    #expect(text.contains("\"firmwareVersion\":\"0.1.0\""))
    #expect(try test(2).ending.code == 0)
    #expect(try approve(run).output.contains("as approved"))
  }

  @Test func aChangeFailsAndIsToldInItsUnit() throws {
    let run = try test(1).run
    _ = try approve(run)
    // The 5th stride was a millimetre longer once.
    try lengthen(golden, by: 1)
    let (ending, second) = try test(2)
    #expect(ending.code == 1, "\(ending.output)")
    #expect(ending.output.contains("stride 5 is the first that differs: stride_length"))
    #expect(ending.output.contains("suspect firmware"))
    let approval = try approve(second)
    #expect(approval.output.contains("stride_length"))
    #expect(approval.output.contains("1 of "))
    #expect(approval.output.contains("-1"))
    #expect(try test(3).ending.code == 0)
  }

  /// Before what changed little stands what changed much, whatever the suite's order.
  @Test func theWorstCaseIsShownFirst() throws {
    let cases = ["walk", "run"]
    _ = try approve(try test(1, cases).run)
    try lengthen(golden, by: 1)
    try lengthen(golden.replacing("walk.json", with: "run.json"), by: 500)
    let lines = try approve(try test(2, cases).run).output.split(whereSeparator: \.isNewline)
    let shown = lines.compactMap { line in cases.first { line.hasPrefix("\($0): approved") } }
    #expect(shown == ["run", "walk"], "\(lines)")
    #expect(lines.contains { $0.contains("stride_length") && $0.hasSuffix("-500") })
  }

  @Test func aMachineCannotApprove() throws {
    let run = try test(1).run
    try Solerig.run(
      ["approve", run.path, "--reason", "x"], environment: ["SOLERIG_HOME": home]
    ).expectError(64, ["person at a terminal", run.path])
    let approval = try approve(run, environment: ["CI": "true"])
    #expect(approval.code == 64)
    #expect(approval.output.contains("CI is set"))
    let service = try approve(run, environment: ["GITLAB_CI": "true"])
    #expect(service.code == 64 && service.output.contains("GITLAB_CI is set"))
    #expect(!FileManager.default.fileExists(atPath: golden))
  }

  @Test func withoutAReasonNothingIsApproved() throws {
    let run = try test(1).run
    #expect(try approve(run, "").code == 64)
    #expect(!FileManager.default.fileExists(atPath: golden))
  }

  @Test func aCaseThatFailsItsTruthIsLeftAlone() throws {
    let suite = folder.path("wrong.yaml")
    let text = try String(
      contentsOfFile: Solerig.project + "/protocols/conformance/regression.yaml", encoding: .utf8)
    try text.replacing(
      "minimum_percent: 98", with: "minimum_percent: 98}\n      - cadence: {error_per_minute: 0"
    )
    .replacing("name: regression", with: "name: wrong")
    .write(toFile: suite, atomically: true, encoding: .utf8)
    let (_, run) = try Solerig.test(
      suite, ["--only", "walk"], output: folder.path("runs"), environment: ["SOLERIG_HOME": home])
    let approval = try approve(run)
    #expect(approval.output.contains("left alone"), "\(approval.output)")
    #expect(!FileManager.default.fileExists(atPath: home + "/protocols/goldens/wrong"))
  }

  /// A suite that is not the one that was played: nothing in the capture means anything.
  @Test func ofARunThatWentWrongNothingIsApproved() throws {
    let run = try test(1).run
    let suite = try run.data("suite.json") + Data("\n".utf8)
    try suite.write(to: URL(filePath: run.path + "/suite.json"))
    let approval = try approve(run)
    #expect(approval.code == 3, "\(approval.output)")
    #expect(approval.output.contains("the run as a whole went wrong"))
    #expect(!FileManager.default.fileExists(atPath: golden))
  }

  @Test func aDamagedSnapshotIsNamed() throws {
    let run = try test(1).run
    _ = try approve(run)
    try change(golden) { $0 = String($0.prefix(100)) }
    let ending = try Solerig.run(
      ["test", "regression", "--rig", "native", "--only", "walk", "--output", folder.path("runs")],
      environment: ["SOLERIG_HOME": home])
    ending.expectError(64, [golden, "damaged", "version control"])
  }
}
