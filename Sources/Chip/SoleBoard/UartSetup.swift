/// The order in which UART0 is started, and given back.
enum UartSetup {
  /// Pins first, so that the line idles high and sends no stray byte; then the registers that must
  /// not change once the UART is enabled. The clock must run.
  static func start(
    _ bus: some RegisterBus, transmitPin: UInt32, receivePin: UInt32, baudRate: BaudRate
  ) {
    bus.write(1 << transmitPin, to: Nrf51.Gpio.outputSet)
    bus.write(Nrf51.Gpio.output, to: Nrf51.Gpio.pinConfiguration(transmitPin))
    bus.write(Nrf51.Gpio.inputPullUp, to: Nrf51.Gpio.pinConfiguration(receivePin))
    bus.write(transmitPin, to: Nrf51.Uart.selectTransmit)
    bus.write(receivePin, to: Nrf51.Uart.selectReceive)
    bus.write(Nrf51.Uart.disconnected, to: Nrf51.Uart.selectRts)
    bus.write(Nrf51.Uart.disconnected, to: Nrf51.Uart.selectCts)
    bus.write(baudRate.rawValue, to: Nrf51.Uart.baudRate)
    bus.write(0, to: Nrf51.Uart.configuration)  // 8N1, no flow control
    bus.write(0, to: Nrf51.Uart.eventsReceiveReady)
    bus.write(0, to: Nrf51.Uart.eventsTransmitReady)
    bus.write(0, to: Nrf51.Uart.eventsError)
    bus.write(Nrf51.Uart.enabled, to: Nrf51.Uart.enable)
    bus.write(1, to: Nrf51.Uart.tasksStartReceive)
    bus.write(1, to: Nrf51.Uart.tasksStartTransmit)
  }

  /// Leaves the UART as a reset does, but for its pins: who starts next configures it anew.
  static func stop(_ bus: some RegisterBus) {
    bus.write(
      Nrf51.Uart.receiveReadyBit | Nrf51.Uart.transmitReadyBit | Nrf51.Uart.errorBit,
      to: Nrf51.Uart.interruptEnableClear)
    bus.write(1, to: Nrf51.Uart.tasksStopReceive)
    bus.write(1, to: Nrf51.Uart.tasksStopTransmit)
    bus.write(Nrf51.Uart.disabled, to: Nrf51.Uart.enable)
  }
}
