internal import CMicrobit
internal import SoleBoard
internal import SoleBoot
internal import SoleFlash

/// The chip's own flash, as far as images go.
///
/// The line goes on while it is written: what the chip holds is fetched before every operation. A
/// word takes about half a byte's time at 115200 baud; an erase takes 22 ms, but it comes only while
/// the client waits for the answer to its first piece, or after a reset.
struct ChipFlash: FlashMemory {
  private static let layout = FlashLayout.microbit
  private let controller = FlashController(
    bus: MemoryBus(), writable: layout.slot0..<(layout.slot1 + layout.slotBytes))

  func read<Result>(at address: UInt32, count: UInt32, _ body: (RawSpan) -> Result) -> Result {
    body(
      UnsafeRawBufferPointer(
        start: UnsafeRawPointer(bitPattern: UInt(address)), count: Int(count)
      ).bytes)
  }

  /// Gives a sign of life: who waits for a board that works on its flash for seconds then knows
  /// that it does. An empty line is none of SMP's.
  mutating func erase(page: UInt32) {
    Hardware.line.fetch()
    Hardware.feed()
    Hardware.line.send(0x0A)
    controller.erase(page: page)
    #if HARDWARE_LIKE
      Hardware.spin(microseconds: 22_300)
    #endif
  }

  mutating func write(_ word: UInt32, at address: UInt32) {
    Hardware.line.fetch()
    controller.write(word, at: address)
    #if HARDWARE_LIKE
      Hardware.spin(microseconds: 46)
    #endif
  }
}
