/// A button that pulls its pin low while it is held.
public struct Button<Bus: RegisterBus> {
  private let bus: Bus
  private let pin: UInt32

  public init(bus: Bus, pin: UInt32) {
    self.bus = bus
    self.pin = pin
  }

  /// Makes the pin an input with a pull-up; it takes a few microseconds to rise.
  public func start() {
    bus.write(Nrf51.Gpio.inputPullUp, to: Nrf51.Gpio.pinConfiguration(pin))
  }

  public var isHeld: Bool { bus.read(Nrf51.Gpio.input) >> pin & 1 == 0 }
}
