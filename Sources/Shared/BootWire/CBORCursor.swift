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
  /// Offset of the next item.
  public private(set) var offset: Int

  public init(offset: Int = 0) {
    self.offset = offset
  }

  /// Reads the next item.
  @inline(never)
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
  ///
  /// A loop, not a recursion: the depth of the chip's stack has to be known. The bytes bound it,
  /// since each item takes one at least.
  @inline(never)
  public mutating func skip(in bytes: RawSpan) throws(CBORError) {
    // How many items each open array or map still wants; below zero where a break ends it.
    var wanted = InlineArray<8, Int>(repeating: 0)
    var depth = 0
    repeat {
      let start = offset
      var opened: Int?
      switch try next(in: bytes) {
      case .array(let count): opened = count ?? -1
      case .map(let count): opened = count.map { $0 * 2 } ?? -1
      case .end:
        guard depth > 0, wanted[depth - 1] < 0 else { throw .unexpected(offset: start) }
        depth -= 1
      default: break
      }
      if let opened, opened != 0 {
        guard depth < wanted.count else { throw .unsupported(offset: start) }
        wanted[depth] = opened
        depth += 1
        continue
      }
      // An item is complete, and with it what it was the last of.
      while depth > 0, wanted[depth - 1] > 0 {
        wanted[depth - 1] -= 1
        if wanted[depth - 1] > 0 { break }
        depth -= 1
      }
    } while depth > 0
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

extension RawSpan {
  /// The value that a key has in the map at an offset; nil where the map has no such key.
  ///
  /// Of an array or a map it is only the head.
  @inline(never)
  public func value(
    of key: StaticString, inMapAt offset: Int = SMPHeader.byteCount
  ) throws(CBORError) -> CBORItem? {
    var cursor = CBORCursor(offset: offset)
    guard case .map(let count) = try cursor.next(in: self) else {
      throw .unexpected(offset: offset)
    }
    var left = count ?? -1
    while left != 0 {
      let start = cursor.offset
      switch try cursor.next(in: self) {
      case .text(let range):
        if equals(range, key) { return try cursor.next(in: self) }
        try cursor.skip(in: self)
      case .end where left < 0: return nil
      default: throw .unexpected(offset: start)
      }
      if left > 0 { left -= 1 }
    }
    return nil
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
