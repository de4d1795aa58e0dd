/// The flash of a board that has none to keep anything in: it reads as ones.
public struct NoFlash: FlashMemory {
  public init() {}

  public func read<Result>(
    at address: UInt32, count: UInt32, _ body: (RawSpan) -> Result
  ) -> Result {
    let ones = InlineArray<64, UInt8>(repeating: .max)
    return body(ones.span.bytes.extracting(first: Int(count)))
  }

  public mutating func erase(page: UInt32) {}
  public mutating func write(_ word: UInt32, at address: UInt32) {}
}
