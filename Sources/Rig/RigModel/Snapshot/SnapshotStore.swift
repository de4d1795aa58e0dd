package import Foundation
internal import Wording

/// The folder of approved snapshots: `<suite>/<case>.json`.
package struct SnapshotStore: Sendable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  package func path(suite: String, case name: String) -> String {
    "\(folder)/\(suite)/\(name).json"
  }

  /// The snapshot of a case; nil where nobody has approved one.
  package func load(suite: String, case name: String) throws(ModelError) -> Snapshot? {
    let path = path(suite: suite, case: name)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let snapshot: Snapshot
    do {
      snapshot = try JSONDecoder().decode(
        Snapshot.self, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw ModelError(
        .readSnapshot, file: path, "it is no snapshot of solerig's, or was damaged",
        hint: "take it back from version control, or approve a run again")
    }
    guard snapshot.schema == Snapshot.currentSchema else {
      throw ModelError(
        .readSnapshot, file: path,
        "it says `\(snapshot.schema)`, this solerig reads `\(Snapshot.currentSchema)`",
        hint: "use the solerig that wrote it, or approve a run again")
    }
    guard snapshot.tables.allSatisfy(\.isWhole) else {
      throw ModelError(
        .readSnapshot, file: path, "a row has not as many values as its table has columns",
        hint: "take it back from version control, or approve a run again")
    }
    return snapshot
  }

  package func write(_ snapshot: Snapshot) throws(ModelError) {
    let path = path(suite: snapshot.suite, case: snapshot.case)
    do {
      try FileManager.default.createDirectory(
        at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try snapshot.encode().write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ModelError(.writeSnapshot, file: path, SystemCause.of(error))
    }
  }
}

extension SnapshotTable {
  fileprivate var isWhole: Bool { rows.allSatisfy { $0.count == columns.count } }
}

extension Snapshot {
  /// As JSON with a line a row, so that a change of one stride is a change of one line.
  package func encode() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func text(_ value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    let tables = try tables.map { table in
      """
      {
      "columns": \(try text(table.columns)),
      "message": \(try text(table.message)),
      "rows": [
      \(try table.rows.map(text).joined(separator: ",\n"))
      ]
      }
      """
    }
    return Data(
      """
      {
      "approval": \(try text(approval)),
      "case": \(try text(self.case)),
      "samplesSHA256": \(try text(samplesSHA256)),
      "schema": \(try text(schema)),
      "suite": \(try text(suite)),
      "tables": [
      \(tables.joined(separator: ",\n"))
      ]
      }

      """.utf8)
  }
}
