internal import Wording

/// Walks a CSV's bytes line by line, field by field.
struct LineScanner {
  private let count: Int
  private let path: String
  private var offset = 0
  private var line = 0
  private var separator = UInt8(ascii: ",")

  init(count: Int, path: String) {
    self.count = count
    self.path = path
  }

  mutating func table(
    _ bytes: Span<UInt8>, names: [String]
  ) throws(ImportError) -> NumericTable {
    skipByteOrderMark(bytes)
    guard let header = nextLine(bytes) else { throw .empty(path: path) }
    let titles = headerFields(bytes, header)
    let slots = try slots(of: names, in: titles)
    var table = NumericTable(columnCount: names.count, expectedRows: count / 48)
    while let row = nextLine(bytes) {
      try read(row, bytes, names: names, slots: slots, into: &table)
    }
    return table
  }

  /// For each field of a row: which wanted column it fills, or nil.
  private func slots(
    of names: [String], in titles: [String]
  ) throws(ImportError) -> [Int?] {
    var slots: [Int?] = Array(repeating: nil, count: titles.count)
    for (index, name) in names.enumerated() {
      guard let field = titles.firstIndex(of: name) else {
        throw .missingColumn(
          path: path, line: line, name: name, found: NearestName.sorted(titles, near: name))
      }
      if titles[(field + 1)...].contains(name) {
        throw .repeatedColumn(path: path, line: line, name: name)
      }
      slots[field] = index
    }
    return slots
  }

  private func read(
    _ row: Range<Int>, _ bytes: Span<UInt8>, names: [String], slots: [Int?],
    into table: inout NumericTable
  ) throws(ImportError) {
    var start = row.lowerBound
    var field = 0
    var filled = 0
    while filled < names.count, start <= row.upperBound {
      let end = fieldEnd(bytes, from: start, to: row.upperBound)
      if field < slots.count, let column = slots[field] {
        if start == end, end == row.upperBound, field + 1 < slots.count { break }
        table.append(
          try number(bytes, start, end, column: names[column]), column: column)
        filled += 1
      }
      field += 1
      start = end + 1
    }
    if filled < names.count {
      let missing = slots.dropFirst(field).compactMap { $0 }.first ?? 0
      throw .shortRow(position: position(names[missing]), fields: field, header: slots.count)
    }
    table.endRow(line: line)
  }

  private func number(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, column: String
  ) throws(ImportError) -> Double {
    let trimmed = trim(bytes, start, end)
    guard let value = NumberField.parse(bytes, trimmed.lowerBound, trimmed.upperBound),
      value.magnitude <= Self.largest
    else {
      let text = NumberField.text(bytes, trimmed.lowerBound, trimmed.upperBound)
      throw .badNumber(position: position(column), text: text)
    }
    return value
  }

  private func position(_ column: String) -> ImportPosition {
    ImportPosition(path: path, line: line, column: column)
  }

  /// The next line that says something: not blank, no `#` comment.
  private mutating func nextLine(_ bytes: Span<UInt8>) -> Range<Int>? {
    while offset < count {
      let start = offset
      while offset < count, bytes[offset] != Self.newline { offset += 1 }
      let content = trim(bytes, start, offset)
      offset += 1
      line += 1
      if !content.isEmpty, bytes[content.lowerBound] != Self.hash { return content }
    }
    return nil
  }

  private mutating func headerFields(_ bytes: Span<UInt8>, _ header: Range<Int>) -> [String] {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    separator = candidates.first { mark in header.contains { bytes[$0] == mark } } ?? candidates[0]
    var titles: [String] = []
    var start = header.lowerBound
    while start <= header.upperBound {
      let end = fieldEnd(bytes, from: start, to: header.upperBound)
      let title = trim(bytes, start, end)
      titles.append(NumberField.text(bytes, title.lowerBound, title.upperBound))
      start = end + 1
    }
    return titles
  }

  private func fieldEnd(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var index = start
    var isQuoted = false
    while index < end, isQuoted || bytes[index] != separator {
      if bytes[index] == Self.quote { isQuoted.toggle() }
      index += 1
    }
    return index
  }

  /// Without blanks, carriage return, and a pair of quotes around it all.
  private func trim(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int> {
    var (low, high) = (start, end)
    while low < high, isBlank(bytes[low]) { low += 1 }
    while low < high, isBlank(bytes[high - 1]) { high -= 1 }
    if high - low >= 2, bytes[low] == Self.quote, bytes[high - 1] == Self.quote,
      !(low + 1..<high - 1).contains(where: { bytes[$0] == Self.quote })
    {
      return low + 1..<high - 1
    }
    return low..<high
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r")
      || (byte == UInt8(ascii: "\t") && separator != byte)
  }

  private mutating func skipByteOrderMark(_ bytes: Span<UInt8>) {
    if count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
  }

  /// More than any sensor or clock gives, and small enough that no sum of such overflows.
  private static let largest = 1e18
  private static let newline = UInt8(ascii: "\n")
  private static let quote = UInt8(ascii: "\"")
  private static let hash = UInt8(ascii: "#")
}
