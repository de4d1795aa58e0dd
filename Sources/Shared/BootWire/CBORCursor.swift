/// Why bytes are not the CBOR that is read here; the offset is of the item at fault.
public enum CBORError: Error, Equatable, Sendable {
  /// The bytes end within an item.
  case cut(offset: Int)
  /// A length or a number that SMP has no use for, a reserved head, or nesting too deep.
  case unsupported(offset: Int)
  /// Another kind of item than the one that belongs here.
  case unexpected(offset: Int)
}

/// One item of CBOR: a value, the place of a string, or how many items follow.
public enum CBORItem: Equatable, Sendable {
  case unsigned(UInt64)
  /// -1 minus the number.
  case negative(UInt64)
  case bytes(Range<Int>)
  case text(Range<Int>)
  /// Number of items; nil where a break ends them.
  case array(Int?)
  /// Number of pairs; nil where a break ends them.
  case map(Int?)
  case boolean(Bool)
  case null
  /// The end of an array or a map without a number.
  case end
}

/// A place in CBOR (RFC 8949), as far as SMP uses it: no tags, no floats, no strings in pieces.
///
/// A value of its own beside the bytes, so that it can be kept while they are read.
public struct CBORCursor: Equatable, Sendable {
  /// Deepest nesting that is passed over.
  static let deepest = 8

  /// Offset of the next item.
  public private(set) var offset: Int

  public init(offset: Int = 0) {
    self.offset = offset
  }

  /// Reads the next item.
  public mutating func next(in bytes: RawSpan) throws(CBORError) -> CBORItem {
    let start = offset
    guard start < bytes.byteCount else { throw .cut(offset: start) }
    let head = bytes.byte(at: start)
    let kind = head >> 5
    let isEndless = head & 31 == 31
    offset = start + 1
    if kind == 7 { return try simple(head, start) }
    if isEndless {
      switch kind {
      case 4: return .array(nil)
      case 5: return .map(nil)
      default: throw .unsupported(offset: start)
      }
    }
    let number = try argument(head & 31, start, in: bytes)
    switch kind {
    case 0: return .unsigned(number)
    case 1: return .negative(number)
    case 2: return .bytes(try string(number, start, in: bytes))
    case 3: return .text(try string(number, start, in: bytes))
    case 4: return .array(try count(number, start, in: bytes))
    case 5: return .map(try count(number, start, in: bytes))
    default: throw .unsupported(offset: start)
    }
  }

  /// Passes over the next item, and all that is in it.
  public mutating func skip(in bytes: RawSpan) throws(CBORError) {
    try skip(in: bytes, depth: 0)
  }

  private mutating func skip(in bytes: RawSpan, depth: Int) throws(CBORError) {
    let start = offset
    guard depth < Self.deepest else { throw .unsupported(offset: start) }
    switch try next(in: bytes) {
    case .array(let count): try skip(count, in: bytes, depth)
    case .map(let count): try skip(count.map { $0 * 2 }, in: bytes, depth)
    case .end: throw .unexpected(offset: start)
    default: break
    }
  }

  /// The bytes bound the loop: each item takes one at least.
  private mutating func skip(
    _ count: Int?, in bytes: RawSpan, _ depth: Int
  ) throws(CBORError) {
    var skipped = 0
    while skipped != count {
      if count == nil, try takeEnd(in: bytes) { return }
      try skip(in: bytes, depth: depth + 1)
      skipped += 1
    }
  }

  /// Takes the break that ends an array or a map, where it is next.
  public mutating func takeEnd(in bytes: RawSpan) throws(CBORError) -> Bool {
    guard offset < bytes.byteCount else { throw .cut(offset: offset) }
    guard bytes.byte(at: offset) == 0xFF else { return false }
    offset += 1
    return true
  }

  private func simple(_ head: UInt8, _ start: Int) throws(CBORError) -> CBORItem {
    switch head & 31 {
    case 20: return .boolean(false)
    case 21: return .boolean(true)
    case 22: return .null
    case 31: return .end
    default: throw .unsupported(offset: start)
    }
  }

  private mutating func argument(
    _ low: UInt8, _ start: Int, in bytes: RawSpan
  ) throws(CBORError) -> UInt64 {
    if low < 24 { return UInt64(low) }
    guard low < 28 else { throw .unsupported(offset: start) }
    let count = 1 << Int(low - 24)
    guard bytes.byteCount - offset >= count else { throw .cut(offset: start) }
    var number: UInt64 = 0
    for index in 0..<count { number = number << 8 | UInt64(bytes.byte(at: offset + index)) }
    offset += count
    return number
  }

  private mutating func string(
    _ length: UInt64, _ start: Int, in bytes: RawSpan
  ) throws(CBORError) -> Range<Int> {
    guard length <= UInt64(bytes.byteCount - offset) else { throw .cut(offset: start) }
    let range = offset..<(offset + Int(length))
    offset = range.upperBound
    return range
  }

  private func count(
    _ number: UInt64, _ start: Int, in bytes: RawSpan
  ) throws(CBORError) -> Int {
    guard number <= UInt64(bytes.byteCount - offset) else { throw .cut(offset: start) }
    return Int(number)
  }
}

extension CBORCursor {
  /// Reads the pairs of the map that is next: hands over where each key's text lies, with the cursor
  /// at its value, which must be passed.
  public mutating func forEachPair(
    in bytes: RawSpan,
    _ body: (_ key: Range<Int>, _ cursor: inout CBORCursor) throws(CBORError) -> Void
  ) throws(CBORError) {
    let start = offset
    guard case .map(let count) = try next(in: bytes) else { throw .unexpected(offset: start) }
    var pairs = 0
    while pairs != count {
      if count == nil, try takeEnd(in: bytes) { return }
      let keyStart = offset
      guard case .text(let key) = try next(in: bytes) else {
        throw .unexpected(offset: keyStart)
      }
      try body(key, &self)
      pairs += 1
    }
  }

  /// Reads a number that fits 32 bits.
  public mutating func unsigned(in bytes: RawSpan) throws(CBORError) -> UInt32 {
    let start = offset
    guard case .unsigned(let number) = try next(in: bytes) else {
      throw .unexpected(offset: start)
    }
    guard let value = UInt32(exactly: number) else { throw .unsupported(offset: start) }
    return value
  }

  public mutating func boolean(in bytes: RawSpan) throws(CBORError) -> Bool {
    let start = offset
    guard case .boolean(let value) = try next(in: bytes) else { throw .unexpected(offset: start) }
    return value
  }

  /// Where a byte string's bytes lie.
  public mutating func byteString(in bytes: RawSpan) throws(CBORError) -> Range<Int> {
    let start = offset
    guard case .bytes(let range) = try next(in: bytes) else { throw .unexpected(offset: start) }
    return range
  }

  /// Where a text's bytes lie.
  public mutating func text(in bytes: RawSpan) throws(CBORError) -> Range<Int> {
    let start = offset
    guard case .text(let range) = try next(in: bytes) else { throw .unexpected(offset: start) }
    return range
  }
}

extension RawSpan {
  /// Whether the bytes of a range are those of an ASCII text.
  public func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    let start = unsafe text.utf8Start
    for index in 0..<range.count {
      if unsafe start[index] != byte(at: range.lowerBound + index) { return false }
    }
    return true
  }
}
