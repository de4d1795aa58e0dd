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

  @inline(never)
  public mutating func add(_ byte: UInt8) {
    block[blockBytes] = byte
    blockBytes += 1
    byteCount += 1
    if blockBytes == 64 { compress() }
  }

  /// The hash of all that was added.
  public consuming func finished() -> InlineArray<32, UInt8> {
    let bits = byteCount << 3
    add(0x80)
    while blockBytes != 56 { add(0) }
    for _ in 0..<4 { add(0) }  // the upper word of the length
    for index in 0..<4 { add(UInt8(truncatingIfNeeded: bits >> UInt32(24 - 8 * index))) }
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
      mix(&work, UInt32(truncatingIfNeeded: SHA512.constants[round] >> 32) &+ schedule[place])
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
    for step in 0..<7 { work[7 - step] = work[6 - step] }
    work[4] = work[4] &+ one
    work[0] = one &+ two
  }
}

extension UInt32 {
  /// Rotated to the right.
  @inline(__always)
  func rotated(_ count: UInt32) -> UInt32 { self &>> count | self &<< (32 &- count) }
}
