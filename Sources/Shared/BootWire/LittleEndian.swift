extension RawSpan {
  /// The byte at an offset.
  func byte(at offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)  // checks the bounds
  }

  /// The little-endian number at an offset, aligned or not.
  func littleEndian<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    at offset: Int, as _: Number.Type = Number.self
  ) -> Number {
    // Checks the bounds.
    unsafe Number(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}

extension RawSpan {
  /// The big-endian number of 16 bits at an offset.
  func bigEndian(at offset: Int) -> UInt16 {
    UInt16(byte(at: offset)) << 8 | UInt16(byte(at: offset + 1))
  }
}

extension InlineArray where Element == UInt8 {
  /// Writes a number at an offset, least significant byte first.
  mutating func put<Number: FixedWidthInteger & UnsignedInteger>(_ number: Number, at offset: Int) {
    for index in 0..<Number.bitWidth / 8 {
      self[offset + index] = UInt8(truncatingIfNeeded: number >> Number(index * 8))
    }
  }
}
