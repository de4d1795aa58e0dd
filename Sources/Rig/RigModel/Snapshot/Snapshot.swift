/// What the engine told of one case when someone approved it: a golden that is held exactly.
///
/// It shows that something changed, never that it is right: that is for truth goldens to say.
package struct Snapshot: Codable, Equatable, Sendable {
  package static let currentSchema = "solerig-snapshot/1"

  package private(set) var schema = Snapshot.currentSchema
  package var suite: String
  package var `case`: String
  /// SHA-256 of the samples that were played; lower-case hexadecimal.
  package var samplesSHA256: String
  package var approval: Approval
  package var tables: [SnapshotTable]

  /// Who told it, and why it was taken for good.
  package struct Approval: Codable, Equatable, Sendable {
    package var firmwareVersion: String
    /// SHA-256 of the image; nil for a board that has none.
    package var imageHash: String?
    package var board: String
    /// UTC, ISO 8601.
    package var date: String
    package var reason: String

    package init(
      firmwareVersion: String, imageHash: String?, board: String, date: String, reason: String
    ) {
      self.firmwareVersion = firmwareVersion
      self.imageHash = imageHash
      self.board = board
      self.date = date
      self.reason = reason
    }
  }

  package init(
    suite: String, case name: String, samplesSHA256: String, approval: Approval,
    tables: [SnapshotTable]
  ) {
    self.suite = suite
    self.case = name
    self.samplesSHA256 = samplesSHA256
    self.approval = approval
    self.tables = tables
  }

  /// Where it comes from, in one sentence.
  package var provenance: String {
    let image = approval.imageHash.map { ", image \($0.prefix(12))" } ?? ""
    return "snapshot approved \(approval.date): firmware \(approval.firmwareVersion)\(image) on "
      + "\(approval.board): \(approval.reason)"
  }
}

/// Messages of one kind, a row each, in the order in which they were told.
package struct SnapshotTable: Codable, Equatable, Sendable {
  package struct Column: Codable, Equatable, Sendable {
    /// The field's name in the contract.
    package var name: String
    package var unit: String?

    package init(name: String, unit: String?) {
      self.name = name
      self.unit = unit
    }
  }

  /// `stride` or `summary`.
  package var message: String
  package var columns: [Column]
  package var rows: [[SnapshotValue]]

  package init(message: String, columns: [Column], rows: [[SnapshotValue]]) {
    self.message = message
    self.columns = columns
    self.rows = rows
  }
}

/// One field's value: a number in its unit, or a word.
package enum SnapshotValue: Codable, Equatable, Sendable {
  case number(Double)
  case word(String)

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .word(try container.decode(String.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .word(let word): try container.encode(word)
    }
  }
}
