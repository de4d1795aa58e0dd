internal import CMicrobit
internal import SoleBoard
internal import SoleFlash
internal import SoleStore

/// The chip's own flash, as far as records go.
///
/// The core stands still while it works: 46 µs for a word, in which half a byte comes over the line,
/// and 22 ms for a page, before which the app lets the line fall silent.
struct ChipStorage: FlashMemory {
  private var controller: FlashController<MemoryBus> {
    FlashController(bus: MemoryBus(), writable: StoreLayout.microbit.range)
  }

  func read<Result>(at address: UInt32, count: UInt32, _ body: (RawSpan) -> Result) -> Result {
    body(
      UnsafeRawBufferPointer(
        start: UnsafeRawPointer(bitPattern: UInt(address)), count: Int(count)
      ).bytes)
  }

  mutating func erase(page: UInt32) {
    Hardware.watchdog.feed()
    controller.erase(page: page)
    #if HARDWARE_LIKE
      Hardware.standStill(microseconds: 22_300)
    #endif
  }

  mutating func write(_ word: UInt32, at address: UInt32) {
    controller.write(word, at: address)
    #if HARDWARE_LIKE
      Hardware.standStill(microseconds: 46)
    #endif
  }
}
