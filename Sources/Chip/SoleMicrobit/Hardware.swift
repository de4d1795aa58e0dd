internal import CMicrobit
internal import SoleBoard

/// The drivers of the board, shared by the main loop and the interrupts.
///
/// They are globals, each a value in a fixed place. Invariant: the main loop touches one only
/// within `withoutInterrupts`, an interrupt only what it is given here. Their first values are
/// constants: one that had to be computed would need `swift_once`, which does not link here, so no
/// interrupt ever meets a half-made driver.
enum Hardware {
  /// How long the main loop may be stuck before the watchdog resets the chip.
  static let watchdogMilliseconds: UInt32 = 4000
  /// How often the main loop wakes even if nothing happens.
  static let heartbeatMicroseconds: UInt32 = 500_000
  /// How many heartbeats make a start a good one.
  static let beatsOfLife: UInt32 = 10

  nonisolated(unsafe) static var uart = Uart<MemoryBus, 1024, 1024>(bus: MemoryBus())
  nonisolated(unsafe) static var clock = MicrosecondClock(bus: MemoryBus())
  nonisolated(unsafe) static var ticker = SampleTicker(
    alarm: Alarm(bus: MemoryBus(), channel: 1))
  nonisolated(unsafe) static var heartbeat = Heartbeat(
    alarm: Alarm(bus: MemoryBus(), channel: 2), periodMicroseconds: heartbeatMicroseconds)
  nonisolated(unsafe) static var load = LoadMeter()
  /// How the chip is to start again once the line has taken what waits; unknown where it is not.
  nonisolated(unsafe) static var restart = BootNote.Ending.unknown

  static var watchdog: Nrf51Watchdog<MemoryBus> { Nrf51Watchdog(bus: MemoryBus()) }
  static var reset: ResetControl<MemoryBus> { ResetControl(bus: MemoryBus()) }

  /// Where the note for the next run stands: behind the word that forwards the vectors.
  static var noteAddress: UInt32 { microbit_handoff_address() + 4 }

  /// Where the calibration stands: in the last of the words that a reset does not clear.
  static var calibrationAddress: UInt32 { microbit_handoff_address() + 60 }

  /// Runs a short piece of code that no interrupt comes between.
  @inline(__always)
  static func withoutInterrupts<Result>(_ body: () -> Result) -> Result {
    let mask = microbit_mask_interrupts()
    let result = body()
    microbit_restore_interrupts(mask)
    return result
  }

  /// Starts everything in the order the chip asks for: clock, peripherals, interrupts.
  static func start() {
    let bus = MemoryBus()
    _ = HighFrequencyClock(bus: bus).start()
    uart.start(transmitPin: 24, receivePin: 25, baudRate: .baud115200)
    clock.start()
    watchdog.start(timeoutMilliseconds: watchdogMilliseconds)
    let interrupts = InterruptController(bus: bus)
    interrupts.enable(Nrf51.Uart.interrupt, priority: 0)
    interrupts.enable(Nrf51.Timer.interrupt, priority: 1)
  }

  #if HARDWARE_LIKE
    /// Does nothing and hears nothing, as the core does while a real chip's flash works.
    static func standStill(microseconds: UInt64) {
      withoutInterrupts {
        let end = clock.now() + microseconds
        while clock.now() < end {}
      }
    }
  #endif

  /// Sleeps until something happens, unless something already has.
  ///
  /// Interrupts are masked from the look to the sleep, so what happens in between ends the sleep
  /// at once; it is served after the mask is lifted.
  static func sleep() {
    withoutInterrupts {
      let start = clock.now()
      if uart.receivedCount > 0 || ticker.isDue(at: start) || heartbeat.isDue(at: start) { return }
      if restart != .unknown && uart.isDrained { return }
      microbit_wait_for_interrupt()
      load.slept(from: start, to: clock.now())
    }
  }
}
