import Activity
import ArgumentParser
import Foundation
import TestRun
import Wording

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Make an activity file or a picture of a run that a chip kept.",
    discussion: """
      The run is a file that `solerig session fetch` left. The chip keeps no date: a run is taken to have
      ended when it was fetched, unless --start tells better.
        solerig export run-7.json --format fit -o run.fit     for sport sites
        solerig export run-7.json --format csv                a row a stride
        solerig export run-7.json --format svg -o run.svg     to share
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case fit, csv, json, svg }

  @Argument(help: "A fetched record.", completion: .file(extensions: ["json"]))
  var session: String

  @Option(help: "fit, csv, json or svg.")
  var format: Format

  @Option(help: "When the run began, as 2026-11-20T19:40:11Z.")
  var start: String?

  @Option(name: [.short, .long], help: "File to write; standard output without.")
  var output: String?

  func run() throws {
    let activity = try activity()
    if activity.run.lostPages > 0 || activity.run.skippedEntries > 0 {
      Terminal.error(
        """
        solerig: note: \(session) has lost \(activity.run.lostPages) pages and \
        \(activity.run.skippedEntries) entries; what they held is missing in the export.
        """)
    }
    let data =
      switch format {
      case .fit: Data(FITActivity.encode(activity))
      case .csv: Data(ActivityTable.csv(activity).utf8)
      case .json: try ActivityTable.json(activity)
      case .svg: Data(RunPicture(activity).svg.utf8)
      }
    guard let output else { return try Output.write(data) }
    do {
      try data.write(to: URL(filePath: output), options: .atomic)
    } catch {
      throw RunError(.setup, "Writing \(output) failed: \(SystemCause.of(error)).")
    }
  }

  private func activity() throws -> RunActivity {
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: session))
    } catch {
      throw RunError(.usage, "Exporting \(session) failed: \(SystemCause.of(error)).")
    }
    guard let record = FetchedRecord.decode(data) else {
      throw RunError(
        .usage,
        """
        Exporting \(session) failed: it is no record that `solerig session fetch` wrote. Fetch one \
        from a board first.
        """)
    }
    do throws(KeptRunError) {
      let run = try KeptRun(pages: Array(record.pages))
      return RunActivity(run, of: record, start: try beginning(of: run, record))
    } catch {
      throw RunError(.setup, "Exporting \(session) failed: \(error.description).")
    }
  }

  private func beginning(of run: KeptRun, _ record: FetchedRecord) throws(KeptRunError) -> Date {
    if let start, let date = try? Date(start, strategy: .iso8601) { return date }
    let fetched = (try? Date(record.fetchedAt, strategy: .iso8601)) ?? Date()
    let undated = RunActivity(run, of: record, start: fetched)
    return fetched - undated.durationSeconds.rounded(.up)
  }

  func validate() throws {
    if let start, (try? Date(start, strategy: .iso8601)) == nil {
      throw ValidationError("`\(start)` is no time; write it as 2026-11-20T19:40:11Z.")
    }
  }
}
