package import Foundation

/// A kept record as it was fetched from a chip: the file that `solerig session fetch` leaves.
package struct FetchedRecord: Codable, Equatable, Sendable {
  package static let currentSchema = "solerig-record/1"

  package private(set) var schema = FetchedRecord.currentSchema
  /// The chip's kind, such as `microbit_v1`.
  package var board: String
  /// Sixteen hexadecimal digits.
  package var uniqueID: String
  package var firmwareVersion: String
  package var record: UInt32
  /// UTC, ISO 8601. The chip keeps no date: this is the host's, of the fetching.
  package var fetchedAt: String
  /// The pages, as the chip gave them.
  package var pages: Data

  package init(
    board: String, uniqueID: String, firmwareVersion: String, record: UInt32, fetchedAt: String,
    pages: Data
  ) {
    self.board = board
    self.uniqueID = uniqueID
    self.firmwareVersion = firmwareVersion
    self.record = record
    self.fetchedAt = fetchedAt
    self.pages = pages
  }

  /// Whether this is the record of an earlier fetch, maybe with marks and entries that came since.
  ///
  /// What is written to flash after a fetch only turns ones into zeros.
  package func goesOn(from earlier: FetchedRecord) -> Bool {
    board == earlier.board && uniqueID == earlier.uniqueID && record == earlier.record
      && pages.count >= earlier.pages.count
      && zip(pages, earlier.pages).allSatisfy { $0 & ~$1 == 0 }
  }

  package func encode() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// nil for what is no such file.
  package static func decode(_ data: Data) -> FetchedRecord? {
    guard let record = try? JSONDecoder().decode(FetchedRecord.self, from: data),
      record.schema == currentSchema
    else { return nil }
    return record
  }
}
