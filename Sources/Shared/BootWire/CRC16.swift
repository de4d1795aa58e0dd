/// The CRC-16 that guards an SMP packet on a serial line: polynomial 0x1021, start 0, not reflected.
///
/// Source: CRC-16/XMODEM in the catalogue of parametrised CRC algorithms; check value 0x31C3.
public struct CRC16: Equatable, Sendable {
  /// The checksum of the bytes so far.
  public private(set) var value: UInt16 = 0

  public init() {}

  /// A byte at once: its eight steps written out, of which the polynomial's few terms leave five.
  public mutating func add(_ byte: UInt8) {
    var high = value >> 8 ^ UInt16(byte)
    high ^= high >> 4
    value = value << 8 ^ high << 12 ^ high << 5 ^ high
  }
}
