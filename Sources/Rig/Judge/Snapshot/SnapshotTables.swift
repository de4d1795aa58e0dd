internal import Capture
package import RigModel
internal import SoleLink

extension CaseTranscript {
  /// What a snapshot keeps of a case: every stride, and the last summary; the times at which they
  /// left are no part of it.
  var snapshotTables: [SnapshotTable] {
    [
      SnapshotTable("stride", strides.map(\.fields)),
      SnapshotTable("summary", summaries.suffix(1).map(\.fields)),
    ]
  }
}

extension SnapshotTable {
  fileprivate init(_ message: String, _ rows: [[FieldDescription]]) {
    let rows = rows.map { $0.filter { $0.name != "sent" } }
    self.init(
      message: message, columns: (rows.first ?? []).map { Column(name: $0.name, unit: $0.unit) },
      rows: rows.map { $0.map(SnapshotValue.init) })
  }
}

extension SnapshotValue {
  fileprivate init(_ field: FieldDescription) {
    switch field.value {
    case .integer(let number): self = .number(Double(number))
    case .unsigned(let number): self = .number(Double(number))
    case .scaled(let number): self = .number(number)
    case .name(let name, _): self = .word(name)
    case .hexadecimal, .bytes, .text, .list: self = .word(field.valueText)
    }
  }
}
