/// How SMP travels over a serial line, in lines of text.
///
/// A packet with its length (2 bytes, big-endian, of packet and checksum) before it and its CRC-16
/// (big-endian) behind it is written in Base64. The first line starts with 0x06 0x09, further ones
/// with 0x04 0x14, each ends with a line feed, and none is longer than 127 bytes.
/// Source: Zephyr's documentation, "SMP over console".
public enum SerialLine {
  static let firstMark: (UInt8, UInt8) = (0x06, 0x09)
  static let furtherMark: (UInt8, UInt8) = (0x04, 0x14)
  static let end: UInt8 = 0x0A
  /// Most bytes of a line, mark and line feed included.
  public static let byteCount = 127
  /// Bytes of Base64 in a full line: whole groups of four.
  static let textBytes = 124
  /// Length and checksum around a packet, in bytes.
  public static let aroundByteCount = 4

  /// How many bytes a packet takes on the line.
  public static func byteCount(ofPacket packetBytes: Int) -> Int {
    let text = (packetBytes + aroundByteCount + 2) / 3 * 4
    let lines = (text + textBytes - 1) / textBytes
    return text + lines * 3
  }
}
