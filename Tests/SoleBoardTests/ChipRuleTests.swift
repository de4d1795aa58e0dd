import SoleBoard
import Testing

/// Every rule of the model catches code that breaks it; otherwise a clean trace would say nothing.
@Suite struct ChipRuleTests {
  /// Breaks one rule on a chip that is set up, and no other on purpose.
  private func broken(_ rule: ChipRule) -> ChipModel {
    let chip = ChipModel()
    let bus = chip.bus
    switch rule {
    case .alignedAccess: _ = bus.read(0x4000_2109)
    case .documentedRegister: _ = bus.read(0x4000_2400)
    case .coreWithoutVtorAndSysTick: bus.write(0x6100, to: 0xE000_ED08)
    case .taskAndEventValues: bus.write(1, to: 0x4000_2108)
    case .readOnlyRegister: bus.write(0, to: 0x4000_2518)
    case .clockBeforeUse: bus.write(1, to: 0x4000_8000)
    case .configuredBeforeEnabled:
      started(chip)
      bus.write(4, to: 0x4000_8510)
    case .pinsBeforeUart: bus.write(4, to: 0x4000_2500)
    case .uartRunning: bus.write(65, to: 0x4000_251C)
    case .oneByteInFlight:
      started(chip)
      bus.write(65, to: 0x4000_251C)
      bus.write(66, to: 0x4000_251C)
    case .receiveEventClearedFirst:
      started(chip)
      chip.arrive(65)
      _ = bus.read(0x4000_2518)
      bus.write(0, to: 0x4000_2108)
    case .interruptCleared:
      started(chip)
      chip.arrive(65)
      chip.uartInterrupt {}
    case .interruptAfterSetup: bus.write(1 << 2, to: 0xE000_E100)
    case .timerWidth: bus.write(3, to: 0x4000_9508)
    case .watchdogSetup: bus.write(1, to: 0x4001_0000)
    case .flashSequence: bus.write(0, to: 0x6000)
    }
    return chip
  }

  private func started(_ chip: ChipModel) {
    _ = HighFrequencyClock(bus: chip.bus).start()
    var uart = Uart<ModelBus, 16, 16>(bus: chip.bus)
    uart.start(transmitPin: 24, receivePin: 25, baudRate: .baud115200)
    MicrosecondClock(bus: chip.bus).start()
    #expect(chip.violations == [])
  }

  @Test(arguments: ChipRule.allCases)
  func everyRuleCatches(rule: ChipRule) {
    #expect(broken(rule).violations.contains(rule))
  }

  /// SysTick, too, is where other chips have it and this one has nothing.
  @Test func sysTickIsCaught() {
    let chip = ChipModel()
    chip.bus.write(7, to: 0xE000_E010)
    #expect(chip.violations == [.coreWithoutVtorAndSysTick])
  }

  /// TIMER0 may have 32 bits, TIMER2 may not.
  @Test func onlyTimer0IsWide() {
    let chip = ChipModel()
    chip.bus.write(3, to: 0x4000_8508)
    #expect(chip.violations == [])
    chip.bus.write(3, to: 0x4000_A508)
    #expect(chip.violations == [.timerWidth])
  }
}
