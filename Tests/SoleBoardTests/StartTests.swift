import SoleBoard
import Testing

@Suite struct StartTests {
  /// What the firmware does from reset on, in its order, breaks no rule of the chip.
  @Test func boardStartsByTheRules() {
    let chip = ChipModel()
    chip.microsecondsPerAccess = 1
    let bus = chip.bus
    #expect(HighFrequencyClock(bus: bus).start())
    var uart = Uart<ModelBus, 16, 16>(bus: bus)
    uart.start(transmitPin: 24, receivePin: 25, baudRate: .baud115200)
    var clock = MicrosecondClock(bus: bus)
    clock.start()
    Nrf51Watchdog(bus: bus).start(timeoutMilliseconds: 4000)
    let interrupts = InterruptController(bus: bus)
    interrupts.enable(Nrf51.Uart.interrupt, priority: 0)
    interrupts.enable(Nrf51.Timer.interrupt, priority: 1)
    var ticker = SampleTicker(alarm: Alarm(bus: bus, channel: 1))
    ticker.start(at: clock.now(), rateHertz: 200)
    var heartbeat = Heartbeat(alarm: Alarm(bus: bus, channel: 2), periodMicroseconds: 500_000)
    for _ in 0..<2000 {
      chip.advance(by: 997)
      if chip.isTimerPending {
        chip.timerInterrupt {
          Alarm(bus: bus, channel: 1).acknowledge()
          Alarm(bus: bus, channel: 2).acknowledge()
        }
      }
      _ = ticker.take(clock: &clock, limit: 16)
      if heartbeat.take(clock: &clock) { Nrf51Watchdog(bus: bus).feed() }
    }
    ticker.stop()
    #expect(chip.violations == [])
    #expect(chip.watchdogFeeds >= 4)
  }

  @Test func valuesAreTheMicrobits() {
    let chip = ChipModel()
    _ = HighFrequencyClock(bus: chip.bus).start()
    var uart = Uart<ModelBus, 16, 16>(bus: chip.bus)
    uart.start(transmitPin: 24, receivePin: 25, baudRate: .baud115200)
    MicrosecondClock(bus: chip.bus).start()
    #expect(chip.registers[0x4000_250C] == 24)
    #expect(chip.registers[0x4000_2514] == 25)
    #expect(chip.registers[0x4000_2524] == 0x01D7_E000)
    #expect(chip.registers[0x4000_8508] == 3)
    #expect(chip.registers[0x4000_8510] == 4)
    #expect(BaudRate.baud1000000.rawValue == 0x1000_0000)
  }

  @Test func clockThatNeverStartsIsTold() {
    struct DeadBus: RegisterBus {
      func read(_ address: UInt32) -> UInt32 { 0 }
      func write(_ value: UInt32, to address: UInt32) {}
    }
    #expect(!HighFrequencyClock(bus: DeadBus()).start(attempts: 10))
  }

  @Test func prioritiesShareAWord() {
    let chip = ChipModel()
    chip.set(0x4000_0000, at: 0xE000_E400)
    let bus = chip.bus
    _ = HighFrequencyClock(bus: bus).start()
    MicrosecondClock(bus: bus).start()
    InterruptController(bus: bus).enable(8, priority: 1)
    #expect(chip.registers[0xE000_E408] == 0x40)
    #expect(chip.registers[0xE000_E400] == 0x4000_0000)
    #expect(chip.registers[0xE000_E100] == 1 << 8)
  }

  @Test func watchdogIsSetUpAndFed() {
    let chip = ChipModel()
    Nrf51Watchdog(bus: chip.bus).start(timeoutMilliseconds: 2000)
    let trace = chip.writes.map { [$0.address, $0.value] }
    #expect(
      trace == [
        [0x4001_050C, 1], [0x4001_0504, 65_536], [0x4001_0508, 1], [0x4001_0000, 1],
        [0x4001_0600, 0x6E52_4635],
      ])
    #expect(chip.violations == [])
  }

  /// A soft reset leaves the dog running: what it was given can't be changed.
  @Test func runningWatchdogIsOnlyFed() {
    let chip = ChipModel()
    chip.isWatchdogRunning = true
    chip.set(1, at: 0x4001_0400)
    Nrf51Watchdog(bus: chip.bus).start(timeoutMilliseconds: 2000)
    #expect(chip.writes.map(\.address) == [0x4001_0600])
    #expect(chip.violations == [])
  }

  @Test func resetReasonIsReadAndCleared() {
    let chip = ChipModel()
    chip.set(0b110, at: 0x4000_0400)
    let reset = ResetControl(bus: chip.bus)
    let reason = reset.takeReason()
    #expect(reason.isWatchdog && reason.isSoftware && !reason.isPin && !reason.isLockup)
    #expect(reset.takeReason().isPowerOn)
    reset.requestReset()
    #expect(chip.resetRequests == 1)
  }

  @Test(arguments: [
    (UInt64(0x1122_3344_5566_7788), UInt64(0x1122_3344_5566_7788)),
    (0, 0x9ABC_DEF1_1234_5678), (.max, 0x9ABC_DEF1_1234_5678),
  ])
  func identifierIsTheBoardsOrTheChips(own: UInt64, expected: UInt64) {
    let chip = ChipModel()
    chip.set(UInt32(truncatingIfNeeded: own), at: 0x1000_1080)
    chip.set(UInt32(own >> 32), at: 0x1000_1084)
    chip.set(0x1234_5678, at: 0x1000_0060)
    chip.set(0x9ABC_DEF1, at: 0x1000_0064)
    #expect(UniqueIdentifier.read(from: chip.bus) == expected)
    #expect(chip.violations == [])
  }

  /// The virtual board writes "SOLEUID1" and the number; without the mark it is other data.
  @Test func emulatedChipHasItsNumberInFlash() {
    let chip = ChipModel()
    let page: [UInt8] = Array("SOLEUID1".utf8) + [8, 7, 6, 5, 4, 3, 2, 1]
    for word in 0..<4 {
      let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(page[word * 4 + $1]) << UInt32($1 * 8) }
      chip.set(value, at: 0x3_FC00 + UInt32(word * 4))
    }
    chip.set(.max, at: 0x1000_1080)
    chip.set(.max, at: 0x1000_1084)
    chip.set(0x1234_5678, at: 0x1000_0060)
    #expect(UniqueIdentifier.read(from: chip.bus) == 0x0102_0304_0506_0708)
    chip.set(0, at: 0x3_FC00)
    #expect(UniqueIdentifier.read(from: chip.bus) == 0x1234_5678)
  }
}
