/// What a frame can carry: a type number, and a payload.
public protocol FrameContent {
  /// The message's number on the wire.
  var messageType: UInt8 { get }
  /// Appends the payload's bytes, little-endian.
  func encode(into writer: inout PayloadWriter)
}

/// A message of the contract, which can be written and read.
public protocol WirePayload: FrameContent, Equatable, Sendable {
  /// The message's number on the wire.
  static var type: UInt8 { get }
  /// Reads a payload, whose length must fit.
  init(payload: RawSpan) throws(PayloadError)
  /// Takes the device time at which it leaves, in µs, where the message tells one.
  mutating func leave(at time: UInt64)
}

extension WirePayload {
  public var messageType: UInt8 { Self.type }
  public mutating func leave(at time: UInt64) {}
}

/// Why the payload of a good frame is no message of the contract.
public enum PayloadError: Error, Equatable, Sendable {
  /// The contract has no such type in this direction.
  case unknownType(UInt8)
  /// The payload is `actual` bytes long.
  case wrongLength(type: UInt8, actual: Int)
  /// The byte at `offset` is no value of its enumeration.
  case invalidValue(type: UInt8, offset: Int)
}

/// A frame's bytes while they are put together: type, sequence, payload, CRC-32.
public struct PayloadWriter: Sendable {
  private var storage = InlineArray<254, UInt8>(repeating: 0)
  private(set) var count = 0

  public init() {}

  /// Appends the CRC-32 of all that was written.
  mutating func appendChecksum() {
    let count = count
    // By pointer: a span of a borrowed array is a span of its copy, on the chip's stack.
    let checksum = withUnsafeBytes(of: &storage) {
      CRC32.checksum($0.bytes.extracting(first: count))
    }
    append(checksum)
  }

  /// COBS-encodes all that was written, and returns the encoded length.
  mutating func encode(into output: inout MutableSpan<UInt8>, at start: Int) -> Int {
    let count = count
    return withUnsafeBytes(of: &storage) {
      COBS.encode($0.bytes.extracting(first: count), into: &output, at: start)
    }
  }

  /// Appends a number, least significant byte first.
  @inline(__always)
  public mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    var rest = number
    for _ in 0..<Number.bitWidth / 8 {
      storage[count] = UInt8(truncatingIfNeeded: rest)
      count += 1
      rest >>= 8
    }
  }
}

extension RawSpan {
  /// Little-endian numbers at any offset. The caller has checked the length.
  @inline(__always)
  func number<Number: FixedWidthInteger & BitwiseCopyable>(_: Number.Type, at offset: Int) -> Number
  {
    precondition(offset >= 0 && offset + MemoryLayout<Number>.size <= byteCount)
    return Number(
      littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: Number.self))
  }
  public func uint8(at offset: Int) -> UInt8 { number(UInt8.self, at: offset) }
  public func uint16(at offset: Int) -> UInt16 { number(UInt16.self, at: offset) }
  public func uint32(at offset: Int) -> UInt32 { number(UInt32.self, at: offset) }
  public func uint64(at offset: Int) -> UInt64 { number(UInt64.self, at: offset) }
  public func int16(at offset: Int) -> Int16 { number(Int16.self, at: offset) }
  public func int32(at offset: Int) -> Int32 { number(Int32.self, at: offset) }
}

/// A field of a fixed number of raw bytes.
public struct FixedBytes<let count: Int>: Equatable, Sendable {
  private var storage: InlineArray<count, UInt8>

  /// How many bytes there are.
  public var byteCount: Int { count }

  /// All zero.
  public init() { storage = InlineArray(repeating: 0) }

  init(_ bytes: RawSpan, at offset: Int) {
    storage = InlineArray { bytes.uint8(at: offset + $0) }
  }

  public subscript(index: Int) -> UInt8 {
    get { storage[index] }
    set { storage[index] = newValue }
  }

  func encode(into writer: inout PayloadWriter) {
    for index in 0..<count { writer.append(storage[index]) }
  }

  public static func == (left: Self, right: Self) -> Bool {
    for index in 0..<count where left[index] != right[index] { return false }
    return true
  }
}

/// The rest of a payload: at most `capacity` bytes, raw or UTF-8 text.
public struct PayloadBytes<let capacity: Int>: Equatable, Sendable {
  private var storage = InlineArray<capacity, UInt8>(repeating: 0)
  /// How many bytes there are.
  public private(set) var count = 0

  public init() {}

  init(_ bytes: RawSpan, from offset: Int) {
    for index in offset..<bytes.byteCount { append(bytes.uint8(at: index)) }
  }

  /// The bytes of a text in the program, as far as there is room.
  public init(_ text: StaticString) {
    text.withUTF8Buffer { bytes in
      for byte in bytes { append(byte) }
    }
  }

  public subscript(index: Int) -> UInt8 {
    precondition(index < count)
    return storage[index]
  }

  /// Adds a byte, as long as there is room; tells whether there was.
  @discardableResult
  public mutating func append(_ byte: UInt8) -> Bool {
    guard count < capacity else { return false }
    storage[count] = byte
    count += 1
    return true
  }

  func encode(into writer: inout PayloadWriter) {
    for index in 0..<count { writer.append(storage[index]) }
  }

  public static func == (left: Self, right: Self) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left.storage[index] != right.storage[index] { return false }
    return true
  }
}
