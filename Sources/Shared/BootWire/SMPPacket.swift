/// An SMP packet under construction: a header, and a map in CBOR.
///
/// What does not fit is left out and told by `isFull`; nothing is written past the end.
public struct SMPPacket<let capacity: Int>: ~Copyable, Sendable {
  private var buffer = InlineArray<capacity, UInt8>(repeating: 0)
  /// Bytes so far, the header included.
  public private(set) var count = SMPHeader.byteCount
  /// Whether something did not fit.
  public private(set) var isFull = false

  public init() {}

  /// The packet; `finish` comes first.
  public var bytes: RawSpan {
    @_lifetime(borrow self)
    borrowing get { buffer.span.bytes.extracting(first: count) }
  }

  /// Throws away what was written.
  public mutating func clear() {
    count = SMPHeader.byteCount
    isFull = false
  }

  /// Fills the header in.
  public mutating func finish(
    _ operation: SMPHeader.Operation, version: UInt8 = 0, group: UInt16, command: UInt8,
    sequence: UInt8
  ) {
    let header = SMPHeader(
      operation, version: version, group: group, command: command, sequence: sequence,
      payloadBytes: UInt16(count - SMPHeader.byteCount)
    ).encoded()
    for index in 0..<SMPHeader.byteCount { buffer[index] = header[index] }
  }

  @inline(never)
  public mutating func append(_ byte: UInt8) {
    guard count < capacity else {
      isFull = true
      return
    }
    buffer[count] = byte
    count += 1
  }

  // MARK: - CBOR

  /// Opens a map that `end()` closes.
  public mutating func startMap() { append(0xBF) }
  /// Opens an array that `end()` closes.
  public mutating func startArray() { append(0x9F) }
  public mutating func end() { append(0xFF) }

  public mutating func put(_ number: UInt32) { head(0, number) }
  public mutating func put(_ value: Bool) { append(value ? 0xF5 : 0xF4) }

  /// A key of a map with its number.
  @inline(never)
  public mutating func put(_ key: StaticString, _ number: UInt32) {
    put(key)
    put(number)
  }

  /// A key of a map with its truth.
  @inline(never)
  public mutating func put(_ key: StaticString, _ value: Bool) {
    put(key)
    put(value)
  }

  @inline(never)
  public mutating func put(_ text: StaticString) {
    head(0x60, UInt32(text.utf8CodeUnitCount))
    for index in 0..<text.utf8CodeUnitCount { append(unsafe text.utf8Start[index]) }
  }

  public mutating func put(bytes: RawSpan) {
    head(0x40, UInt32(bytes.byteCount))
    for index in 0..<bytes.byteCount { append(bytes.byte(at: index)) }
  }

  public mutating func put(text: RawSpan) {
    head(0x60, UInt32(text.byteCount))
    for index in 0..<text.byteCount { append(text.byte(at: index)) }
  }

  public mutating func put(_ hash: ImageHash) {
    head(0x40, UInt32(ImageHash.byteCount))
    for index in 0..<ImageHash.byteCount { append(hash[index]) }
  }

  /// A version as text: `1.2.3`, and `.4` for a build that is not 0.
  public mutating func put(_ version: ImageVersion) {
    let start = count
    append(0x60)
    digits(UInt32(version.major))
    append(0x2E)
    digits(UInt32(version.minor))
    append(0x2E)
    digits(UInt32(version.revision))
    if version.build != 0 {
      append(0x2E)
      digits(version.build)
    }
    guard !isFull else { return }
    let length = count - start - 1
    if length < 24 {
      buffer[start] = 0x60 | UInt8(length)
    } else {
      // At most 25 characters: the length takes one byte more.
      append(0)
      guard !isFull else { return }
      for step in 0..<length { buffer[count - 1 - step] = buffer[count - 2 - step] }
      buffer[start] = 0x78
      buffer[start + 1] = UInt8(length)
    }
  }

  @inline(never)
  private mutating func head(_ kind: UInt8, _ number: UInt32) {
    if number < 24 { return append(kind | UInt8(number)) }
    let count = number <= 0xFF ? 1 : number <= 0xFFFF ? 2 : 4
    append(kind | (count == 1 ? 24 : count == 2 ? 25 : 26))
    for index in 0..<count {
      append(UInt8(truncatingIfNeeded: number >> UInt32(8 * (count - 1 - index))))
    }
  }

  /// By subtraction: the chip has no division, and this is no reason to carry one.
  private mutating func digits(_ number: UInt32) {
    var rest = number
    var hasBegun = false
    let powers = Self.powersOfTen
    for index in 0..<10 {
      let power = powers[index]
      var digit: UInt8 = 0
      while rest >= power {
        rest -= power
        digit += 1
      }
      hasBegun = hasBegun || digit > 0 || power == 1
      if hasBegun { append(0x30 + digit) }
    }
  }

  private static var powersOfTen: InlineArray<10, UInt32> {
    [1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1]
  }
}
