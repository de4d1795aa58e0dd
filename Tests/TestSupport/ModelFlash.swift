package import SoleFlash

/// A flash that forgets nothing and can lose its power at any operation.
///
/// After the cut it takes no more operations: whatever the code still does, it does to nothing, as
/// if it had not run. What the operation that was cut leaves is drawn from a seed.
package struct ModelFlash: FlashMemory {
  /// What is left of an operation during which power failed.
  package enum Tear: CaseIterable, Sendable {
    /// Nothing had happened yet.
    case untouched
    /// Each bit that was to change has changed or not.
    case torn
    /// It was done, but nothing after it.
    case done
    /// Of a page, the first half is erased; a word is torn.
    case firstHalf
  }

  package private(set) var bytes: [UInt8]
  package private(set) var operations = 0
  package private(set) var rulesBroken: [String] = []
  /// How often each page was erased.
  package private(set) var erases: [UInt32: Int] = [:]
  private var cut: (operation: Int, tear: Tear)?
  private var random: UInt64
  private let writable: Range<UInt32>
  /// Words that take no bit any more.
  private var worn: Set<UInt32> = []

  package init(bytes: [UInt8], writable: Range<UInt32>, seed: UInt64 = 1) {
    self.bytes = bytes
    self.writable = writable
    random = seed
  }

  package var isDead: Bool { cut.map { operations > $0.operation } ?? false }

  /// Has power fail at an operation, counted from 0.
  package mutating func cutPower(at operation: Int, _ tear: Tear, seed: UInt64) {
    cut = (operation, tear)
    operations = 0
    random = seed | 1
  }

  /// Power comes back.
  package mutating func restorePower() {
    cut = nil
    operations = 0
  }

  /// Bit rot, or whatever else the world does.
  package mutating func spoil(_ address: UInt32, _ change: (inout UInt8) -> Void) {
    change(&bytes[Int(address)])
  }

  /// A word that has been erased too often: it stays as erased, whatever is written to it.
  package mutating func wearOut(word address: UInt32) { worn.insert(address) }

  /// A flash that is as good as new, with what this one holds.
  package mutating func replaceWornWords() { worn = [] }

  package func read<Result>(at address: UInt32, count: UInt32, _ body: (RawSpan) -> Result)
    -> Result
  {
    body(bytes.span.bytes.extracting(Int(address)..<Int(address + count)))
  }

  package mutating func erase(page: UInt32) {
    if page % flashPageBytes != 0 || !writable.contains(page) {
      rulesBroken.append("erase of \(page)")
      return
    }
    erases[page, default: 0] += 1
    let range = Int(page)..<Int(page + flashPageBytes)
    switch begin() {
    case .untouched: break
    case .done: for index in range { bytes[index] = 0xFF }
    case .torn: for index in range { bytes[index] |= UInt8(truncatingIfNeeded: draw()) }
    case .firstHalf: for index in range.prefix(512) { bytes[index] = 0xFF }
    }
  }

  package mutating func write(_ word: UInt32, at address: UInt32) {
    if address % 4 != 0 || !writable.contains(address) {
      rulesBroken.append("write at \(address)")
      return
    }
    let tear = begin()
    if tear == .untouched || worn.contains(address) { return }
    let kept = tear == .done ? 0 : UInt32(truncatingIfNeeded: draw())
    for index in 0..<4 {
      let byte = UInt8(truncatingIfNeeded: (word | kept) >> UInt32(index * 8))
      bytes[Int(address) + index] &= byte
    }
  }

  /// Counts an operation: how much of it happens.
  private mutating func begin() -> Tear {
    defer { operations += 1 }
    guard let cut else { return .done }
    if operations < cut.operation { return .done }
    return operations == cut.operation ? cut.tear : .untouched
  }

  private mutating func draw() -> UInt64 {
    random ^= random << 13
    random ^= random >> 7
    random ^= random << 17
    return random
  }
}
