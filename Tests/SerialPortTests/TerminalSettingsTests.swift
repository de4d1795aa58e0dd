import Testing

@testable import SerialPort

@Suite struct TerminalSettingsTests {
  /// The kernel reads 44 bytes at these offsets, whatever Swift thinks of the structure.
  @Test func layoutIsTheKernels() {
    #expect(MemoryLayout<TerminalSettings>.size == 44)
    #expect(MemoryLayout<TerminalSettings>.offset(of: \.line) == 16)
    #expect(MemoryLayout<TerminalSettings>.offset(of: \.controlCharacters) == 17)
    #expect(MemoryLayout<TerminalSettings>.offset(of: \.inputBaud) == 36)
    #expect(MemoryLayout<TerminalSettings>.offset(of: \.outputBaud) == 40)
  }

  @Test(arguments: [
    (9600, 13), (38400, 15), (57600, 0x1001), (115_200, 0x1002), (1_000_000, 0x1008),
    (4_000_000, 0x100F),
  ])
  func standardRatesHaveTheKernelsCodes(baud: UInt32, code: UInt32) {
    #expect(TerminalSettings.standardCode(baud: baud) == code)
  }

  @Test func anyOtherRateIsGivenAsANumber() {
    let raw = TerminalSettings().raw(baud: 250_000)
    #expect(raw.controlFlags & TerminalSettings.baudMask == TerminalSettings.baudOther)
    #expect(raw.outputBaud == 250_000)
  }

  @Test func rawModeClearsWhatWouldChangeBytesOrResetABoard() {
    var cooked = TerminalSettings()
    cooked.inputFlags = 0x500
    cooked.outputFlags = 0x5
    cooked.localFlags = 0x8A3B
    cooked.controlFlags =
      TerminalSettings.hangUpOnClose | TerminalSettings.parity
      | TerminalSettings.hardwareFlowControl
    let raw = cooked.raw(baud: 115_200)
    #expect(raw.inputFlags == 0 && raw.outputFlags == 0 && raw.localFlags == 0)
    #expect(raw.controlFlags & TerminalSettings.hangUpOnClose == 0)
    #expect(raw.controlFlags & TerminalSettings.parity == 0)
    #expect(raw.controlFlags & TerminalSettings.hardwareFlowControl == 0)
    #expect(raw.controlFlags & TerminalSettings.sizeMask == TerminalSettings.eightBits)
  }

  @Test func aRateTwoPerCentOffStillReadsAndMoreDoesNot() {
    let wanted = TerminalSettings().raw(baud: 100_000)
    var actual = wanted
    actual.outputBaud = 102_000
    #expect(actual.difference(from: wanted) == nil)
    actual.outputBaud = 102_001
    #expect(actual.difference(from: wanted)?.contains("baud") == true)
  }
}
