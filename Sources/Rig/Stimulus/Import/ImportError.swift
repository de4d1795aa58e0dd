/// A recording could not be read: what was tried, where it failed, why, and what to do.
package enum ImportError: Error, Equatable, Sendable {
  case unreadable(path: String, cause: String)
  case empty(path: String)
  /// A column is not in the header; `found` lists what is there, nearest first.
  case missingColumn(path: String, line: Int, name: String, found: [String])
  /// Two columns have the name that is asked for.
  case repeatedColumn(path: String, line: Int, name: String)
  /// Two quantities are mapped to one column; `uses` names them.
  case sharedColumn(path: String, name: String, uses: [String])
  /// Rows are so far apart that what lies between can't be made up.
  case gap(position: ImportPosition, seconds: Double)
  /// A field is no finite number.
  case badNumber(position: ImportPosition, text: String)
  /// A row ends before a column that is needed.
  case shortRow(position: ImportPosition, fields: Int, header: Int)
  /// Time stands still or runs backwards.
  case timeNotRising(position: ImportPosition, previous: Double, current: Double)
  case tooFewRows(path: String, rows: Int)
  /// The rows are too far apart or too close to be footsteps; the time's unit is most often why.
  case rateOutOfRange(path: String, hertz: Double)
  /// Times span more than one import may hold.
  case tooLong(path: String, seconds: Double)
  case unknownUnits(path: String, quantity: String, text: String?)
  case badSidecar(path: String, cause: String)
}

extension ImportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let path, let cause):
      "cannot import \(path): \(cause); check the path, and that the file may be read"
    case .empty(let path):
      "cannot import \(path): the file has no rows; give a CSV with a header line and samples"
    case .repeatedColumn(let path, let line, let name):
      """
      cannot import \(path):\(line): two columns are called "\(name)"; rename the one that is not \
      meant
      """
    case .sharedColumn(let path, let name, let uses):
      """
      cannot import \(path): column "\(name)" is to be \(uses.joined(separator: " and ")); map \
      each to a column of its own, channels with --columns, the time with --time
      """
    case .gap(let position, let seconds):
      """
      cannot import \(position): nothing was recorded for the \(CSVImporter.rounded(seconds)) s \
      before this row, and the importer bridges \(CSVImporter.rounded(CSVImporter.longestGapSeconds)) s \
      at most; cut the recording there, and import each part
      """
    case .missingColumn(let path, let line, let name, let found):
      """
      cannot import \(path):\(line): no column "\(name)" in the header, which has \
      \(Self.list(found)); \
      rename the column or map it by name
      """
    case .badNumber(let position, let text):
      """
      cannot import \(position): "\(text)" is no finite number that a sensor gives; remove the row or mend the \
      recording, the importer does not guess
      """
    case .shortRow(let position, let fields, let header):
      """
      cannot import \(position): the row has \(fields) of the header's \(header) fields; the \
      file may have been cut off here
      """
    case .timeNotRising(let position, let previous, let current):
      """
      cannot import \(position): time \(current == previous ? "repeats" : "runs backwards"), \
      \(current) s after \(previous) s; sort the rows and remove duplicates
      """
    case .tooFewRows(let path, let rows):
      """
      cannot import \(path): it has \(rows) \(rows == 1 ? "row" : "rows") of samples, at least \
      \(CSVImporter.fewestRows) are needed to find its rate
      """
    case .rateOutOfRange(let path, let hertz):
      """
      cannot import \(path): its rows are \(CSVImporter.rounded(hertz)) a second, between \
      \(CSVImporter.rates.lowerBound) and \(CSVImporter.rates.upperBound) are needed; is the \
      time column in seconds?
      """
    case .tooLong(let path, let seconds):
      """
      cannot import \(path): its times span \(CSVImporter.rounded(seconds)) s, the most is \
      \(CSVImporter.longestSeconds) s; is the time column in seconds? Else cut the recording
      """
    case .unknownUnits(let path, let quantity, let text):
      """
      cannot import \(path): the unit of its \(quantity) is \
      \(text.map { "not in its sidecar's \"units\" (\"\($0)\")" } ?? "not given"); say it with \
      --acceleration and --angular-rate, or in the sidecar as "acc m/s^2, gyro rad/s" or "acc g, gyro deg/s"
      """
    case .badSidecar(let path, let cause):
      "cannot import the sidecar \(path): \(cause)"
    }
  }

  /// The first few of the names, each cut where it is no name any more.
  private static func list(_ names: [String]) -> String {
    if names.isEmpty { return "no columns" }
    let shown = names.prefix(8).map { name in
      name.count > 40 ? "\"\(name.prefix(40))…\"" : "\"\(name)\""
    }.joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}
