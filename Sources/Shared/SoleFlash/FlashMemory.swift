/// What a flash erases at once, in bytes.
public let flashPageBytes: UInt32 = 1024

/// A flash as the chip sees it: read as memory, erased by page, written by word.
///
/// An erase sets every bit of a page, a write clears bits of a word. Power may fail during either:
/// the page or the word then holds anything between before and after.
public protocol FlashMemory {
  /// Gives the bytes of a part to a closure.
  func read<Result>(at address: UInt32, count: UInt32, _ body: (RawSpan) -> Result) -> Result
  /// Erases the page that starts at an address.
  mutating func erase(page: UInt32)
  /// Writes the word at an address that is a multiple of four.
  mutating func write(_ word: UInt32, at address: UInt32)
}

extension FlashMemory {
  /// The word at an address that is a multiple of four.
  public func word(at address: UInt32) -> UInt32 {
    read(at: address, count: 4) { bytes in
      unsafe UInt32(littleEndian: bytes.unsafeLoad(as: UInt32.self))
    }
  }

  /// Whether every bit is one of so many bytes, a multiple of four, from a word on.
  public func isBlank(_ address: UInt32, bytes: UInt32) -> Bool {
    for offset in stride(from: UInt32(0), to: bytes, by: 4)
    where word(at: address + offset) != .max {
      return false
    }
    return true
  }
}

/// One thing to do to the flash.
public enum FlashOperation: Equatable, Sendable {
  case erase(page: UInt32)
  case write(UInt32, at: UInt32)
}

extension FlashMemory {
  public mutating func perform(_ operation: FlashOperation) {
    switch operation {
    case .erase(let page): erase(page: page)
    case .write(let word, let address): write(word, at: address)
    }
  }
}
