/// Why the chip started, and how it starts again.
public struct ResetControl<Bus: RegisterBus> {
  private let bus: Bus

  public init(bus: Bus) {
    self.bus = bus
  }

  /// Why the chip started, left for who takes it.
  public var reason: ResetReason { ResetReason(rawValue: bus.read(Nrf51.Power.resetReason)) }

  /// Reads why the chip started, and clears it: the bits add up over resets otherwise.
  public func takeReason() -> ResetReason {
    let bits = bus.read(Nrf51.Power.resetReason)
    bus.write(bits, to: Nrf51.Power.resetReason)  // a written one clears
    return ResetReason(rawValue: bits)
  }

  /// Asks the core for a reset; the caller waits for it.
  public func requestReset() {
    bus.write(Nrf51.Core.systemResetRequest, to: Nrf51.Core.applicationInterruptAndReset)
  }
}
