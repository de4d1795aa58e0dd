import Dispatch
import Foundation
import GRDB
import Judge
import Synchronization
import TestSupport
import Testing

@testable import History

@Suite struct RunHistoryTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("data/solerig/history.sqlite") }

  init() throws { folder = try TemporaryFolder() }

  @Test func aRunIsKeptWithItsMeasurementsAndMargins() throws {
    let run = try SampleRuns.record(
      SampleRuns.document(value: 1.5, uncertainty: 0.25, attempts: 2),
      in: try RunHistory.open(path: path), folder: "/runs/2026-native")
    // Another process's eyes.
    let history = try RunHistory.open(path: path)
    let kept = try #require(try history.runs().first)
    #expect(kept.id == run)
    #expect(kept.name == "2026-native")
    #expect(kept.folder == "/runs/2026-native")
    #expect(kept.state == .ended)
    #expect(kept.verdict == .pass)
    #expect(kept.retries == 1)
    #expect(kept.durationSeconds == 10)
    let measured = try #require(try history.measurements(of: [run])[run]?.first)
    #expect(measured.case == "walk")
    #expect(measured.check == "stride_length")
    #expect(measured.value == 1.5)
    #expect(measured.uncertainty == 0.25)
    #expect(measured.margin == 2.5)
    #expect(measured.upper == 4)
    #expect(measured.lower == nil)
    #expect(measured.verdict == .pass)
  }

  @Test func runsAreFoundByBoardFirmwareAndSuite() throws {
    let history = try RunHistory.open(path: path)
    let first = try SampleRuns.record(SampleRuns.document(value: 1, image: "aa11"), in: history)
    let second = try SampleRuns.record(SampleRuns.document(value: 1, image: "bb22"), in: history)
    #expect(try history.runs().map(\.id) == [second, first])
    #expect(try history.runs(RunFilter(firmware: "aa")).map(\.id) == [first])
    #expect(try history.runs(RunFilter(firmware: "0.1.0")).count == 2)
    #expect(try history.runs(RunFilter(board: "native")).count == 2)
    #expect(try history.runs(RunFilter(board: "10dc")).count == 2)
    #expect(try history.runs(RunFilter(board: "20dc")).isEmpty)
    #expect(try history.runs(RunFilter(suite: "recorded")).isEmpty)
    #expect(try history.runs(RunFilter(before: second)).map(\.id) == [first])
    #expect(try history.runs(RunFilter(limit: 1)).map(\.id) == [second])
  }

  /// More than SQLite binds values in one statement, as Debian builds it.
  @Test func moreRunsThanAStatementTakesAreRead() throws {
    let history = try RunHistory.open(path: path)
    let run = try SampleRuns.record(SampleRuns.document(value: 1), in: history)
    let ids = Array(run..<run + 260_000)
    #expect(try Array(history.measurements(of: ids).keys) == [run])
    #expect(try history.cases(of: ids).map(\.run) == [run])
  }

  @Test func aRunWhoseProcessEndedIsToldAsKilled() throws {
    let history = try RunHistory.open(path: path)
    let own = try history.begin(
      folder: "/runs/own", startedAt: "", rig: "r", board: "b", suite: "s")
    let dead = try history.begin(
      folder: "/runs/dead", startedAt: "", rig: "r", board: "b", suite: "s")
    let mark = try #require(ProcessMark.own)
    // The same process number, given again to a process that started later.
    let old = ProcessMark(
      boot: mark.boot, space: mark.space, processIdentifier: mark.processIdentifier,
      startTicks: mark.startTicks - 1)
    try change(process: old, of: dead)
    let states = try history.runs().map { ($0.id, $0.state) }
    #expect(states.first { $0.0 == own }?.1 == .running)
    #expect(states.first { $0.0 == dead }?.1 == .killed)
  }

  @Test func aRunOfAnotherMachineIsLeftAlone() throws {
    let history = try RunHistory.open(path: path)
    let run = try history.begin(folder: "/r", startedAt: "", rig: "r", board: "b", suite: "s")
    let mark = try #require(ProcessMark.own)
    let elsewhere = ProcessMark(
      boot: "another", space: mark.space, processIdentifier: 1, startTicks: 1)
    try change(process: elsewhere, of: run)
    #expect(try history.runs().first?.state == .running)
  }

  @Test func noProcessOutlivesItsMachinesStart() {
    func mark(_ boot: String, _ machine: String?) -> ProcessMark {
      ProcessMark(
        boot: boot, space: "pid:[1]", processIdentifier: 1, startTicks: 1, machine: machine)
    }
    let observer = mark("today", "a1")
    #expect(mark("yesterday", "a1").life(seenBy: observer) == .ended)
    #expect(mark("yesterday", "b2").life(seenBy: observer) == .outOfSight)
    #expect(mark("yesterday", nil).life(seenBy: observer) == .outOfSight)
    #expect(mark("yesterday", nil).life(seenBy: mark("today", nil)) == .outOfSight)
    // Another container of the same image and machine.
    let beside = ProcessMark(
      boot: "today", space: "pid:[2]", processIdentifier: 1, startTicks: 1, machine: "a1")
    #expect(beside.life(seenBy: observer) == .outOfSight)
    #expect(ProcessMark(observer.description) == observer)
    #expect(ProcessMark("today pid:[1] 1 1") == mark("today", nil))
  }

  @Test func whatIsNoMachinesIdCountsForNone() {
    let id = "0123456789abcdef0123456789abcdef"
    #expect(ProcessMark.machineID(id + "\n") == id)
    for text in ["", "\n", "uninitialized\n", id + id, "0123 456789abcdef0123456789abcde"] {
      #expect(ProcessMark.machineID(text) == nil, "\(text)")
    }
  }

  private func change(process: ProcessMark, of run: Int64) throws {
    try DatabaseQueue(path: path).write {
      try $0.execute(
        sql: "UPDATE run SET process = ? WHERE id = ?", arguments: [process.description, run])
    }
  }

  @Test func aHistoryOfANewerVersionIsRefusedAndLeftAlone() throws {
    _ = try RunHistory.open(path: path)
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: from the future')")
    }
    let refusal = #expect(throws: HistoryError.self) { try RunHistory.open(path: path) }
    #expect(refusal?.cause == .newer)
    #expect(refusal?.description.contains(path) == true)
  }

  @Test func aFileThatIsNoDatabaseIsLeftAlone() throws {
    let file = folder.path("notes.txt")
    let text = Data("These are my notes of many a run, and no database at all.\n".utf8)
    try text.write(to: URL(filePath: file))
    let refusal = #expect(throws: HistoryError.self) { try RunHistory.open(path: file) }
    #expect(refusal?.cause == .notADatabase)
    #expect(try Data(contentsOf: URL(filePath: file)) == text)
  }

  @Test func aFolderThatCannotBeMadeIsToldInTheKernelsWords() throws {
    let refusal = #expect(throws: HistoryError.self) {
      try RunHistory.open(path: "/proc/none/history.sqlite")
    }
    #expect(refusal?.description.contains("/proc/none/history.sqlite") == true)
    guard case .other(let words) = refusal?.cause else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(!words.isEmpty)
  }

  /// Another process makes the tables between this one's look at them and its turn to make them.
  @Test func tablesThatAnotherMakesMeanwhileAreTaken() throws {
    let history = try openedWhileAnotherMakesTables().get()
    try SampleRuns.record(SampleRuns.document(value: 1), in: history)
    #expect(try history.runs().count == 1)
  }

  private func openedWhileAnotherMakesTables() throws -> Result<RunHistory, any Error> {
    let (made, path) = (folder.path("made.sqlite"), folder.path("raced.sqlite"))
    _ = try RunHistory.open(path: made)
    let (tables, applied) = try DatabaseQueue(path: made).read { database in
      (
        try String.fetchAll(
          database,
          sql: """
            SELECT sql FROM sqlite_master
            WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name <> 'grdb_migrations'
            """),
        try String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations")
      )
    }
    // A thread of its own: the tests' may all be taken.
    let opener = DispatchQueue(label: "opener")
    let hasBegun = DispatchSemaphore(value: 0)
    let opened = Mutex<Result<RunHistory, any Error>?>(nil)
    try DatabaseQueue(path: path).writeWithoutTransaction { database in
      _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      try database.execute(
        sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
      try database.inTransaction(.immediate) {
        for table in tables { try database.execute(sql: table) }
        for identifier in applied {
          try database.execute(
            sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [identifier])
        }
        opener.async {
          hasBegun.signal()
          let result = Result { try RunHistory.open(path: path) }
          opened.withLock { $0 = result }
        }
        hasBegun.wait()
        // Long enough for it to look, and to wait for its turn.
        usleep(500_000)
        return .commit
      }
    }
    opener.sync {}
    return try #require(opened.withLock { $0 })
  }

  @Test func manyWritersAtOnceLoseNothing() async throws {
    let path = path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          // Each opens the file anew, as a process of its own would: the first ones race to make it.
          let history = try RunHistory.open(path: path)
          for _ in 0..<5 {
            try SampleRuns.record(
              SampleRuns.document(value: Double(writer)), in: history, folder: "/runs/\(writer)")
          }
        }
      }
      try await group.waitForAll()
    }
    let history = try RunHistory.open(path: path)
    let runs = try history.runs()
    #expect(runs.count == 40)
    let measured = try history.measurements(of: runs.map(\.id))
    for run in runs {
      #expect(measured[run.id]?.first?.value == Double(run.name))
    }
  }
}
