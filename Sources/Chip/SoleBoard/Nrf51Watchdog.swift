/// The chip's watchdog: counts 32768 Hz down, in sleep too, and resets the chip at zero.
///
/// It starts the low-frequency oscillator by itself. A soft reset leaves it running with what it
/// was given before, hence the look at RUNSTATUS.
public struct Nrf51Watchdog<Bus: RegisterBus>: Watchdog {
  private let bus: Bus

  public init(bus: Bus) {
    self.bus = bus
  }

  public func start(timeoutMilliseconds: UInt32) {
    precondition(timeoutMilliseconds > 0 && timeoutMilliseconds <= 130_000)
    if bus.read(Nrf51.WatchdogTimer.runStatus) & 1 == 0 {
      let ticks = timeoutMilliseconds * 32 + timeoutMilliseconds * 96 / 125  // × 32.768
      bus.write(1, to: Nrf51.WatchdogTimer.configuration)  // runs in sleep, pauses for a debugger
      bus.write(max(ticks, 15), to: Nrf51.WatchdogTimer.counterReload)
      bus.write(1, to: Nrf51.WatchdogTimer.reloadEnable)
      bus.write(1, to: Nrf51.WatchdogTimer.tasksStart)
    }
    feed()
  }

  public func feed() {
    bus.write(Nrf51.WatchdogTimer.reloadKey, to: Nrf51.WatchdogTimer.reloadRequest)
  }
}
