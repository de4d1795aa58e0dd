import SoleFlash

/// A part of the chip's flash in this process's memory: what is written outlives a restart, not the
/// process. Anything outside of that part is an error of the program.
struct MemoryFlash: FlashMemory {
  private let range: Range<UInt32>
  private var bytes: [UInt8]

  init(range: Range<UInt32>) {
    self.range = range
    bytes = [UInt8](repeating: 0xFF, count: range.count)
  }

  func read<Result>(at address: UInt32, count: UInt32, _ body: (RawSpan) -> Result) -> Result {
    let start = Int(address - range.lowerBound)
    return body(bytes.span.bytes.extracting(start..<start + Int(count)))
  }

  mutating func erase(page: UInt32) {
    precondition(page % flashPageBytes == 0 && range.contains(page))
    let start = Int(page - range.lowerBound)
    for index in start..<start + Int(flashPageBytes) { bytes[index] = 0xFF }
  }

  mutating func write(_ word: UInt32, at address: UInt32) {
    precondition(address % 4 == 0 && range.contains(address))
    let start = Int(address - range.lowerBound)
    for index in 0..<4 { bytes[start + index] &= UInt8(truncatingIfNeeded: word >> (8 * index)) }
  }
}
