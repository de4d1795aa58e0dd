import ArgumentParser
import SoleLink
import TestRun

struct SessionErase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Erase the oldest runs that a board keeps.",
    discussion: """
        solerig session erase --through 7      record 7 and all that are older
        solerig session erase --all
      Runs that nobody has fetched are not erased, unless with --unfetched.
      """)

  @OptionGroup var board: SessionBoard

  @Option(help: ArgumentHelp("The last record to erase.", valueName: "record"))
  var through: UInt32?

  @Flag(help: "Erase all records.")
  var all = false

  @Flag(help: "Erase those, too, that nobody has fetched.")
  var unfetched = false

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard all != (through != nil) else {
      throw ValidationError("Say what to erase: --through RECORD, or --all.")
    }
  }

  func run() throws {
    let (through, unfetched) = (through, unfetched)
    let gone = try board.visit(isQuiet: json) { desk throws(RunError) in
      try desk.erase(upTo: through, unfetchedToo: unfetched)
    }
    if json { return try Output.json(gone.map(RecordTable.entry)) }
    let numbers = gone.map { "\($0.record)" }.joined(separator: ", ")
    try Output.line(
      gone.isEmpty ? "There was nothing to erase." : "erased \(gone.count): \(numbers)")
  }
}
