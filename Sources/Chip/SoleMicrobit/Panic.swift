internal import CMicrobit
internal import SoleBoard
internal import SoleLink

/// Tells where the chip faulted, leaves a note, and starts the chip again.
///
/// Comes from the fault handler, on a fresh stack and with interrupts masked; a failed check of
/// Swift's ends here too.
@c(microbit_fault)
func panic(_ registers: UnsafePointer<microbit_fault_registers>) {
  let bus = MemoryBus()
  let uart = PolledUart(bus: bus)
  if uart.isStarted {
    uart.takeOver()
    let now = Hardware.clock.now()
    send(FrameEncoder.encode(message(registers.pointee, sent: now), sequence: 0), uart)
  }
  var note = BootNote.load(from: bus, at: Hardware.noteAddress) ?? BootNote()
  note.note(ending: .panic)
  note.store(to: bus, at: Hardware.noteAddress)
  Hardware.reset.requestReset()
  while true { microbit_data_barrier() }
}

private func message(_ registers: microbit_fault_registers, sent: UInt64) -> Wire.Panic {
  Wire.Panic(
    sent: sent, programCounter: registers.pc, linkRegister: registers.lr,
    statusRegister: registers.psr, stackPointer: registers.sp, r0: registers.r0,
    r1: registers.r1, r2: registers.r2, r3: registers.r3, r12: registers.r12)
}

private func send(_ frame: borrowing WireFrame, _ uart: PolledUart<MemoryBus>) {
  for index in 0..<frame.count {
    // A line that does not take the bytes must not keep the chip from starting again.
    if !uart.send(frame[index]) { return }
  }
}
