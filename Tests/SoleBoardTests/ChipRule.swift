/// What the chip asks of whoever touches its registers; an emulator forgives most of it.
///
/// Sources: nRF51 Series Reference Manual v3.0; ARMv6-M Architecture Reference Manual.
enum ChipRule: CaseIterable {
  /// A word access at an address that is no multiple of four faults on a Cortex-M0.
  case alignedAccess
  /// Only registers that the manual names.
  case documentedRegister
  /// The nRF51's core has no VTOR and no SysTick.
  case coreWithoutVtorAndSysTick
  /// A task is triggered by 1, an event is cleared by 0.
  case taskAndEventValues
  /// A register that only tells is not written.
  case readOnlyRegister
  /// The crystal runs before a peripheral that counts on it is started.
  case clockBeforeUse
  /// A peripheral is configured before it is enabled or started, not after.
  case configuredBeforeEnabled
  /// A pin that the UART takes over drives its idle level before.
  case pinsBeforeUart
  /// The UART moves bytes only when it is enabled and started.
  case uartRunning
  /// The next byte is sent after the last one has left.
  case oneByteInFlight
  /// RXD is read where a byte waits, after its event was cleared: the next byte raises it again.
  case receiveEventClearedFirst
  /// An interrupt ends with its event cleared, or it comes again at once, for ever.
  case interruptCleared
  /// An interrupt is let through only from a peripheral that is set up.
  case interruptAfterSetup
  /// Only TIMER0 has 32 bits.
  case timerWidth
  /// The watchdog has a time and a reload register before it starts, and is fed its key.
  case watchdogSetup
  /// Flash is written and erased only while that is enabled, waited for, and locked again.
  case flashSequence
}
