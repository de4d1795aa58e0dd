import SoleBoot
import SoleFlash

/// The chip's flash in this process's memory: what is written outlives a restart, not the process.
struct NativeFlash: FlashMemory {
  private static let byteCount = 256 * 1024
  private var bytes = [UInt8](repeating: 0xFF, count: byteCount)

  func read<Result>(at address: UInt32, count: UInt32, _ body: (RawSpan) -> Result) -> Result {
    body(bytes.span.bytes.extracting(Int(address)..<Int(address + count)))
  }

  mutating func erase(page: UInt32) {
    precondition(page % FlashLayout.pageBytes == 0 && Self.writable.contains(page))
    for index in Int(page)..<Int(page + FlashLayout.pageBytes) { bytes[index] = 0xFF }
  }

  mutating func write(_ word: UInt32, at address: UInt32) {
    precondition(address % 4 == 0 && Self.writable.contains(address))
    for index in 0..<4 {
      bytes[Int(address) + index] &= UInt8(truncatingIfNeeded: word >> UInt32(index * 8))
    }
  }

  private static var writable: Range<UInt32> {
    FlashLayout.microbit.slot0..<(FlashLayout.microbit.slot1 + FlashLayout.microbit.slotBytes)
  }
}
