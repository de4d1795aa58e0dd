/// The kernel's `termios2`: a line's settings, with its baud rates as plain numbers.
///
/// The C library's `termios` knows only the standard rates; the kernel's own structure takes any
/// (`TCGETS2`, `TCSETS2`; include/uapi/asm-generic/termbits.h), and serves both.
package struct TerminalSettings: Sendable, Equatable {
  package var inputFlags: UInt32 = 0
  package var outputFlags: UInt32 = 0
  package var controlFlags: UInt32 = 0
  package var localFlags: UInt32 = 0
  package var line: UInt8 = 0
  package var controlCharacters: ControlCharacters = .init(repeating: 0)
  package var inputBaud: UInt32 = 0
  package var outputBaud: UInt32 = 0

  package typealias ControlCharacters = InlineArray<19, UInt8>

  package init() {}

  static let get: UInt = 0x802C_542A
  /// Set at once. Not the form that waits for output (it could hang), nor the one that flushes
  /// input (it would lose what the board has said since the port was opened).
  static let setNow: UInt = 0x402C_542B

  // Values of include/uapi/asm-generic/termbits.h that raw mode needs.
  static let sizeMask: UInt32 = 0x30
  static let eightBits: UInt32 = 0x30
  static let twoStopBits: UInt32 = 0x40
  static let receiver: UInt32 = 0x80
  static let parity: UInt32 = 0x100
  static let hangUpOnClose: UInt32 = 0x400
  static let ignoreModemLines: UInt32 = 0x800
  static let baudMask: UInt32 = 0x100F
  static let baudOther: UInt32 = 0x1000
  static let inputBaudShift: UInt32 = 16
  static let hardwareFlowControl: UInt32 = 0x8000_0000
  static let minimumIndex = 6
  static let timeIndex = 5

  /// These settings made raw: 8 bits, no parity, one stop bit, no flow control, no translation.
  ///
  /// HUPCL is cleared, so that closing the port does not drop DTR, which resets many boards.
  package func raw(baud: UInt32) -> TerminalSettings {
    var settings = self
    settings.inputFlags = 0
    settings.outputFlags = 0
    settings.localFlags = 0
    let unwanted =
      Self.sizeMask | Self.twoStopBits | Self.parity | Self.hangUpOnClose
      | Self.hardwareFlowControl | Self.baudMask | (Self.baudMask << Self.inputBaudShift)
    settings.controlFlags &= ~unwanted
    settings.controlFlags |= Self.eightBits | Self.receiver | Self.ignoreModemLines
    // The standard code where there is one: other programs' `stty` then shows the rate.
    settings.controlFlags |= Self.standardCode(baud: baud) ?? Self.baudOther
    settings.inputBaud = baud
    settings.outputBaud = baud
    // A read of nothing must answer EAGAIN, so that a read of zero bytes means a hang-up.
    settings.controlCharacters[Self.minimumIndex] = 1
    settings.controlCharacters[Self.timeIndex] = 0
    return settings
  }

  /// What of `wanted` these settings, as read back, lack; `nil` where all that matters holds.
  package func difference(from wanted: TerminalSettings) -> String? {
    let mattering: UInt32 =
      Self.sizeMask | Self.twoStopBits | Self.parity | Self.hangUpOnClose | Self.receiver
      | Self.hardwareFlowControl
    if inputFlags != wanted.inputFlags { return "input flags read back \(inputFlags)" }
    if outputFlags != wanted.outputFlags { return "output flags read back \(outputFlags)" }
    if localFlags != wanted.localFlags { return "local flags read back \(localFlags)" }
    if controlFlags & mattering != wanted.controlFlags & mattering {
      return "control flags read back \(controlFlags), wanted \(wanted.controlFlags)"
    }
    // A UART divides its clock: 2 % off still reads every bit of a byte (10 bits, half a bit).
    let baudError = outputBaud.distance(to: wanted.outputBaud).magnitude
    if baudError * 50 > wanted.outputBaud.magnitude {
      return "\(outputBaud) baud read back, wanted \(wanted.outputBaud)"
    }
    return nil
  }

  /// The kernel's code of a standard rate (B0…B4000000).
  static func standardCode(baud: UInt32) -> UInt32? {
    let slow: [UInt32] = [
      0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400,
    ]
    if let code = slow.firstIndex(of: baud) { return UInt32(code) }
    let fast: [UInt32] = [
      57600, 115_200, 230_400, 460_800, 500_000, 576_000, 921_600, 1_000_000, 1_152_000,
      1_500_000, 2_000_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000,
    ]
    return fast.firstIndex(of: baud).map { Self.baudOther + 1 + UInt32($0) }
  }

  package static func == (left: TerminalSettings, right: TerminalSettings) -> Bool {
    let sameCharacters = left.controlCharacters.indices.allSatisfy { index in
      left.controlCharacters[index] == right.controlCharacters[index]
    }
    return sameCharacters && left.inputFlags == right.inputFlags
      && left.outputFlags == right.outputFlags && left.controlFlags == right.controlFlags
      && left.localFlags == right.localFlags && left.line == right.line
      && left.inputBaud == right.inputBaud && left.outputBaud == right.outputBaud
  }
}
