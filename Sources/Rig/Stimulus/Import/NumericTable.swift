/// The numeric columns of a CSV that an import needs, each row with the line it stands on.
///
/// A tokenizer of our own: the packages that read CSV give dictionaries of strings, which at
/// 150,000 fields cost more than the whole import, and do not say on which line a field stands
/// once a blank or a comment line came before it. Fields are separated by comma, semicolon or
/// tab (what the header uses); quotes around a field are taken off; a quoted field may hold the
/// separator, but not a line end, since no number does.
struct NumericTable {
  /// One array a column, in the order asked for.
  private(set) var columns: [[Double]]
  private(set) var lines: [Int]

  /// - Parameter names: columns wanted, each by its name in the header.
  static func read(
    _ bytes: [UInt8], path: String, names: [String]
  ) throws(ImportError) -> NumericTable {
    var scanner = LineScanner(count: bytes.count, path: path)
    return try scanner.table(bytes.span, names: names)
  }

  init(columnCount: Int, expectedRows: Int) {
    columns = Array(repeating: [], count: columnCount)
    lines = []
    for index in columns.indices { columns[index].reserveCapacity(expectedRows) }
    lines.reserveCapacity(expectedRows)
  }

  mutating func append(_ value: Double, column: Int) {
    columns[column].append(value)
  }

  mutating func endRow(line: Int) {
    lines.append(line)
  }
}
