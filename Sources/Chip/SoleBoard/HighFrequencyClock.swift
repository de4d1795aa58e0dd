/// The 16 MHz crystal: the timers and the UART are only as right as their clock.
///
/// Out of reset the chip runs from an RC oscillator that is off by up to a few percent, which a
/// UART at 115200 baud does not stand.
public struct HighFrequencyClock<Bus: RegisterBus> {
  private let bus: Bus

  public init(bus: Bus) {
    self.bus = bus
  }

  /// Starts the crystal and waits until it runs; false if it does not within the bound.
  ///
  /// The crystal takes about 0.8 ms; the bound is some 50 ms of polling at 16 MHz.
  public func start(attempts: UInt32 = 100_000) -> Bool {
    bus.write(0, to: Nrf51.Power.eventsHighFrequencyClockStarted)
    bus.write(1, to: Nrf51.Power.tasksHighFrequencyClockStart)
    var remaining = attempts
    while remaining > 0 {
      if bus.read(Nrf51.Power.eventsHighFrequencyClockStarted) != 0 { return true }
      remaining -= 1
    }
    return false
  }
}
