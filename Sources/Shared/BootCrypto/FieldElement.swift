/// An integer modulo 2^255 - 19, in 20 limbs of 13 bits.
///
/// 13 bits, since the Cortex-M0 multiplies to 32 bits only: 20 products of two such limbs still fit.
/// Between operations every limb is below 2^13, but the first, which is below 2^13.3.
/// Nothing here is secret, so nothing takes care to take the same time always.
struct FieldElement: Sendable {
  typealias Limbs = InlineArray<20, UInt32>

  var limbs: Limbs

  static let zero = FieldElement(limbs: Limbs(repeating: 0))

  static var one: FieldElement {
    var one = zero
    one.limbs[0] = 1
    return one
  }

  /// -121665/121666, the curve's constant.
  static let curve = FieldElement(limbs: [
    0x18A3, 0x1ACB, 0x1284, 0x169B, 0x175E, 0x0C55, 0x0507, 0x09A8, 0x100A, 0x0003,
    0x1A26, 0x0EF3, 0x0797, 0x03A0, 0x0E33, 0x1FCE, 0x0B6F, 0x0771, 0x00DB, 0x00A4,
  ])
  /// A square root of -1.
  static let rootOfMinusOne = FieldElement(limbs: [
    0x00B0, 0x1075, 0x09D2, 0x1C36, 0x0C4E, 0x123C, 0x14BF, 0x00D5, 0x0318, 0x197A,
    0x15E9, 0x1BF7, 0x0993, 0x0680, 0x0CAD, 0x1BE1, 0x0FC1, 0x0402, 0x00C9, 0x0057,
  ])
  /// The base point's coordinates.
  static let baseX = FieldElement(limbs: [
    0x151A, 0x192E, 0x1823, 0x0C5A, 0x0C95, 0x13D9, 0x1496, 0x0C12, 0x0CC7, 0x0349,
    0x1717, 0x1BAD, 0x031F, 0x1271, 0x1B02, 0x0A7F, 0x0D6E, 0x169E, 0x1A4D, 0x0042,
  ])
  static let baseY = FieldElement(limbs: [
    0x0658, 0x1333, 0x1999, 0x0CCC, 0x0666, 0x1333, 0x1999, 0x0CCC, 0x0666, 0x1333,
    0x1999, 0x0CCC, 0x0666, 0x1333, 0x1999, 0x0CCC, 0x0666, 0x1333, 0x1999, 0x00CC,
  ])

  init(limbs: Limbs) {
    self.limbs = limbs
  }

  /// Reads 32 bytes, little-endian, without the highest bit; what is 2^255 - 19 or more is reduced.
  init(_ bytes: borrowing InlineArray<32, UInt8>) {
    limbs = Limbs(repeating: 0)
    var limb = 0
    var place: UInt32 = 0
    for bit in 0..<255 {
      limbs[limb] |= UInt32(bytes[bit >> 3] >> UInt8(bit & 7) & 1) << place
      place += 1
      if place == 13 {
        place = 0
        limb += 1
      }
    }
  }

  /// The bytes of the one number below 2^255 - 19 that this stands for.
  func encoded() -> InlineArray<32, UInt8> {
    var value = self
    value.carry()
    for _ in 0..<2 { value.foldHighBits() }
    // Below 2^255 now. Where 19 more reach 2^255, the prime was reached.
    var probe = value
    probe.limbs[0] += 19
    probe.propagate()
    if probe.limbs[19] >> 8 != 0 { value = probe }
    value.limbs[19] &= 0xFF
    var bytes = InlineArray<32, UInt8>(repeating: 0)
    var limb = 0
    var place: UInt32 = 0
    for bit in 0..<255 {
      bytes[bit >> 3] |= UInt8(value.limbs[limb] >> place & 1) << UInt8(bit & 7)
      place += 1
      if place == 13 {
        place = 0
        limb += 1
      }
    }
    return bytes
  }

  /// Carries from limb to limb, and leaves what is too much in the last.
  private mutating func propagate() {
    for index in 0..<19 {
      limbs[index + 1] &+= limbs[index] >> 13
      limbs[index] &= 0x1FFF
    }
  }

  /// Brings the bits from 2^255 on down, where they count 19-fold.
  private mutating func foldHighBits() {
    limbs[0] &+= limbs[19] >> 8 &* 19
    limbs[19] &= 0xFF
    propagate()
  }

  /// Brings every limb below its bound; what runs over 2^260 counts 608-fold.
  private mutating func carry() {
    propagate()
    limbs[0] &+= limbs[19] >> 13 &* 608
    limbs[19] &= 0x1FFF
  }

  @inline(never)
  static func + (left: borrowing Self, right: borrowing Self) -> Self {
    var sum = copy left
    for index in 0..<20 { sum.limbs[index] &+= right.limbs[index] }
    sum.carry()
    return sum
  }

  /// Adds 64 times the prime first, so that no limb goes below zero.
  @inline(never)
  static func - (left: borrowing Self, right: borrowing Self) -> Self {
    var difference = copy left
    difference.limbs[0] &+= 15_168 &- right.limbs[0]
    for index in 1..<20 { difference.limbs[index] &+= 16_382 &- right.limbs[index] }
    difference.carry()
    return difference
  }

  @inline(never)
  static func * (left: borrowing Self, right: borrowing Self) -> Self {
    var columns = InlineArray<40, UInt32>(repeating: 0)
    for row in 0..<20 {
      let factor = left.limbs[row]
      for column in 0..<20 {
        columns[row &+ column] &+= factor &* right.limbs[column]
      }
    }
    for index in 0..<39 {
      columns[index + 1] &+= columns[index] >> 13
      columns[index] &= 0x1FFF
    }
    var product = zero
    for index in 0..<20 { product.limbs[index] = columns[index] &+ columns[index + 20] &* 608 }
    product.carry()
    product.carry()
    return product
  }

  var isZero: Bool {
    let bytes = encoded()
    for index in 0..<32 where bytes[index] != 0 { return false }
    return true
  }
}
