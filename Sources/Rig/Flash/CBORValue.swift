package import BootWire

/// A value of CBOR, whole: for what a board answers.
package indirect enum CBORValue: Equatable, Sendable {
  case unsigned(UInt64)
  case negative(UInt64)
  case bytes([UInt8])
  case text(String)
  case boolean(Bool)
  case null
  case array([CBORValue])
  /// Pairs in their order; a key that is no text is left out with its value.
  case map([String: CBORValue])

  /// Reads the value that bytes hold from an offset on.
  package init(parsing bytes: [UInt8], at offset: Int) throws(CBORError) {
    var cursor = CBORCursor(offset: offset)
    self = try Self.read(bytes.span.bytes, &cursor, depth: 0)
  }

  private static let deepest = 8

  private static func read(
    _ bytes: RawSpan, _ cursor: inout CBORCursor, depth: Int
  ) throws(CBORError) -> CBORValue {
    let start = cursor.offset
    let item = try cursor.next(in: bytes)
    guard depth < deepest else { throw .unsupported(offset: start) }
    switch item {
    case .unsigned(let number): return .unsigned(number)
    case .negative(let number): return .negative(number)
    case .bytes(let range): return .bytes(array(bytes, range))
    case .text(let range): return .text(String(decoding: array(bytes, range), as: UTF8.self))
    case .boolean(let value): return .boolean(value)
    case .null: return .null
    case .end: throw .unexpected(offset: start)
    case .array(let count):
      var values: [CBORValue] = []
      try forEach(count, bytes, &cursor) { cursor throws(CBORError) in
        values.append(try read(bytes, &cursor, depth: depth + 1))
      }
      return .array(values)
    case .map(let count):
      var values: [String: CBORValue] = [:]
      try forEach(count, bytes, &cursor) { cursor throws(CBORError) in
        let key = try read(bytes, &cursor, depth: depth + 1)
        let value = try read(bytes, &cursor, depth: depth + 1)
        if case .text(let name) = key { values[name] = value }
      }
      return .map(values)
    }
  }

  /// The bytes bound the loop: every turn reads one at least.
  private static func forEach(
    _ count: Int?, _ bytes: RawSpan, _ cursor: inout CBORCursor,
    _ body: (inout CBORCursor) throws(CBORError) -> Void
  ) throws(CBORError) {
    var done = 0
    while done != count {
      if count == nil {
        var probe = cursor
        if try probe.next(in: bytes) == .end {
          cursor = probe
          return
        }
      }
      try body(&cursor)
      done += 1
    }
  }

  private static func array(_ bytes: RawSpan, _ range: Range<Int>) -> [UInt8] {
    bytes.extracting(range).withUnsafeBytes { Array($0) }
  }

  package subscript(key: String) -> CBORValue? {
    if case .map(let values) = self { values[key] } else { nil }
  }

  package var number: UInt64? { if case .unsigned(let number) = self { number } else { nil } }
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var data: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
  package var truth: Bool? { if case .boolean(let value) = self { value } else { nil } }
  package var values: [CBORValue] { if case .array(let values) = self { values } else { [] } }

  /// The value's bytes, definite lengths, keys in the order given.
  package static func encode(_ pairs: [(String, CBORValue)]) -> [UInt8] {
    pairs.reduce(into: head(0xA0, UInt64(pairs.count))) { bytes, pair in
      bytes += CBORValue.text(pair.0).encoded + pair.1.encoded
    }
  }

  package var encoded: [UInt8] {
    switch self {
    case .unsigned(let number): Self.head(0x00, number)
    case .negative(let number): Self.head(0x20, number)
    case .bytes(let bytes): Self.head(0x40, UInt64(bytes.count)) + bytes
    case .text(let text): Self.head(0x60, UInt64(text.utf8.count)) + Array(text.utf8)
    case .boolean(let value): [value ? 0xF5 : 0xF4]
    case .null: [0xF6]
    case .array(let values):
      values.reduce(into: Self.head(0x80, UInt64(values.count))) { $0 += $1.encoded }
    case .map(let values):
      Self.encode(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
  }

  private static func head(_ kind: UInt8, _ number: UInt64) -> [UInt8] {
    if number < 24 { return [kind | UInt8(number)] }
    let count = number <= 0xFF ? 1 : number <= 0xFFFF ? 2 : number <= 0xFFFF_FFFF ? 4 : 8
    let code: UInt8 = count == 1 ? 24 : count == 2 ? 25 : count == 4 ? 26 : 27
    return [kind | code]
      + (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - $0))) }
  }
}
