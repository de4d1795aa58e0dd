internal import CMicrobit
internal import SoleBoard

/// The drivers of the board. Interrupts stay masked: they wake the core, and nothing else.
enum Hardware {
  /// The app's own time, since a watchdog that runs can be given no other.
  private static let watchdogMilliseconds: UInt32 = 4000
  private static let heartbeatMicroseconds: UInt32 = 1_000_000
  private static let buttonPin: UInt32 = 17

  nonisolated(unsafe) static var line = PolledLine<MemoryBus, 2048>(bus: MemoryBus())
  nonisolated(unsafe) static var clock = MicrosecondClock(bus: MemoryBus())

  static var watchdog: Nrf51Watchdog<MemoryBus> { Nrf51Watchdog(bus: MemoryBus()) }
  static var reset: ResetControl<MemoryBus> { ResetControl(bus: MemoryBus()) }
  private static var interrupts: InterruptController<MemoryBus> {
    InterruptController(bus: MemoryBus())
  }
  private static var alarm: Alarm<MemoryBus> { Alarm(bus: MemoryBus(), channel: 1) }
  private static var button: Button<MemoryBus> { Button(bus: MemoryBus(), pin: buttonPin) }

  /// Where the note stands that one run leaves for the next.
  static var noteAddress: UInt32 { microbit_handoff_address() + 4 }

  static func start() {
    _ = HighFrequencyClock(bus: MemoryBus()).start()
    button.start()
    line.start(transmitPin: 24, receivePin: 25, baudRate: .baud115200)
    clock.start()
    interrupts.enable(Nrf51.Uart.interrupt, priority: 0)
    interrupts.enable(Nrf51.Timer.interrupt, priority: 1)
  }

  /// Leaves the chip as the app expects it, with a watchdog that runs.
  static func stop() {
    watchdog.start(timeoutMilliseconds: watchdogMilliseconds)
    interrupts.disableAll()
    alarm.cancel()
    clock.stop()
    line.stop()
    interrupts.disableAll()
  }

  static var isButtonHeld: Bool { button.isHeld }

  /// Feeds a watchdog that the app may have left running.
  static func feed() { watchdog.feed() }

  /// Asks for the next heartbeat.
  static func startHeartbeat() {
    alarm.set(clock.now() + UInt64(heartbeatMicroseconds))
  }

  /// Sleeps until a byte comes, or a heartbeat is due, for which the watchdog is fed.
  static func sleep() {
    if !line.hasBytes() { microbit_wait_for_interrupt() }
    if alarm.isDue {
      alarm.acknowledge()
      interrupts.clearPending(Nrf51.Timer.interrupt)
      feed()
      startHeartbeat()
    }
    line.fetch()
    interrupts.clearPending(Nrf51.Uart.interrupt)
  }

  /// Stands still for a time, as the chip does where it works on its flash.
  @inline(never)
  static func spin(microseconds: UInt32) {
    let start = UInt32(truncatingIfNeeded: clock.now())
    while UInt32(truncatingIfNeeded: clock.now()) &- start < microseconds {}
  }

  static func restart() -> Never {
    reset.requestReset()
    while true { microbit_data_barrier() }
  }
}
