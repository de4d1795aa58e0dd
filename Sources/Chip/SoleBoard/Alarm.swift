/// One compare channel of TIMER0 as an alarm: an interrupt at a time of the device's clock.
public struct Alarm<Bus: RegisterBus> {
  private let bus: Bus
  private let channel: UInt32

  /// An alarm on channel 1, 2 or 3; channel 0 belongs to the clock.
  public init(bus: Bus, channel: UInt32) {
    precondition(channel >= 1 && channel <= 3)
    self.bus = bus
    self.channel = channel
  }

  /// Asks for an interrupt when the clock reaches a time.
  ///
  /// The chip compares for equality only, so a time that has passed when it is written would come
  /// 71 minutes late: read the clock after this call, and take a passed time at once.
  public func set(_ time: UInt64) {
    bus.write(UInt32(truncatingIfNeeded: time), to: Nrf51.Timer.compare(channel))
    bus.write(Nrf51.Timer.compareBit(channel), to: Nrf51.Timer.interruptEnableSet)
  }

  /// Whether the time has come, and was not acknowledged yet.
  public var isDue: Bool { bus.read(Nrf51.Timer.eventsCompare(channel)) != 0 }

  /// Asks for no more interrupts.
  public func cancel() {
    bus.write(Nrf51.Timer.compareBit(channel), to: Nrf51.Timer.interruptEnableClear)
    acknowledge()
  }

  /// Clears the event, so that the interrupt ends; called by the interrupt.
  public func acknowledge() {
    bus.write(0, to: Nrf51.Timer.eventsCompare(channel))
  }
}
