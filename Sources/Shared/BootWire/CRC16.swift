/// The CRC-16 that guards an SMP packet on a serial line: polynomial 0x1021, start 0, not reflected.
///
/// Source: CRC-16/XMODEM in the catalogue of parametrised CRC algorithms; check value 0x31C3.
public struct CRC16: Equatable, Sendable {
  /// The checksum of the bytes so far.
  public private(set) var value: UInt16 = 0

  public init() {}

  public mutating func add(_ byte: UInt8) {
    value ^= UInt16(byte) << 8
    for _ in 0..<8 { value = value & 0x8000 == 0 ? value << 1 : value << 1 ^ 0x1021 }
  }
}
