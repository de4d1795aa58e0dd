/// One entry of a page: 96 bits, its check passed.
struct RecordEntry {
  static let byteCount = 12

  enum Kind: UInt8 { case stride, walked, ran, time, beginning, summary }

  let kind: Kind
  /// The 72 bits behind the kind, lowest first.
  private(set) var fields: BitReader

  /// nil where the check fails, or the kind is of a later format.
  init?(_ bytes: ArraySlice<UInt8>) {
    var reader = BitReader(Array(bytes))
    let kind = Kind(rawValue: UInt8(reader.take(3)))
    fields = reader
    var check = reader
    _ = (check.take(36), check.take(36))
    let checksum = UInt16(check.take(16))
    let zeros = Int(check.take(5))
    var covered = Array(bytes.prefix(10))
    covered[9] &= 0x07
    guard CRC16.checksum(of: covered) == checksum, Self.zeros(bytes) == zeros, let kind else {
      return nil
    }
    self.kind = kind
  }

  /// How many of the bits 64 to 90 are 0: a word that power failed in has some ones too many.
  private static func zeros(_ bytes: ArraySlice<UInt8>) -> Int {
    var reader = BitReader(Array(bytes.dropFirst(8)))
    return 27 - reader.take(27).nonzeroBitCount
  }
}

/// Fields of a few bits each, from the lowest bit of the first byte up.
struct BitReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Parameter count: 64 at the most.
  mutating func take(_ count: Int) -> UInt64 {
    var value: UInt64 = 0
    for bit in 0..<count {
      let index = position + bit
      let isSet = bytes[index / 8] >> (index % 8) & 1 == 1
      if isSet { value |= 1 << bit }
    }
    position += count
    return value
  }

  /// Two's complement.
  mutating func takeSigned(_ count: Int) -> Int64 {
    let value = Int64(take(count))
    return value >= 1 << (count - 1) ? value - 1 << count : value
  }
}

/// CRC-16/IBM-3740: polynomial 0x1021, most significant bit first, from 0xFFFF.
enum CRC16 {
  static func checksum(of bytes: [UInt8]) -> UInt16 {
    bytes.reduce(0xFFFF) { crc, byte in
      (0..<8).reduce(crc ^ UInt16(byte) << 8) { crc, _ in
        crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021
      }
    }
  }
}
