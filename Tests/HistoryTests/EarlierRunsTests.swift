import Judge
import Report
import TestSupport
import Testing

@testable import History

/// What a run is told of those before it.
@Suite struct EarlierRunsTests {
  private let folder: TemporaryFolder
  private let history: RunHistory

  init() throws {
    folder = try TemporaryFolder()
    history = try RunHistory.open(path: folder.path("history.sqlite"))
  }

  private func document(
    _ value: Double, rig: String = "bench", board: String = "native", chip: String = "10dc",
    suite: String = "default"
  ) -> RunDocument {
    var document = SampleRuns.document(value: value)
    document.run.rig = rig
    document.run.board = board
    document.run.uniqueID = chip
    document.run.suite = suite
    return document
  }

  @discardableResult private func record(_ document: RunDocument, _ name: String) throws -> Int64 {
    try SampleRuns.record(document, in: history, folder: "/runs/\(name)")
  }

  private func earlier(than document: RunDocument) throws -> EarlierRuns? {
    let run = try history.begin(
      folder: "/runs/own", startedAt: "", rig: document.run.rig, board: document.run.board,
      suite: document.run.suite)
    return try history.earlier(than: run, document)
  }

  @Test func theFirstRunHasNone() throws {
    #expect(try earlier(than: document(1)) == nil)
  }

  @Test func theyComeOldestFirstWithWhatTheyMeasured() throws {
    for value in [1.0, 2, 3] { try record(document(value), "\(value)") }
    let found = try #require(try earlier(than: document(4)))
    #expect(found.runs.map(\.id) == ["1.0", "2.0", "3.0"])
    #expect(found.runs.allSatisfy { $0.verdict == .pass && $0.imageHash == "aa" })
    #expect(found.series.map(\.values) == [[1, 2, 3]])
  }

  @Test func laterRunsAndThoseThatWereNotEndedAreNone() throws {
    try record(document(1), "before")
    _ = try history.begin(
      folder: "/runs/open", startedAt: "", rig: "bench", board: "native", suite: "default")
    let own = try history.begin(
      folder: "/runs/own", startedAt: "", rig: "bench", board: "native", suite: "default")
    try record(document(3), "after")
    #expect(try history.earlier(than: own, document(2))?.runs.map(\.id) == ["before"])
  }

  @Test func anotherSuiteIsNone() throws {
    try record(document(1, suite: "recorded"), "other")
    #expect(try earlier(than: document(2)) == nil)
  }

  /// A chip is itself on any rig; a program of the host's is what its rig makes of it.
  @Test func aBoardIsItsChipOrItsRig() throws {
    try record(document(1, rig: "desk", board: "microbit-v1", chip: "aaaa"), "chip")
    try record(document(2, rig: "desk", board: "microbit-v1", chip: "bbbb"), "other chip")
    try record(document(3, rig: "noisy", chip: "cccc"), "other cable")
    try record(document(4, rig: "bench", chip: "dddd"), "same cable")
    let chip = try earlier(than: document(5, rig: "shelf", board: "microbit-v1", chip: "aaaa"))
    #expect(chip?.runs.map(\.id) == ["chip"])
    let program = try earlier(than: document(5, rig: "bench", chip: "eeee"))
    #expect(program?.runs.map(\.id) == ["same cable"])
  }

  @Test func noMoreThanTheLastThirtyAreShown() throws {
    for number in 0..<40 { try record(document(Double(number)), "\(number)") }
    let found = try #require(try earlier(than: document(40)))
    #expect(found.runs.map(\.id) == (11..<40).map { "\($0)" })
    #expect(found.runs.count + 1 == EarlierRuns.runLimit)
  }
}
