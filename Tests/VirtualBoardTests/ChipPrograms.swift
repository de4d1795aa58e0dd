@testable import VirtualBoard

/// Small programs for the emulated chip, in machine code, so that these tests need no compiler.
enum ChipPrograms {
  /// Sends its unique id (eight bytes), then sends back every byte it gets.
  ///
  /// A 1 ms timer runs beside it: QEMU's main loop looks for bytes only when something wakes it.
  static let echo: [UInt8] = image(
    code: [
      // The UART at 0x4000_2000: ENABLE = 4, STARTRX, STARTTX.
      0x4818, 0x2104, 0x4A18, 0x5081, 0x2101, 0x6001, 0x6081,
      // TIMER0: BITMODE = 3, PRESCALER = 4, CC[0] = 1000, SHORTS = COMPARE0_CLEAR, START.
      0x4817, 0x4A17, 0x2103, 0x5081, 0x4A17, 0x2104, 0x5081, 0x4A16, 0x4917, 0x5081,
      0x4A17, 0x2101, 0x5081, 0x6001, 0x480E,
      // Eight bytes from 0x3_FC08, each through `send`.
      0x4D15, 0x2600, 0x5DAB, 0xF000, 0xF80E, 0x3601, 0x2E08, 0xD1F9,
      // Wait for RXDRDY, clear it, read RXD, `send`, again.
      0x4A12, 0x5881, 0x2900, 0xD0FC, 0x2100, 0x5081, 0x4A10, 0x5883, 0xF000, 0xF801, 0xE7F4,
      // send: clear TXDRDY, write TXD, wait for TXDRDY.
      0x4A0F, 0x2100, 0x5081, 0x4C0E, 0x5103, 0x5881, 0x2900, 0xD0FC, 0x4770,
    ],
    literals: [
      0x4000_2000, 0x500, 0x4000_8000, 0x508, 0x510, 0x540, 1000, 0x200, 0x3_FC08, 0x108, 0x518,
      0x11C, 0x51C,
    ])

  /// Starts in erased flash, and so does the handler of the fault that this is: the processor locks
  /// up at once.
  static let garbage: [UInt8] =
    [0, 0x40, 0, 0x20, 0xC1, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 248)

  /// Runs without end, and never touches the UART: nothing sent to it is read.
  static let deaf: [UInt8] = image(code: [0xE7FE], literals: [])

  /// A vector table with stack and reset vector, then the code at 0xC0.
  private static func image(code: [UInt16], literals: [UInt32]) -> [UInt8] {
    var image = bytes(0x2000_4000) + bytes(0xC1)
    image += [UInt8](repeating: 0, count: 0xC0 - image.count)
    for word in code { image += [UInt8(truncatingIfNeeded: word), UInt8(word >> 8)] }
    for word in literals { image += bytes(word) }
    return image
  }

  private static func bytes(_ word: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
  }
}
