import ArgumentParser

struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Look at what earlier runs gave.",
    discussion: """
      Every run is kept in one file, which any number of rigs may write to at once:
        solerig history                            the last runs, and which cases are flaky
        solerig history --board 10dc --suite default
        solerig history compare                    the last run against the one before
        solerig history export --format csv -o runs.csv
      """,
    subcommands: [HistoryList.self, HistoryCompare.self, HistoryExport.self],
    defaultSubcommand: HistoryList.self)
}
