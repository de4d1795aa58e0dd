import Judge
import JudgeBench
import RigModel
import Stimulus
import Testing

/// What may become a snapshot, and what a run is told that is held against one.
@Suite struct SnapshotTests {
  private let walk: Trace

  init() throws { walk = try BenchSuite.walk(seconds: 20) }

  private func run(
    _ golden: [SnapshotTable]? = nil, _ change: (inout Bench) -> Void = { _ in }
  ) throws -> JudgedRun {
    var suiteCase = BenchSuite.suiteCase("case", walk, checks: [.snapshot])
    let samples = suiteCase.stimulus.samplesSHA256
    suiteCase.snapshot = golden.map { tables in
      Snapshot(
        suite: "bench", case: "case", samplesSHA256: samples,
        approval: Snapshot.Approval(
          firmwareVersion: "0.1.0", imageHash: nil, board: "microbit-v1", date: "", reason: ""),
        tables: tables)
    }
    let suite = BenchSuite.suite([suiteCase])
    var bench = Bench()
    change(&bench)
    let capture = try bench.play(suite, traces: [walk])
    return try Judge.examine(capture: capture, suite: suite)
  }

  private func candidate(
    _ change: (inout Bench) -> Void = { _ in }
  ) throws -> SnapshotCandidate {
    try #require(try run(nil, change).snapshotCandidates.first)
  }

  private func check(_ golden: [SnapshotTable]) throws -> CheckJudgement {
    try run(golden).judgement.check("snapshot")
  }

  @Test func aCleanRunCanBeApproved() throws {
    let candidate = try candidate()
    #expect(candidate.objection == nil)
    #expect(candidate.tables.map(\.message) == ["stride", "summary"])
    #expect(candidate.tables.allSatisfy { !$0.rows.isEmpty })
    #expect(try check(candidate.tables).verdict == .pass)
  }

  @Test func whatTheLineTookAwayIsNotApproved() throws {
    let candidate = try candidate { bench in
      bench.tampering.toHost = { number, bytes in number == 45 ? [] : bytes }
    }
    #expect(candidate.objection?.contains("did not all come") == true)
  }

  /// The line suffices, and yet the engine did not see all of the footsteps.
  @Test func whatTheChipNeverGotIsNotApproved() throws {
    let candidate = try candidate { bench in
      bench.tampering.toChip = { number, bytes in (60..<63).contains(number) ? [] : bytes }
    }
    #expect(candidate.objection?.contains("verdict inconclusive") == true)
  }

  @Test func aColumnThatIsNoLongerToldIsNotMeasured() throws {
    var tables = try candidate().tables
    tables[0].columns.append(.init(name: "bounce", unit: "mm"))
    for row in tables[0].rows.indices { tables[0].rows[row].append(.number(50)) }
    let check = try check(tables)
    #expect(check.verdict == .notMeasured && check.suspect == .rig)
    #expect(check.evidence.first?.contains("stride bounce in mm: approve") == true)
  }

  @Test func aColumnThatIsNewIsLeftAside() throws {
    var tables = try candidate().tables
    tables[0].columns.removeLast()
    for row in tables[0].rows.indices { tables[0].rows[row].removeLast() }
    #expect(try check(tables).verdict == .pass)
  }

  @Test func aMessageThatIsNoLongerToldIsNotMeasured() throws {
    var tables = try candidate().tables
    tables.append(SnapshotTable(message: "bounce", columns: [], rows: []))
    let check = try check(tables)
    #expect(check.verdict == .notMeasured)
    #expect(check.evidence.first?.contains("all of bounce") == true)
  }

  @Test func aSnapshotOfNothingIsNotMeasured() throws {
    let check = try check([])
    #expect(check.verdict == .notMeasured)
    #expect(check.evidence.first?.contains("nothing that could be compared") == true)
  }

  /// Values that differ weigh more than columns that are not told.
  @Test func aChangeFailsThoughAColumnIsMissing() throws {
    var tables = try candidate().tables
    tables[0].columns[0].name = "bounce"
    tables[1].rows[0][0] = .number(-1)
    #expect(try check(tables).verdict == .fail)
  }

  @Test(arguments: [
    (1400.0, "1400 mm"), (0.5, "0.5 mm"), (9.3e18, "9.3e+18 mm"), (-1e300, "-1e+300 mm"),
  ])
  func aNumberOfAnySizeIsText(_ number: Double, _ text: String) {
    #expect(SnapshotValue.number(number).text("mm") == text)
  }
}
