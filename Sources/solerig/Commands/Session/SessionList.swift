import ArgumentParser
import TestRun

struct SessionList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the runs that a board keeps, oldest first.")

  @OptionGroup var board: SessionBoard

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let shelf = try board.visit(isQuiet: json) { desk throws(RunError) in try desk.list() }
    let table = RecordTable(shelf)
    if json { return try Output.json(table.document) }
    try Output.line(table.text)
    if shelf.records.isEmpty, board.isAlwaysNew {
      try Output.line(
        "It was started for this command, and is new: --port or --flash reach one that has run.")
    }
  }
}
