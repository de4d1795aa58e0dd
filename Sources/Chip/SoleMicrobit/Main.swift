internal import CMicrobit
internal import SoleBoard

nonisolated(unsafe) private var uart = Uart<MemoryBus, 1024, 1024>(bus: MemoryBus())

@c(microbit_uart0_interrupt)
func handleUartInterrupt() {
  uart.serviceInterrupt()
}

@c(microbit_timer0_interrupt)
func handleTimerInterrupt() {
}

@c(microbit_fault)
func handleFault(_ registers: UnsafePointer<microbit_fault_registers>) {
  ResetControl(bus: MemoryBus()).requestReset()
  while true {}
}

@main
enum SoleMicrobit {
  static func main() {
    let bus = MemoryBus()
    _ = HighFrequencyClock(bus: bus).start()
    uart.start(transmitPin: 24, receivePin: 25, baudRate: .baud115200)
    InterruptController(bus: bus).enable(Nrf51.Uart.interrupt, priority: 0)
    say("solerig\n")
    while true {
      let mask = microbit_mask_interrupts()
      if let byte = uart.receive() {
        _ = uart.send(byte)
      } else {
        microbit_wait_for_interrupt()
      }
      microbit_restore_interrupts(mask)
    }
  }

  static func say(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount {
      let mask = microbit_mask_interrupts()
      _ = uart.send(text.utf8Start[index])
      microbit_restore_interrupts(mask)
    }
  }
}
