/// Writes an SMP packet as the lines that carry it.
public enum SerialPacketWriter {
  /// Hands over the bytes of the lines, in order.
  ///
  /// - Parameter packet: at most 65,533 bytes.
  public static func write(_ packet: RawSpan, to put: (UInt8) -> Void) {
    precondition(packet.byteCount <= 65_533)
    var crc = CRC16()
    for index in 0..<packet.byteCount { crc.add(packet.byte(at: index)) }
    let length = packet.byteCount + 2
    let total = packet.byteCount + SerialLine.aroundByteCount
    var group = Base64Group()
    var textBytes = 0
    for index in 0..<total {
      let byte: UInt8 =
        switch index {
        case 0: UInt8(length >> 8)
        case 1: UInt8(length & 0xFF)
        case total - 2: UInt8(crc.value >> 8)
        case total - 1: UInt8(crc.value & 0xFF)
        default: packet.byte(at: index - 2)
        }
      group.append(byte)
      guard group.count == 3 || index == total - 1 else { continue }
      if textBytes == 0 {
        let mark = index < 3 ? SerialLine.firstMark : SerialLine.furtherMark
        put(mark.0)
        put(mark.1)
      }
      group.write(to: put)
      group = Base64Group()
      textBytes += 4
      if textBytes == SerialLine.textBytes || index == total - 1 {
        put(SerialLine.end)
        textBytes = 0
      }
    }
  }
}

/// Up to three bytes, which four characters stand for.
private struct Base64Group {
  var bits: UInt32 = 0
  var count = 0

  mutating func append(_ byte: UInt8) {
    bits |= UInt32(byte) << UInt32(16 - 8 * count)
    count += 1
  }

  func write(to put: (UInt8) -> Void) {
    for index in 0..<4 {
      let value = UInt8(bits >> UInt32(18 - 6 * index) & 63)
      put(index <= count ? Base64.character(of: value) : Base64.padding)
    }
  }
}

/// The alphabet of RFC 4648, section 4.
enum Base64 {
  static let padding: UInt8 = 0x3D

  static func character(of value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: 0x41 + value
    case 26..<52: 0x61 + (value - 26)
    case 52..<62: 0x30 + (value - 52)
    case 62: 0x2B
    default: 0x2F
    }
  }

  /// The six bits a character stands for; nil for one that is not of the alphabet.
  static func value(of character: UInt8) -> UInt8? {
    switch character {
    case 0x41...0x5A: character - 0x41
    case 0x61...0x7A: character - 0x61 + 26
    case 0x30...0x39: character - 0x30 + 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}
