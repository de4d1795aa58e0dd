import SoleBoard
import Testing

@Suite struct UartTests {
  private let chip = ChipModel()

  private func started() -> Uart<ModelBus, 8, 8> {
    _ = HighFrequencyClock(bus: chip.bus).start()
    var uart = Uart<ModelBus, 8, 8>(bus: chip.bus)
    uart.start(transmitPin: 24, receivePin: 25, baudRate: .baud115200)
    return uart
  }

  private func serve(_ uart: inout Uart<ModelBus, 8, 8>) {
    while chip.isUartPending {
      chip.uartInterrupt { uart.serviceInterrupt() }
      if chip.violations.contains(.interruptCleared) { return }
    }
  }

  private func drain(_ uart: inout Uart<ModelBus, 8, 8>) -> [UInt8] {
    var bytes: [UInt8] = []
    while let byte = uart.receive() { bytes.append(byte) }
    return bytes
  }

  @Test func oneInterruptTakesAllThatWaits() {
    var uart = started()
    for byte in UInt8(1)...5 { chip.arrive(byte) }
    chip.uartInterrupt { uart.serviceInterrupt() }
    #expect(uart.receivedCount == 5)
    #expect(drain(&uart) == [1, 2, 3, 4, 5])
    #expect(chip.violations == [])
  }

  /// A full ring keeps what came first; the chip's six places fill, and the rest is an overrun.
  @Test func fullRingPausesAndCountsWhatTheChipLost() {
    var uart = started()
    for byte in UInt8(1)...20 {
      chip.arrive(byte)
      serve(&uart)
    }
    #expect(uart.errors.pauses == 1)
    #expect(uart.errors.overruns > 0)
    #expect(uart.receiveHighWaterMark == 8)
    var bytes: [UInt8] = []
    while let byte = uart.receive() {
      bytes.append(byte)
      serve(&uart)
    }
    #expect(bytes == [UInt8](1...14))
    chip.arrive(99)
    serve(&uart)
    #expect(drain(&uart) == [99])
    #expect(chip.violations == [])
  }

  @Test func everyErrorHasItsOwnCount() {
    var uart = started()
    for source in [UInt32(1), 2, 2, 4, 4, 4, 8, 8, 8, 8, 0b1111] {
      chip.fail(source: source)
      serve(&uart)
    }
    #expect(uart.errors.overruns == 2)
    #expect(uart.errors.parity == 3)
    #expect(uart.errors.framing == 4)
    #expect(uart.errors.breaks == 5)
    #expect(chip.registers[0x4000_2480] == 0)
    #expect(chip.violations == [])
  }

  @Test func bytesLeaveInOrder() {
    var uart = started()
    let taken = (UInt8(1)...10).map { uart.send($0) }  // one in flight, eight in the ring
    #expect(taken == [Bool](repeating: true, count: 9) + [false])
    #expect(uart.transmitFree == 0)
    #expect(!uart.isDrained)
    while chip.sent.count < 9 {
      chip.finishSending()
      serve(&uart)
    }
    #expect(chip.sent == [UInt8](1...9))
    #expect(uart.isDrained)
    #expect(uart.transmitHighWaterMark == 8)
    _ = uart.send(11)
    chip.finishSending()
    serve(&uart)
    #expect(chip.sent.last == 11)
    #expect(chip.violations == [])
  }

  @Test func lastWordsWaitForTheByteInFlight() {
    var uart = started()
    _ = uart.send(1)
    chip.finishSending()
    let polled = PolledUart(bus: chip.bus)
    #expect(polled.isStarted)
    polled.takeOver()
    // Nobody finishes the byte here, so the bound ends the wait.
    #expect(!polled.send(2, attempts: 3))
    chip.finishSending()
    #expect(chip.sent == [1, 2])
    #expect(!chip.isUartPending)
    #expect(chip.violations == [])
  }

  @Test func aChipThatNeverStartedItsUartSaysSo() {
    #expect(!PolledUart(bus: chip.bus).isStarted)
  }
}
