import Capture
import Foundation
import SoleLink
import TestRun

/// Records as a person reads them, and as a script does.
struct RecordTable {
  private let shelf: RecordDesk.Shelf

  init(_ shelf: RecordDesk.Shelf) { self.shelf = shelf }

  var text: String {
    let chip = "\(shelf.identity.board.wireName) \(shelf.identity.uniqueId.hexadecimal)"
    guard !shelf.records.isEmpty else { return "\(chip) keeps no record." }
    var table = TextTable([
      ("record", .right), ("session", .right), ("duration", .right), ("km", .right),
      ("strides", .right), ("entries", .left), ("KB", .right), ("state", .left),
    ])
    for info in shelf.records {
      table.add([
        "\(info.record)", "\(info.session)", Self.duration(info.duration),
        String(format: "%.3f", Double(info.distance) / 1e6), "\(info.strides)",
        info.recordInterval == 0 ? "a stride" : "every \(info.recordInterval) s",
        "\(info.bytes / 1024)", Self.words(info.state),
      ])
    }
    return "\(chip)\n\(table.text)"
  }

  struct Entry: Encodable {
    var record: UInt32
    var session: UInt32
    var state: [String]
    var sampleRateHertz: UInt16
    var intervalSeconds: UInt8
    var bytes: UInt32
    var strides: UInt32
    var metres: Double
    var seconds: Double
  }

  struct Document: Encodable {
    var board: String
    var uniqueID: String
    var firmwareVersion: String
    var records: [Entry]
  }

  var document: Document {
    Document(
      board: shelf.identity.board.wireName, uniqueID: shelf.identity.uniqueId.hexadecimal,
      firmwareVersion: shelf.identity.version, records: shelf.records.map(Self.entry))
  }

  static func entry(_ info: Wire.RecordInfo) -> Entry {
    Entry(
      record: info.record, session: info.session, state: names(info.state),
      sampleRateHertz: info.sampleRate, intervalSeconds: info.recordInterval, bytes: info.bytes,
      strides: info.strides, metres: Double(info.distance) / 1000,
      seconds: Double(info.duration) / 1000)
  }

  private static func names(_ state: Wire.RecordState) -> [String] {
    let all: [(Wire.RecordState, String)] = [
      (.open, "open"), (.cut, "cut"), (.fetched, "fetched"), (.damaged, "damaged"),
    ]
    return all.filter { state.contains($0.0) }.map(\.1)
  }

  private static func words(_ state: Wire.RecordState) -> String {
    var words = names(state).map {
      switch $0 {
      case "open": "being written"
      case "cut": "cut off"
      case "damaged": "pages lost"
      default: $0
      }
    }
    if !state.contains(.fetched) { words.append("not fetched") }
    return words.joined(separator: ", ")
  }

  private static func duration(_ milliseconds: UInt32) -> String {
    let seconds = Int(milliseconds) / 1000
    return String(format: "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
  }
}

extension Wire.Identity {
  var version: String { "\(versionMajor).\(versionMinor).\(versionRevision)" }
}
