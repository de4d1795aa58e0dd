import SoleFlash
import SoleStore

/// The board's flash in a host's memory: only the part in which records are kept.
struct MemoryFlash: FlashMemory {
  private static let range = StoreLayout.microbit.range
  private var bytes = [UInt8](repeating: .max, count: Self.range.count)

  func read<Result>(at address: UInt32, count: UInt32, _ body: (RawSpan) -> Result) -> Result {
    let start = Int(address - Self.range.lowerBound)
    return body(bytes.span.bytes.extracting(start..<start + Int(count)))
  }

  mutating func erase(page: UInt32) {
    let start = Int(page - Self.range.lowerBound)
    for index in start..<start + Int(flashPageBytes) { bytes[index] = .max }
  }

  mutating func write(_ word: UInt32, at address: UInt32) {
    let start = Int(address - Self.range.lowerBound)
    for index in 0..<4 { bytes[start + index] &= UInt8(truncatingIfNeeded: word >> (8 * index)) }
  }
}
