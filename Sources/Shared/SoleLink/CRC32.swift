/// CRC-32/ISO-HDLC, the CRC of Ethernet and zlib: reflected polynomial 0xEDB88320, initial value and
/// final exclusive-or 0xFFFFFFFF; the check value of "123456789" is 0xCBF43926.
public enum CRC32 {
  /// The checksum of all bytes.
  public static func checksum(_ bytes: RawSpan) -> UInt32 {
    ~update(0xFFFF_FFFF, bytes)
  }

  #if hasFeature(Embedded)
    /// One nibble at a time: a 64-byte table, since the chip counts flash and not bytes a second.
    static func update(_ register: UInt32, _ bytes: RawSpan) -> UInt32 {
      var register = register
      for offset in 0..<bytes.byteCount {
        register ^= UInt32(bytes.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self))
        register = (register >> 4) ^ nibbleTable[Int(register & 15)]
        register = (register >> 4) ^ nibbleTable[Int(register & 15)]
      }
      return register
    }

    static let nibbleTable: InlineArray<16, UInt32> = [
      0x0000_0000, 0x1DB7_1064, 0x3B6E_20C8, 0x26D9_30AC,
      0x76DC_4190, 0x6B6B_51F4, 0x4DB2_6158, 0x5005_713C,
      0xEDB8_8320, 0xF00F_9344, 0xD6D6_A3E8, 0xCB61_B38C,
      0x9B64_C2B0, 0x86D3_D2D4, 0xA00A_E278, 0xBDBD_F21C,
    ]
  #else
    /// Eight bytes at a time with eight tables ("slicing by 8", Kounavis and Berry 2005).
    static func update(_ register: UInt32, _ bytes: RawSpan) -> UInt32 {
      var register = register
      var offset = 0
      let count = bytes.byteCount
      slicingTables.withUnsafeBufferPointer { table in
        while count - offset >= 8 {
          let low =
            UInt32(
              littleEndian: bytes.unsafeLoadUnaligned(
                fromUncheckedByteOffset: offset, as: UInt32.self)) ^ register
          let high = UInt32(
            littleEndian: bytes.unsafeLoadUnaligned(
              fromUncheckedByteOffset: offset + 4, as: UInt32.self))
          register =
            table[0x700 + Int(low & 0xFF)] ^ table[0x600 + Int(low >> 8 & 0xFF)]
            ^ table[0x500 + Int(low >> 16 & 0xFF)] ^ table[0x400 + Int(low >> 24)]
          register ^=
            table[0x300 + Int(high & 0xFF)] ^ table[0x200 + Int(high >> 8 & 0xFF)]
            ^ table[0x100 + Int(high >> 16 & 0xFF)] ^ table[Int(high >> 24)]
          offset += 8
        }
        while offset < count {
          let byte = bytes.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
          register = (register >> 8) ^ table[Int((register ^ UInt32(byte)) & 0xFF)]
          offset += 1
        }
      }
      return register
    }

    /// Table k, at 256 k: the register after a byte and k zero bytes.
    static let slicingTables: [UInt32] = {
      var tables = [UInt32](repeating: 0, count: 8 * 256)
      for byte in 0..<256 {
        var register = UInt32(byte)
        for _ in 0..<8 {
          register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1
        }
        tables[byte] = register
      }
      for index in 256..<tables.count {
        let previous = tables[index - 256]
        tables[index] = previous >> 8 ^ tables[Int(previous & 0xFF)]
      }
      return tables
    }()
  #endif
}
