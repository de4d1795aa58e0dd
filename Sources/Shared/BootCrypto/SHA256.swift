/// SHA-256 (FIPS 180-4), bytes as they come.
public struct SHA256: Sendable {
  /// Length of a hash, in bytes.
  public static let byteCount = 32

  private var state: InlineArray<8, UInt32> = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A,
    0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
  ]
  private var block = InlineArray<64, UInt8>(repeating: 0)
  private var blockBytes = 0
  private var byteCount: UInt32 = 0

  public init() {}

  /// Adds bytes; together less than 512 MB.
  public mutating func add(_ bytes: RawSpan) {
    for index in 0..<bytes.byteCount {
      add(unsafe bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
    }
  }

  public mutating func add(_ byte: UInt8) {
    block[blockBytes] = byte
    blockBytes += 1
    byteCount += 1
    if blockBytes == 64 { compress() }
  }

  /// The hash of all that was added.
  public consuming func finished() -> InlineArray<32, UInt8> {
    let bits = UInt64(byteCount) << 3
    add(0x80)
    while blockBytes != 56 { add(0) }
    for index in 0..<8 { add(UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * index))) }
    var hash = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 {
      hash[index] = UInt8(truncatingIfNeeded: state[index / 4] >> UInt32(24 - index % 4 * 8))
    }
    return hash
  }

  private mutating func compress() {
    blockBytes = 0
    var schedule = InlineArray<16, UInt32> { index in
      var word: UInt32 = 0
      for byte in 0..<4 { word = word << 8 | UInt32(block[index * 4 + byte]) }
      return word
    }
    var work = state
    for round in 0..<64 {
      let place = round & 15
      if round >= 16 {
        let early = schedule[(round + 1) & 15]
        let late = schedule[(round + 14) & 15]
        let first = early.rotated(7) ^ early.rotated(18) ^ early >> 3
        let second = late.rotated(17) ^ late.rotated(19) ^ late >> 10
        schedule[place] = schedule[place] &+ first &+ schedule[(round + 9) & 15] &+ second
      }
      mix(&work, Self.constants[round] &+ schedule[place])
    }
    for index in 0..<8 { state[index] = state[index] &+ work[index] }
  }

  /// One round: `work` holds the eight working variables, a to h.
  private func mix(_ work: inout InlineArray<8, UInt32>, _ input: UInt32) {
    let e = work[4]
    let a = work[0]
    let choice = e & work[5] ^ ~e & work[6]
    let one = work[7] &+ (e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)) &+ choice &+ input
    let majority = a & work[1] ^ a & work[2] ^ work[1] & work[2]
    let two = (a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)) &+ majority
    for index in stride(from: 7, to: 0, by: -1) { work[index] = work[index - 1] }
    work[4] = work[4] &+ one
    work[0] = one &+ two
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: InlineArray<64, UInt32> = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1,
    0x923F_82A4, 0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3,
    0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174, 0xE49B_69C1, 0xEFBE_4786,
    0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
    0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147,
    0x06CA_6351, 0x1429_2967, 0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13,
    0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B,
    0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
    0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A,
    0x5B9C_CA4F, 0x682E_6FF3, 0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208,
    0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
  ]
}

extension UInt32 {
  /// Rotated to the right.
  @inline(__always)
  func rotated(_ count: UInt32) -> UInt32 { self &>> count | self &<< (32 &- count) }
}
