import SoleBoard

/// The chip's registers as far as the board's code uses them, and a list of the rules it broke.
///
/// The addresses are the manual's, written here once more on purpose: a wrong one in the drivers
/// must not be right in their test.
final class ChipModel {
  private(set) var violations: [ChipRule] = []
  /// All accesses, in order; a read has no value.
  private(set) var writes: [(address: UInt32, value: UInt32)] = []
  private(set) var registers: [UInt32: UInt32] = [:]

  /// The chip's time, in microseconds since power came.
  private(set) var time: UInt64 = 0
  /// How much time each access takes.
  var microsecondsPerAccess: UInt64 = 0

  /// Bytes that the line holds for the receiver's six places.
  private(set) var receiveFifo: [UInt8] = []
  /// Bytes that have left.
  private(set) var sent: [UInt8] = []
  private var inFlight: UInt8?
  private var clearedEvents = 0
  private var isFlashBusy = false

  private var isClockRunning = false
  private var isReceiving = false
  private var isTransmitting = false
  private var timerStart: UInt64?
  var isWatchdogRunning = false
  private(set) var watchdogFeeds = 0
  private(set) var resetRequests = 0

  var bus: ModelBus { ModelBus(chip: self) }

  func set(_ value: UInt32, at address: UInt32) { registers[address] = value }

  // MARK: - What the world does

  /// Lets time pass; compare events come as the counter reaches them, and only then.
  func advance(by microseconds: UInt64) {
    guard let timerStart else {
      time += microseconds
      return
    }
    let before = time - timerStart
    time += microseconds
    let after = time - timerStart
    for channel in UInt32(0)..<4 {
      let target = UInt64(registers[0x4000_8540 + channel * 4] ?? 0)
      // The next time, after `before`, at which the 32-bit counter equals the register.
      var next = (before & ~0xFFFF_FFFF) | target
      if next <= before { next += 1 << 32 }
      if next <= after { registers[0x4000_8140 + channel * 4] = 1 }
    }
  }

  /// A byte comes over the line: the receiver holds six, and loses what comes on top.
  func arrive(_ byte: UInt8) {
    guard isReceiving else { return }
    if receiveFifo.count == 6 { return fail(source: 1) }
    receiveFifo.append(byte)
    if receiveFifo.count == 1 { registers[0x4000_2108] = 1 }
  }

  /// The line misbehaves, in the words of ERRORSRC.
  func fail(source: UInt32) {
    registers[0x4000_2480, default: 0] |= source
    registers[0x4000_2124] = 1
  }

  /// The byte in flight leaves.
  func finishSending() {
    guard let byte = inFlight else { return }
    sent.append(byte)
    inFlight = nil
    registers[0x4000_211C] = 1
  }

  /// Whether the UART asks for an interrupt.
  var isUartPending: Bool {
    let enabled = registers[0x4000_2304] ?? 0
    return [(0x4000_2108, 2), (0x4000_211C, 7), (0x4000_2124, 9)].contains {
      enabled >> UInt32($0.1) & 1 != 0 && (registers[UInt32($0.0)] ?? 0) != 0
    }
  }

  /// Whether a compare of TIMER0 asks for an interrupt.
  var isTimerPending: Bool {
    let enabled = registers[0x4000_8304] ?? 0
    return (UInt32(0)..<4).contains {
      enabled >> (16 + $0) & 1 != 0 && (registers[0x4000_8140 + $0 * 4] ?? 0) != 0
    }
  }

  /// Runs the UART's handler; one that clears nothing and leaves its event set breaks a rule.
  func uartInterrupt(_ handler: () -> Void) {
    clearedEvents = 0
    handler()
    if isUartPending && clearedEvents == 0 { violations.append(.interruptCleared) }
  }

  /// Runs the timer's handler; one that leaves its event set breaks a rule.
  func timerInterrupt(_ handler: () -> Void) {
    handler()
    if isTimerPending { violations.append(.interruptCleared) }
  }

  // MARK: - What the code does

  fileprivate func read(_ address: UInt32) -> UInt32 {
    check(address)
    advance(by: microsecondsPerAccess)
    if address == 0x4000_2518 { return receiveByte() }
    if address == 0x4001_E400 {
      // Busy at the first look, ready at the next.
      defer { isFlashBusy = false }
      return isFlashBusy ? 0 : 1
    }
    return registers[address] ?? 0
  }

  fileprivate func write(_ value: UInt32, to address: UInt32) {
    check(address)
    advance(by: microsecondsPerAccess)
    writes.append((address, value))
    if Manual.readOnly.contains(address) { violations.append(.readOnlyRegister) }
    if Manual.tasks.contains(address) {
      if value != 1 { violations.append(.taskAndEventValues) }
      return trigger(address)
    }
    if Manual.events.contains(address) {
      if value != 0 { violations.append(.taskAndEventValues) }
      clearedEvents += 1
      registers[address] = 0
      return
    }
    store(value, at: address)
  }

  private func check(_ address: UInt32) {
    if address % 4 != 0 { violations.append(.alignedAccess) }
    if address == 0xE000_ED08 || 0xE000_E010...0xE000_E01C ~= address {
      violations.append(.coreWithoutVtorAndSysTick)
    } else if !Manual.isDocumented(address & ~3) {
      violations.append(.documentedRegister)
    }
  }

