/// The bits of an entry while they are put together, from the lowest up.
struct EntryBits {
  private var first: UInt32 = 0
  private var second: UInt32 = 0
  private var third: UInt32 = 0
  private var place: UInt32 = 0

  init(kind: RecordEntry.Kind) { append(kind.rawValue, 3) }

  /// The bits of an entry that is to be sealed anew.
  init(_ first: UInt32, _ second: UInt32, _ third: UInt32) {
    self.first = first
    self.second = second
    self.third = third
  }

  /// Appends a number of up to 32 bits; the greatest there is where it does not fit.
  @inline(never)
  mutating func append(_ value: UInt32, _ count: UInt32) {
    let greatest = UInt32.max >> (32 - count)
    put(min(value, greatest), count)
  }

  /// Appends a number in two's complement; the nearest there is where it does not fit.
  @inline(never)
  mutating func append(signed value: Int32, _ count: UInt32) {
    let limit = Int32(1) << Int32(count - 1)
    let held = min(max(value, -limit), limit - 1)
    put(UInt32(bitPattern: held) & (UInt32.max >> (32 - count)), count)
  }

  private mutating func put(_ value: UInt32, _ count: UInt32) {
    let shift = place % 32
    let (low, high) = (value << shift, shift == 0 ? 0 : value >> (32 - shift))
    if place < 32 {
      first |= low
      second |= high
    } else if place < 64 {
      second |= low
      third |= high
    } else {
      third |= low
    }
    place += count
  }

  /// The entry, with its CRC and its count of zeros.
  var sealed: RecordEntry {
    @inline(never) mutating get {
      let third = third | UInt32(checksum) << 11
      let zeros = 27 - UInt32((third & 0x7FF_FFFF).nonzeroBitCount)
      return RecordEntry(first, second, third | zeros << 27)
    }
  }

  /// CRC-16/IBM-3740 of the first ten bytes.
  private var checksum: UInt16 {
    var register = UInt16.max
    for index in UInt32(0)..<10 {
      let word = index < 4 ? first : index < 8 ? second : third
      register ^= UInt16(truncatingIfNeeded: word >> (index % 4 * 8)) << 8
      for _ in 0..<8 {
        register = register & 0x8000 == 0 ? register << 1 : register << 1 ^ 0x1021
      }
    }
    return register
  }
}
