import Foundation
import TestSupport
import Testing

/// Runs on `native`, kept and asked for by the command line.
@Suite struct HistoryTests {
  private let folder: TemporaryFolder
  private var file: String { folder.path("history.sqlite") }

  init() throws { folder = try TemporaryFolder() }

  private func test(_ number: Int, _ more: [String] = []) throws {
    let ending = try Solerig.test(
      "default", ["--only", "standing", "--history", file] + more,
      output: folder.path("runs-\(number)")
    ).ending
    #expect(ending.code == 0, "\(ending.errors)")
  }

  private func history(_ words: [String]) throws -> Child.Ending {
    try Solerig.run(["history"] + words + ["--history", file])
  }

  private func json(_ words: [String]) throws -> Any {
    let ending = try history(words)
    #expect(ending.code == 0, "\(ending.errors)")
    return try JSONSerialization.jsonObject(with: ending.outputData)
  }

  @Test func runsAreListedComparedAndExported() throws {
    try test(1)
    try test(2)
    let list = try #require(try json(["list", "--json"]) as? [String: Any])
    let runs = try #require(list["runs"] as? [[String: Any]])
    #expect(runs.map { $0["verdict"] as? String } == ["pass", "pass"])
    let table = try history([])
    #expect(table.output.contains("standing") == false)
    #expect(table.output.contains(try #require(runs[0]["name"] as? String)))

    let comparison = try #require(try json(["compare", "--json"]) as? [String: Any])
    #expect((comparison["before"] as? [String: Any])?["id"] as? Int == runs[1]["id"] as? Int)
    #expect((comparison["after"] as? [String: Any])?["id"] as? Int == runs[0]["id"] as? Int)

    let exported = try #require(try json(["export", "--format", "json"]) as? [[String: Any]])
    #expect(exported.count == 2)
    let rows = try history(["export"]).output.split(separator: "\r\n")
    let measured = exported.map { ($0["measurements"] as? [Any])?.count ?? 0 }
    #expect(measured[0] > 3)
    #expect(rows.count == 1 + measured.reduce(0, +))
  }

  /// A run's page shows those before it, and can be made again from the run's folder alone.
  @Test func aRunShowsThoseBeforeIt() throws {
    for number in 1...3 { try test(number) }
    let all = try (1...3).map { try RunFiles(in: folder.path("runs-\($0)")) }
    let run = all[2]
    let document = try #require(
      try JSONSerialization.jsonObject(with: run.data("run.json")) as? [String: Any])
    let earlier = try #require(document["earlier"] as? [String: Any])
    let runs = try #require(earlier["runs"] as? [[String: Any]])
    #expect(
      runs.map { $0["id"] as? String }
        == all.prefix(2).map { URL(filePath: $0.path).lastPathComponent })
    let page = try run.data("report.html")
    #expect(String(decoding: page, as: UTF8.self).contains("id=\"trends\""))
    // Whatever the history knows by now, or where there is none.
    try FileManager.default.removeItem(atPath: file)
    #expect(try Solerig.run(["report", run.path, "--format", "html"]).outputData == page)
    #expect(try !String(decoding: all[0].data("report.html"), as: UTF8.self).contains("trends"))
  }

  @Test func aRunThatWasKilledIsKeptAsSuch() throws {
    let child = try Solerig.start(
      [
        "test", "default", "--rig", "native", "--only", "real-time-walk", "--history", file,
        "--output", folder.path("runs"),
      ])
    // Killed once it is under way: its real time takes eight seconds.
    for _ in 0..<2000 {
      let runs = (try? FileManager.default.contentsOfDirectory(atPath: folder.path("runs"))) ?? []
      let capture = runs.first.map { folder.path("runs/\($0)/capture.pcapng") } ?? ""
      let size = try? FileManager.default.attributesOfItem(atPath: capture)[.size] as? Int
      if size ?? 0 > 2000 { break }
      usleep(5000)
    }
    child.send(SIGKILL)
    #expect(try child.wait().code == 128 + SIGKILL)
    let list = try #require(try json(["list", "--json"]) as? [String: Any])
    let runs = try #require(list["runs"] as? [[String: Any]])
    #expect(runs.map { $0["state"] as? String } == ["killed"])
    #expect(try history([]).output.contains("killed"))
    _ = child.leavesNoOrphan()
  }

  @Test func aHistoryThatCannotBeWrittenCostsNoRun() throws {
    try Data("no database, but someone's notes of a run".utf8).write(to: URL(filePath: file))
    let (ending, run) = try Solerig.test(
      "default", ["--only", "standing", "--history", file], output: folder.path("runs"))
    #expect(ending.code == 0)
    #expect(ending.errors.contains("no SQLite database"), "\(ending.errors)")
    #expect(FileManager.default.fileExists(atPath: run.path + "/run.json"))
    try history([]).expectError(3, [file, "no SQLite database", "--history"])
  }

  @Test func aRunLeftOutIsNotKept() throws {
    try test(1, ["--no-history"])
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  /// Whatever ran since: only a run of its suite and board can say what changed.
  @Test func aRunThatIsNamedAloneIsHeldAgainstTheLastOfItsSuite() throws {
    for (suite, name) in [
      ("default", "standing"), ("default", "standing"), ("regression", "walk"),
    ] {
      try Solerig.run(
        [
          "test", suite, "--rig", "native", "--only", name, "--history", file, "--output",
          folder.path("runs"),
        ])
    }
    let list = try #require(try json(["list", "--json"]) as? [String: Any])
    let runs = try #require(list["runs"] as? [[String: Any]])
    let names = runs.compactMap { $0["name"] as? String }
    try #require(Set(names).count == 3)
    let comparison = try #require(
      try json(["compare", names[2], "--json"]) as? [String: Any])
    #expect((comparison["after"] as? [String: Any])?["name"] as? String == names[1])
    try history(["compare", names[1]]).expectError(64, ["after \(names[1])", "Name both runs"])
  }

  @Test func aRunThatIsNotThereIsNamed() throws {
    try test(1)
    try history(["compare"]).expectError(64, ["before", "Name both runs"])
    try history(["compare", "1999"]).expectError(64, ["1999", "no run that ended"])
  }
}
