/// The device's clock: TIMER0 counting microseconds in 32 bits, extended to 64 in software.
///
/// Must be read at least once in the 71 minutes the timer takes to wrap. Reading captures into
/// channel 0, so readers mask interrupts.
public struct MicrosecondClock<Bus: RegisterBus> {
  private let bus: Bus
  private var wraps: UInt32 = 0
  private var last: UInt32 = 0

  public init(bus: Bus) {
    self.bus = bus
  }

  /// Starts the timer from zero: 16 MHz divided by 2⁴.
  public func start() {
    bus.write(1, to: Nrf51.Timer.tasksStop)
    bus.write(0, to: Nrf51.Timer.mode)
    bus.write(3, to: Nrf51.Timer.bitMode)
    bus.write(4, to: Nrf51.Timer.prescaler)
    bus.write(1, to: Nrf51.Timer.tasksClear)
    bus.write(1, to: Nrf51.Timer.tasksStart)
  }

  /// Stops the timer, for whoever starts it next.
  public func stop() {
    bus.write(1, to: Nrf51.Timer.tasksStop)
  }

  /// Microseconds since `start()`.
  public mutating func now() -> UInt64 {
    bus.write(1, to: Nrf51.Timer.tasksCapture(0))
    let low = bus.read(Nrf51.Timer.compare(0))
    if low < last { wraps &+= 1 }
    last = low
    return UInt64(wraps) << 32 | UInt64(low)
  }
}
