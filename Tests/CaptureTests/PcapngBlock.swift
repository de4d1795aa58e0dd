/// A block of a pcapng file, taken apart and put together without the project's own code.
struct PcapngBlock {
  var type: UInt32
  var body: [UInt8]

  struct Malformed: Error {}

  static func all(of bytes: [UInt8]) throws -> [PcapngBlock] {
    var blocks: [PcapngBlock] = []
    var offset = 0
    while offset < bytes.count {
      let length = Int(number(bytes, offset + 4))
      guard offset + length <= bytes.count, number(bytes, offset + length - 4) == length else {
        throw Malformed()
      }
      blocks.append(
        PcapngBlock(
          type: number(bytes, offset), body: Array(bytes[offset + 8..<offset + length - 4])))
      offset += length
    }
    return blocks
  }

  /// The block as it stands in a file.
  var bytes: [UInt8] {
    let length = little(UInt32(body.count + 12))
    return little(type) + length + body + length
  }

  func number(at offset: Int) -> UInt32 { Self.number(body, offset) }

  /// Options by their code.
  func options(from start: Int) -> [UInt16: [UInt8]] {
    var options: [UInt16: [UInt8]] = [:]
    var offset = start
    while offset + 4 <= body.count {
      let code = UInt16(body[offset]) | UInt16(body[offset + 1]) << 8
      let length = Int(body[offset + 2]) | Int(body[offset + 3]) << 8
      guard code != 0 else { break }
      options[code] = Array(body[offset + 4..<offset + 4 + length])
      offset += 4 + (length + 3) / 4 * 4
    }
    return options
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * $1) }
  }
}

/// Bytes of a number, least significant first.
func little(_ number: some FixedWidthInteger) -> [UInt8] {
  (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
