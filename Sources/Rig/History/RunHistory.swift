package import Foundation
internal import GRDB
package import Judge
package import Report
internal import Wording

/// What every run gave, in one SQLite file that several rigs read and write at once.
package struct RunHistory: Sendable {
  package let path: String
  private let pool: DatabasePool

  /// How long a writer waits for another.
  private static let patienceSeconds = 10.0

  /// Opens the file, and makes it and its folder where they are missing.
  package static func open(path: String) throws(HistoryError) -> RunHistory {
    try attempt("opening", path) {
      let folder = URL(filePath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let pool = try connect(path)
      if try pool.read({ try HistorySchema.migrator.hasBeenSuperseded($0) }) {
        throw HistoryError(operation: "Opening", path: path, cause: .newer)
      }
      try migrate(pool)
      return RunHistory(path: path, pool: pool)
    }
  }

  /// The change to WAL is refused at once, without patience, where two processes do it together.
  private static func connect(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patienceSeconds)
    let deadline = ContinuousClock.now + .seconds(patienceSeconds)
    while true {
      do {
        return try DatabasePool(path: path, configuration: configuration)
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < deadline
      {
        usleep(20_000)
      }
    }
  }

  /// Where two processes make the tables together, the second is told that they exist, since it
  /// looked before the first was done. Looking again, it finds them made.
  private static func migrate(_ pool: DatabasePool) throws {
    let deadline = ContinuousClock.now + .seconds(patienceSeconds)
    var triesLeft = 5
    while true {
      do {
        return try HistorySchema.migrator.migrate(pool)
      } catch is DatabaseError where triesLeft > 0 && ContinuousClock.now < deadline {
        triesLeft -= 1
        usleep(20_000)
      }
    }
  }

  /// Writes down that a run has begun: should its process go without a word, that shows.
  package func begin(
    folder: String, startedAt: String, rig: String, board: String, suite: String
  ) throws(HistoryError) -> Int64 {
    try attempt("recording a run in") {
      try pool.write { database in
        try database.execute(
          sql: """
            INSERT INTO run (name, folder, state, process, startedAt, rig, board, suite)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            URL(filePath: folder).lastPathComponent, URL(filePath: folder).path,
            RecordedRun.State.running.rawValue, ProcessMark.own?.description ?? "", startedAt, rig,
            board, suite,
          ])
        return database.lastInsertedRowID
      }
    }
  }

  /// Writes down what a run gave.
  package func finish(_ run: Int64, with document: RunDocument) throws(HistoryError) {
    try attempt("recording a run in") {
      try pool.write { database in
        try update(run, with: document, database)
        for (position, item) in document.judgement.cases.enumerated() {
          try insert(item, position, of: run, database)
        }
        let measured = document.judgement.cases.flatMap(RecordedMeasurement.of)
        for (position, item) in measured.enumerated() {
          try insert(item, position, of: run, database)
        }
      }
    }
  }

  private func update(_ run: Int64, with document: RunDocument, _ database: Database) throws {
    let facts = document.run
    try database.execute(
      sql: """
        UPDATE run SET state = ?, startedAt = ?, durationSeconds = ?, uniqueID = ?,
          firmwareVersion = ?, flavour = ?, imageHash = ?, contractHash = ?, suiteHash = ?,
          captureHash = ?, tool = ?, verdict = ?, statement = ?, retries = ?
        WHERE id = ?
        """,
      arguments: [
        RecordedRun.State.ended.rawValue, facts.startedAt, facts.durationSeconds, facts.uniqueID,
        facts.firmwareVersion, facts.flavour, facts.imageHash, facts.contractHash,
        facts.suiteHash, facts.captureHash, facts.tool, document.judgement.verdict.rawValue,
        document.judgement.statement, document.judgement.retries, run,
      ])
  }

  private func insert(
    _ item: CaseJudgement, _ position: Int, of run: Int64, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO "case" (run, position, name, verdict, suspect, attempts)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run, position, item.name, item.verdict.rawValue, item.suspect?.rawValue,
        item.attempts.count,
      ])
  }

  private func insert(
    _ item: RecordedMeasurement, _ position: Int, of run: Int64, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO measurement (run, position, "case", "check", quantity, unit, value,
          uncertainty, lower, upper, margin, verdict)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run, position, item.case, item.check, item.quantity, item.unit, item.value,
        item.uncertainty, item.lower, item.upper, item.margin, item.verdict.rawValue,
      ])
  }

  /// The runs asked for, newest first. Runs whose process has gone are told as killed.
  package func runs(_ filter: RunFilter = RunFilter()) throws(HistoryError) -> [RecordedRun] {
    try sweep()
    return try attempt("reading") {
      try pool.read { database in
        let (condition, arguments) = filter.sql
        return try RecordedRun.fetchAll(
          database,
          sql: """
            SELECT id, name, folder, state, startedAt, durationSeconds, rig, board, suite,
              uniqueID, firmwareVersion, flavour, imageHash, contractHash, suiteHash, captureHash,
              tool, verdict, statement, retries
            FROM run WHERE \(condition) ORDER BY id DESC LIMIT ?
            """,
          arguments: arguments + [filter.limit])
      }
    }
  }

  /// What was measured in some runs, in the order of each run's cases.
  package func measurements(
    of runs: [Int64]
  ) throws(HistoryError) -> [Int64: [RecordedMeasurement]] {
    try attempt("reading") {
      try pool.read { database in
        let all = try groups(runs).flatMap { group in
          try RecordedMeasurement.fetchAll(
            database,
            sql: """
              SELECT run, "case", "check", quantity, unit, value, uncertainty, lower, upper, margin,
                verdict
              FROM measurement WHERE run IN (\(placeholders(group.count))) ORDER BY run, position
              """,
            arguments: StatementArguments(group))
        }
        return Dictionary(grouping: all, by: \.run)
      }
    }
  }

  /// What became of the cases of some runs.
  package func cases(of runs: [Int64]) throws(HistoryError) -> [RecordedCase] {
    try attempt("reading") {
      try pool.read { database in
        try groups(runs).flatMap { group in
          try RecordedCase.fetchAll(
            database,
            sql: """
              SELECT run, name, verdict, suspect, attempts FROM "case"
              WHERE run IN (\(placeholders(group.count))) ORDER BY run, position
              """,
            arguments: StatementArguments(group))
        }
      }
    }
  }

  /// Runs in groups that a statement takes: SQLite binds 32,766 values at the most, unless it was built
  /// to take more.
  private func groups(_ runs: [Int64]) -> [ArraySlice<Int64>] {
    stride(from: 0, to: runs.count, by: 1000).map { runs[$0..<min($0 + 1000, runs.count)] }
  }

  private func placeholders(_ count: Int) -> String {
    Array(repeating: "?", count: count).joined(separator: ", ")
  }

  /// Marks runs as killed whose process has ended.
  private func sweep() throws(HistoryError) {
    guard let own = ProcessMark.own else { return }
    try attempt("reading") {
      let open = try pool.read { database in
        try Row.fetchAll(database, sql: "SELECT id, process FROM run WHERE state = 'running'")
      }
      let ended = open.filter { row in
        ProcessMark(row["process"] as String)?.life(seenBy: own) == .ended
      }
      guard !ended.isEmpty else { return }
      try pool.write { database in
        for row in ended {
          // It may have come to its end since it was looked at.
          try database.execute(
            sql: "UPDATE run SET state = 'killed' WHERE id = ? AND state = 'running'",
            arguments: [row["id"] as Int64])
        }
      }
    }
  }

  private func attempt<Value>(
    _ operation: String, _ body: () throws -> Value
  ) throws(HistoryError) -> Value {
    try Self.attempt(operation, path, body)
  }

  private static func attempt<Value>(
    _ operation: String, _ path: String, _ body: () throws -> Value
  ) throws(HistoryError) -> Value {
    let operation = operation.prefix(1).uppercased() + operation.dropFirst()
    do {
      return try body()
    } catch let error as HistoryError {
      throw error
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
      throw HistoryError(operation: operation, path: path, cause: .notADatabase)
    } catch let error as DatabaseError {
      throw HistoryError(
        operation: operation, path: path, cause: .other(error.message ?? "\(error.resultCode)"))
    } catch {
      throw HistoryError(operation: operation, path: path, cause: .other(SystemCause.of(error)))
    }
  }
}

extension RunFilter {
  /// A condition and what it binds.
  fileprivate var sql: (String, StatementArguments) {
    var conditions = ["TRUE"]
    var arguments = StatementArguments()
    func require(_ condition: String, _ values: [(any DatabaseValueConvertible)?]) {
      conditions.append(condition)
      arguments += StatementArguments(values)
    }
    if let rig { require("rig = ?", [rig]) }
    if let suite { require("suite = ?", [suite]) }
    if let state { require("state = ?", [state.rawValue]) }
    if let before { require("id < ?", [before]) }
    if let board {
      require("(board = ? OR substr(uniqueID, 1, length(?)) = ?)", [board, board, board])
    }
    if let firmware {
      require(
        "(firmwareVersion = ? OR substr(imageHash, 1, length(?)) = ?)",
        [firmware, firmware, firmware])
    }
    return (conditions.joined(separator: " AND "), arguments)
  }
}

extension Judgement {
  /// How often a case was begun again, over all cases.
  fileprivate var retries: Int { cases.reduce(0) { $0 + max(0, $1.attempts.count - 1) } }
}

extension RecordedMeasurement {
  /// All that the checks of a case measured; the run's number is not known yet.
  fileprivate static func of(_ item: CaseJudgement) -> [RecordedMeasurement] {
    item.checks.flatMap { check in
      check.measurements.map { measured in
        RecordedMeasurement(
          run: 0, case: item.name, check: check.name, quantity: measured.quantity,
          unit: measured.unit, value: measured.value, uncertainty: measured.uncertainty,
          lower: measured.limit.lower, upper: measured.limit.upper, margin: measured.margin,
          verdict: measured.verdict)
      }
    }
  }
}