  private func trigger(_ task: UInt32) {
    switch task {
    case 0x4000_0000:
      isClockRunning = true
      registers[0x4000_0100] = 1
    case 0x4000_2000: isReceiving = startUart()
    case 0x4000_2008: isTransmitting = startUart()
    case 0x4000_8000:
      if !isClockRunning { violations.append(.clockBeforeUse) }
      timerStart = timerStart ?? time
    case 0x4000_8004: timerStart = nil
    case 0x4000_800C: if timerStart != nil { timerStart = time }
    case 0x4000_8040...0x4000_804C:
      let counter = time - (timerStart ?? time)
      registers[0x4000_8540 + (task & 15)] = UInt32(truncatingIfNeeded: counter)
    case 0x4001_0000:
      let isSetUp = registers[0x4001_0504] != nil && (registers[0x4001_0508] ?? 0) & 1 != 0
      if !isSetUp { violations.append(.watchdogSetup) }
      isWatchdogRunning = true
      registers[0x4001_0400] = 1
    default: break
    }
  }

  private func startUart() -> Bool {
    if !isClockRunning { violations.append(.clockBeforeUse) }
    if registers[0x4000_2500] != 4 { violations.append(.uartRunning) }
    return true
  }

  private func store(_ value: UInt32, at address: UInt32) {
    if address < 0x4_0000 { return writeFlash(value, at: address) }
    switch address {
    case 0x4001_E504:
      if isFlashBusy { violations.append(.flashSequence) }
      registers[address] = value
    case 0x4001_E508: erase(value)
    case 0x4000_0400, 0x4000_2480: registers[address, default: 0] &= ~value
    case 0x4000_2304, 0x4000_8304: registers[address, default: 0] |= value
    case 0x4000_2308, 0x4000_8308: registers[address - 4, default: 0] &= ~value
    case 0x4000_2500:
      checkPins()
      registers[address] = value
    case 0x4000_2508...0x4000_2514, 0x4000_2524, 0x4000_256C:
      if registers[0x4000_2500] == 4 { violations.append(.configuredBeforeEnabled) }
      registers[address] = value
    case 0x4000_251C: sendByte(UInt8(truncatingIfNeeded: value))
    case 0x4000_8504...0x4000_8510:
      if timerStart != nil { violations.append(.configuredBeforeEnabled) }
      registers[address] = value
    case 0x4000_9508, 0x4000_A508:
      if value != 0 && value != 1 { violations.append(.timerWidth) }
      registers[address] = value
    case 0x4001_0504...0x4001_050C:
      if isWatchdogRunning { violations.append(.configuredBeforeEnabled) }
      registers[address] = value
    case 0x4001_0600:
      if value != 0x6E52_4635 { violations.append(.watchdogSetup) }
      watchdogFeeds += 1
    case 0x5000_0508: registers[0x5000_0504, default: 0] |= value
    case 0xE000_E100: enableInterrupts(value)
    case 0xE000_ED0C: if value == 0x05FA_0004 { resetRequests += 1 }
    default: registers[address] = value
    }
  }

  private func writeFlash(_ value: UInt32, at address: UInt32) {
    if registers[0x4001_E504] != 1 || isFlashBusy { violations.append(.flashSequence) }
    isFlashBusy = true
    registers[address] = (registers[address] ?? .max) & value
  }

  private func erase(_ page: UInt32) {
    if registers[0x4001_E504] != 2 || isFlashBusy || page % 1024 != 0 {
      violations.append(.flashSequence)
    }
    isFlashBusy = true
    for address in registers.keys where page..<page + 1024 ~= address {
      registers[address] = .max
    }
  }

  private func checkPins() {
    let pin = registers[0x4000_250C] ?? .max
    guard pin < 32, registers[0x4000_2514] ?? .max < 32,
      (registers[0x5000_0504] ?? 0) >> pin & 1 == 1,
      (registers[0x5000_0700 + pin * 4] ?? 0) & 1 == 1
    else { return violations.append(.pinsBeforeUart) }
  }

  private func enableInterrupts(_ bits: UInt32) {
    let isUartSetUp = registers[0x4000_2500] == 4
    let isSetUp: [UInt32: Bool] = [2: isUartSetUp, 8: timerStart != nil]
    for number in UInt32(0)..<32 where bits >> number & 1 == 1 {
      if isSetUp[number] != true { violations.append(.interruptAfterSetup) }
    }
    registers[0xE000_E100, default: 0] |= bits
  }

  private func sendByte(_ byte: UInt8) {
    if !isTransmitting || registers[0x4000_2500] != 4 { violations.append(.uartRunning) }
    if inFlight != nil { violations.append(.oneByteInFlight) }
    inFlight = byte
  }

  private func receiveByte() -> UInt32 {
    if !isReceiving || registers[0x4000_2500] != 4 { violations.append(.uartRunning) }
    if receiveFifo.isEmpty || registers[0x4000_2108] == 1 {
      violations.append(.receiveEventClearedFirst)
    }
    if receiveFifo.isEmpty { return 0 }
    let byte = receiveFifo.removeFirst()
    if !receiveFifo.isEmpty { registers[0x4000_2108] = 1 }
    return UInt32(byte)
  }
}

/// The model as a driver's bus.
struct ModelBus: RegisterBus {
  let chip: ChipModel
  func read(_ address: UInt32) -> UInt32 { chip.read(address) }
  func write(_ value: UInt32, to address: UInt32) { chip.write(value, to: address) }
}
