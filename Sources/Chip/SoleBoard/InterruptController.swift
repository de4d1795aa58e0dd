/// The core's interrupt controller.
public struct InterruptController<Bus: RegisterBus> {
  private let bus: Bus

  public init(bus: Bus) {
    self.bus = bus
  }

  /// Lets an interrupt through, at a priority of 0 (first) to 3, once its source is configured.
  public func enable(_ interrupt: UInt32, priority: UInt32) {
    precondition(interrupt < 32 && priority < 4)
    // The M0 takes whole words only; a priority is the upper two bits of its byte.
    let register = Nrf51.Core.interruptPriority + (interrupt & ~3)
    let shift = (interrupt & 3) * 8
    let others = bus.read(register) & ~(0xFF << shift)
    bus.write(others | (priority << 6) << shift, to: register)
    bus.write(1 << interrupt, to: Nrf51.Core.interruptClearPending)
    bus.write(1 << interrupt, to: Nrf51.Core.interruptSetEnable)
  }

  /// Forgets that an interrupt is pending; one whose source still asks is pending again at once.
  public func clearPending(_ interrupt: UInt32) {
    bus.write(1 << interrupt, to: Nrf51.Core.interruptClearPending)
  }

  /// Lets no interrupt through any more, and forgets those that are pending.
  public func disableAll() {
    bus.write(.max, to: Nrf51.Core.interruptClearEnable)
    bus.write(.max, to: Nrf51.Core.interruptClearPending)
  }
}
