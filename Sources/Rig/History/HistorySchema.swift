internal import GRDB

/// The tables of the history. A change is a new migration: what was registered stays as it is.
enum HistorySchema {
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: runs, cases, measurements") { database in
      try runs(database)
      try cases(database)
      try measurements(database)
    }
    return migrator
  }()

  private static func runs(_ database: Database) throws {
    try database.create(table: "run") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("name", .text).notNull()
      table.column("folder", .text).notNull()
      table.column("state", .text).notNull()
      table.column("process", .text).notNull()
      table.column("startedAt", .text).notNull()
      table.column("durationSeconds", .double)
      table.column("rig", .text).notNull()
      table.column("board", .text).notNull()
      table.column("suite", .text).notNull()
      table.column("uniqueID", .text)
      table.column("firmwareVersion", .text)
      table.column("flavour", .text)
      table.column("imageHash", .text)
      table.column("contractHash", .text)
      table.column("suiteHash", .text)
      table.column("captureHash", .text)
      table.column("tool", .text)
      table.column("verdict", .text)
      table.column("statement", .text)
      table.column("retries", .integer).notNull().defaults(to: 0)
    }
    try database.create(index: "runBySuite", on: "run", columns: ["suite", "board", "id"])
  }

  private static func cases(_ database: Database) throws {
    try database.create(table: "case") { table in
      table.column("run", .integer).notNull().references("run", onDelete: .cascade)
      table.column("position", .integer).notNull()
      table.column("name", .text).notNull()
      table.column("verdict", .text).notNull()
      table.column("suspect", .text)
      table.column("attempts", .integer).notNull()
      table.primaryKey(["run", "position"])
    }
  }

  private static func measurements(_ database: Database) throws {
    try database.create(table: "measurement") { table in
      table.column("run", .integer).notNull().references("run", onDelete: .cascade)
      table.column("position", .integer).notNull()
      table.column("case", .text).notNull()
      table.column("check", .text).notNull()
      table.column("quantity", .text).notNull()
      table.column("unit", .text).notNull()
      table.column("value", .double)
      table.column("uncertainty", .double)
      table.column("lower", .double)
      table.column("upper", .double)
      table.column("margin", .double)
      table.column("verdict", .text).notNull()
      table.primaryKey(["run", "position"])
    }
  }
}
