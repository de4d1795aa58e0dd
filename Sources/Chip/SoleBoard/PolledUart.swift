/// The UART without interrupts, for the last words of a chip that faulted.
///
/// Nothing of the driver's state is trusted: only the registers are.
public struct PolledUart<Bus: RegisterBus> {
  private let bus: Bus

  public init(bus: Bus) {
    self.bus = bus
  }

  /// Whether the UART can send at all: a fault may come before it was started.
  ///
  /// Told by its interrupts, which come last: the emulator's ENABLE can't be read, and it forgets
  /// what was configured before.
  public var isStarted: Bool {
    bus.read(Nrf51.Uart.interruptEnableSet) & Nrf51.Uart.errorBit != 0
  }

  /// Waits for the byte that may be in flight, so that the next one does not overwrite it.
  ///
  /// The event stays unset when none was, hence the bound: two bytes at 115200 baud.
  public func takeOver() {
    bus.write(
      Nrf51.Uart.receiveReadyBit | Nrf51.Uart.transmitReadyBit | Nrf51.Uart.errorBit,
      to: Nrf51.Uart.interruptEnableClear)
    _ = waitUntilSent(attempts: 500)
  }

  /// Sends a byte; false if the UART did not say so within the bound.
  public func send(_ byte: UInt8, attempts: UInt32 = 100_000) -> Bool {
    bus.write(0, to: Nrf51.Uart.eventsTransmitReady)
    bus.write(UInt32(byte), to: Nrf51.Uart.transmitData)
    return waitUntilSent(attempts: attempts)
  }

  private func waitUntilSent(attempts: UInt32) -> Bool {
    var remaining = attempts
    while remaining > 0 {
      if bus.read(Nrf51.Uart.eventsTransmitReady) != 0 { return true }
      remaining -= 1
    }
    return false
  }
}
