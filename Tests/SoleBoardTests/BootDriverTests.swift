import SoleBoard
import Testing

/// The bootloader's drivers, held to the chip's rules.
@Suite struct BootDriverTests {
  private let chip = ChipModel()

  private func startedLine() -> PolledLine<ModelBus, 8> {
    _ = HighFrequencyClock(bus: chip.bus).start()
    var line = PolledLine<ModelBus, 8>(bus: chip.bus)
    line.start(transmitPin: 24, receivePin: 25, baudRate: .baud115200)
    return line
  }

  @Test func bytesAreFetchedInOrder() {
    var line = startedLine()
    for byte in UInt8(1)...6 { chip.arrive(byte) }
    var waits = line.hasBytes()
    #expect(waits)
    let bytes = (0..<7).map { _ in line.receive() }
    #expect(bytes == [1, 2, 3, 4, 5, 6, nil])
    waits = line.hasBytes()
    #expect(!waits)
    #expect(chip.violations == [])
  }

  @Test func aFullRingCountsWhatItLoses() {
    var line = startedLine()
    for round in UInt8(0)..<2 {
      for byte in UInt8(0)..<6 { chip.arrive(round * 6 + byte) }
      line.fetch()
    }
    #expect(line.lostBytes == 4)
    let bytes = (0..<9).map { _ in line.receive() }
    #expect(bytes == [0, 1, 2, 3, 4, 5, 6, 7, nil])
  }

  @Test func aLineThatIsStoppedCanBeStartedByTheApp() {
    var line = startedLine()
    line.stop()
    var uart = Uart<ModelBus, 16, 16>(bus: chip.bus)
    uart.start(transmitPin: 24, receivePin: 25, baudRate: .baud115200)
    #expect(chip.violations == [])
  }

  /// A byte that never leaves must not hold the bootloader.
  @Test func sendingGivesUp() {
    var line = startedLine()
    line.send(0x55)
    chip.finishSending()
    #expect(chip.sent == [0x55])
  }

  @Test func flashIsWrittenAndErasedBySequence() {
    let flash = FlashController(bus: chip.bus, writable: 0x6000..<0x2E000)
    flash.erase(page: 0x6000)
    flash.write(0x1234_5678, at: 0x6004)
    #expect(chip.registers[0x6004] == 0x1234_5678)
    flash.write(0xFFFF_0000, at: 0x6004)
    #expect(chip.registers[0x6004] == 0x1234_0000)
    flash.erase(page: 0x6000)
    #expect(chip.registers[0x6004] == .max)
    #expect(chip.registers[0x4001_E504] == 0)
    #expect(chip.violations == [])
  }

  @Test(arguments: [0x5C00, 0x2E000, 0x3FC00] as [UInt32])
  func whatIsNoSlotIsNeverTouched(address: UInt32) async {
    await #expect(processExitsWith: .failure) { [address] in
      FlashController(bus: ChipModel().bus, writable: 0x6000..<0x2E000).erase(page: address)
    }
    await #expect(processExitsWith: .failure) { [address] in
      FlashController(bus: ChipModel().bus, writable: 0x6000..<0x2E000).write(0, at: address)
    }
  }

  @Test func aButtonPullsItsPinLow() {
    let button = Button(bus: chip.bus, pin: 17)
    button.start()
    chip.set(1 << 17, at: 0x5000_0510)
    #expect(!button.isHeld)
    chip.set(0, at: 0x5000_0510)
    #expect(button.isHeld)
    #expect(chip.violations == [])
  }
}
