import Activity
import ArgumentParser
import Capture
import Foundation
import SoleLink
import Synchronization
import TestRun
import Wording

struct SessionFetch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Read runs from a board into files that `solerig export` takes.",
    discussion: """
      Without numbers: all that nobody has fetched yet. Once a file is safe on disk, the chip is told, so
      that the record may give way to a new one. A file that holds another record is left as it is.
        solerig session fetch -o runs/
        solerig session fetch 7 8 --port /dev/ttyACM0
      """)

  @Argument(help: "Numbers of records.")
  var records: [UInt32] = []

  @OptionGroup var board: SessionBoard

  @Option(
    name: [.short, .long], help: "Folder for the files: CHIP-RECORD.json.", completion: .directory)
  var output = "."

  @Flag(help: "Don't tell the chip that its records are safe.")
  var unmarked = false

  @Flag(help: "Print JSON.")
  var json = false

  private struct Fetched: Encodable {
    var file: String
    var record: RecordTable.Entry
    var lostPages: Int
    var skippedEntries: Int
  }

  func run() throws {
    let folder = output
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw RunError(.setup, "Making the folder \(folder) failed: \(SystemCause.of(error)).")
    }
    let (numbers, marks) = (records.isEmpty ? nil : records, !unmarked)
    let fetched = try board.visit(isQuiet: json) { desk throws(RunError) in
      var fetched: [Fetched] = []
      _ = try desk.fetch(numbers, marks: marks) { identity, info, pages throws(RunError) in
        fetched.append(try Self.keep(identity, info, pages, in: folder))
      }
      return fetched
    }
    if json { return try Output.json(fetched) }
    for item in fetched { try Output.line(words(item)) }
    if fetched.isEmpty { try Output.line("The chip keeps no record that nobody has fetched.") }
  }

  private static func keep(
    _ identity: Wire.Identity, _ info: Wire.RecordInfo, _ pages: [UInt8], in folder: String
  ) throws(RunError) -> Fetched {
    let record = FetchedRecord(
      board: identity.board.wireName, uniqueID: identity.uniqueId.hexadecimal,
      firmwareVersion: identity.version, record: info.record,
      fetchedAt: Date().formatted(.iso8601), pages: Data(pages))
    let file = "\(folder)/\(record.uniqueID)-\(info.record).json"
    // Chips that are emulated, or were erased whole, have numbers that others had before.
    if FileManager.default.fileExists(atPath: file),
      Self.record(in: file).map({ !record.goesOn(from: $0) }) ?? true
    {
      throw RunError(
        .usage,
        """
        Writing \(file) was not begun: it is there, and holds no earlier fetch of record \
        \(info.record). The chip was not told, and keeps the record. Move the file, or name \
        another folder with --output.
        """)
    }
    do {
      try record.encode().write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw RunError(
        .setup,
        """
        Writing \(file) failed: \(SystemCause.of(error)). The chip was not told, and keeps record \
        \(info.record).
        """)
    }
    let run = try? KeptRun(pages: pages)
    return Fetched(
      file: file, record: RecordTable.entry(info),
      lostPages: run?.lostPages ?? pages.count / 1024, skippedEntries: run?.skippedEntries ?? 0)
  }

  /// The record that a file holds; nil where it is none.
  private static func record(in file: String) -> FetchedRecord? {
    FileManager.default.contents(atPath: file).flatMap { FetchedRecord.decode($0) }
  }

  private func words(_ item: Fetched) -> String {
    let record = item.record
    var words = String(
      format: "wrote %@: %d strides, %.3f km", item.file, Int(record.strides),
      record.metres / 1000)
    if item.lostPages > 0 || item.skippedEntries > 0 {
      words += "; \(item.lostPages) pages and \(item.skippedEntries) entries are lost"
    }
    return words
  }
}
