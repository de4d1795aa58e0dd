internal import CMicrobit
internal import SoleBoard

@c(microbit_uart0_interrupt)
func serveUartInterrupt() {
  Hardware.uart.serviceInterrupt()
}

/// Ends the alarms only: what is due, the main loop tells from the clock.
@c(microbit_timer0_interrupt)
func serveTimerInterrupt() {
  Alarm(bus: MemoryBus(), channel: 1).acknowledge()
  Alarm(bus: MemoryBus(), channel: 2).acknowledge()
}
