/// An integer below the order of edwards25519's base point, in words of 32 bits.
struct CurveScalar: Sendable {
  private var words: InlineArray<8, UInt32>

  /// 2^252 + 27742317777372353535851937790883648493.
  private static let order: InlineArray<8, UInt32> = [
    0x5CF5_D3ED, 0x5812_631A, 0xA2F7_9CD6, 0x14DE_F9DE,
    0x0000_0000, 0x0000_0000, 0x0000_0000, 0x1000_0000,
  ]

  /// Reads 32 bytes, little-endian; nil for the order or more, which RFC 8032 wants refused.
  init?(_ bytes: borrowing InlineArray<32, UInt8>) {
    words = InlineArray(repeating: 0)
    for index in 0..<32 { words[index >> 2] |= UInt32(bytes[index]) << UInt32((index & 3) * 8) }
    if reachesOrder { return nil }
  }

  /// The remainder of 64 bytes, little-endian, bit by bit from the highest.
  init(reducing bytes: borrowing InlineArray<64, UInt8>) {
    words = InlineArray(repeating: 0)
    for step in 0..<512 {
      let bit = 511 - step
      var carry = UInt32(bytes[bit >> 3] >> UInt8(bit & 7) & 1)
      for index in 0..<8 {
        let high = words[index] >> 31
        words[index] = words[index] << 1 | carry
        carry = high
      }
      if reachesOrder { subtractOrder() }
    }
  }

  /// The bit of a weight, 0 to 255.
  subscript(bit: Int) -> Bool { words[bit >> 5] >> UInt32(bit & 31) & 1 != 0 }

  private var reachesOrder: Bool {
    for step in 0..<8 {
      let index = 7 - step
      if words[index] != Self.order[index] { return words[index] > Self.order[index] }
    }
    return true
  }

  private mutating func subtractOrder() {
    var borrow: UInt32 = 0
    for index in 0..<8 {
      let (part, first) = words[index].subtractingReportingOverflow(Self.order[index])
      let (rest, second) = part.subtractingReportingOverflow(borrow)
      words[index] = rest
      borrow = first || second ? 1 : 0
    }
  }
}
