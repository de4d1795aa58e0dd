internal import SoleFlash
internal import SoleLink

/// The lifetime's totals in two pages of the flash: 16 snapshots of 64 bytes in each, one page
/// after the other.
///
/// Words of a snapshot: generation of its page (bits 0-15) and sprints (16-31), 13 totals, top speed
/// and records, CRC-32 of those. The newest that is whole counts.
struct LifetimeLog: Sendable {
  private static let words: UInt32 = 16
  private static let slots: UInt32 = flashPageBytes / (words * 4)
  /// So many snapshots before a page is full, the other is wanted erased.
  private static let ahead: UInt32 = 4

  private var page: UInt32 = 0
  private var slot: UInt32 = 0
  private var generation: UInt16 = 0
  private var isOtherBlank = false
  private(set) var totals = LifetimeTotals()

  /// Finds the newest snapshot.
  @inline(never)
  mutating func mount(_ flash: some FlashMemory, _ layout: StoreLayout) {
    self = LifetimeLog()
    var hasAny = false
    for index in 0..<StoreLayout.lifetimePages {
      let start = layout.lifetimePage(index)
      var used: UInt32 = 0
      for place in 0..<Self.slots {
        let address = start + place * Self.words * 4
        if !flash.isBlank(address, bytes: Self.words * 4) { used = place + 1 }
        guard let (found, number) = Self.read(flash, at: address) else { continue }
        // Pages follow each other, so their generations differ by one; they wrap.
        if hasAny && Int16(bitPattern: number &- generation) < 0 { continue }
        hasAny = true
        (totals, generation, page) = (found, number, index)
      }
      if page == index { slot = used }
    }
    isOtherBlank = flash.isBlank(layout.lifetimePage(1 - page), bytes: flashPageBytes)
  }

  /// Whether a page should be erased before the next snapshots come.
  var wantsErase: Bool { slot + Self.ahead >= Self.slots && !isOtherBlank }

  /// Erases the page that the next snapshots go to.
  mutating func erase(_ flash: inout some FlashMemory, _ layout: StoreLayout) {
    flash.erase(page: layout.lifetimePage(1 - page))
    isOtherBlank = true
  }

  /// Writes a snapshot; not where there is no room until a page was erased.
  @inline(never)
  mutating func save(
    _ totals: LifetimeTotals, _ flash: inout some FlashMemory, _ layout: StoreLayout
  ) {
    self.totals = totals
    if slot >= Self.slots {
      guard isOtherBlank else { return }
      isOtherBlank = false
      page = 1 - page
      generation &+= 1
      slot = 0
    }
    let address = layout.lifetimePage(page) + slot * Self.words * 4
    let words = Self.words(totals, generation)
    for index in 0..<15 { flash.write(words[index], at: address + UInt32(index) * 4) }
    let checksum = flash.read(at: address, count: 60) { CRC32.checksum($0) }
    flash.write(checksum, at: address + 60)
    slot += 1
  }

  private static func words(
    _ totals: LifetimeTotals, _ generation: UInt16
  ) -> InlineArray<15, UInt32> {
    [
      UInt32(generation) | UInt32(totals.sprints) << 16, totals.walkStrides, totals.runStrides,
      totals.distanceCentimetres, totals.walkSeconds, totals.runSeconds, totals.calories,
      totals.rearfootStrides, totals.midfootStrides, totals.forefootStrides,
      totals.best400Milliseconds, totals.best1000Milliseconds, totals.best5000Milliseconds,
      totals.longestMillimetres,
      UInt32(totals.topSpeedMillimetresPerSecond) | UInt32(totals.records) << 16,
    ]
  }

  @inline(never)
  private static func read(
    _ flash: some FlashMemory, at address: UInt32
  ) -> (LifetimeTotals, generation: UInt16)? {
    let checksum = flash.read(at: address, count: 60) { CRC32.checksum($0) }
    guard flash.word(at: address + 60) == checksum else { return nil }
    func word(_ index: UInt32) -> UInt32 { flash.word(at: address + index * 4) }
    var totals = LifetimeTotals()
    totals.sprints = UInt16(truncatingIfNeeded: word(0) >> 16)
    totals.walkStrides = word(1)
    totals.runStrides = word(2)
    totals.distanceCentimetres = word(3)
    totals.walkSeconds = word(4)
    totals.runSeconds = word(5)
    totals.calories = word(6)
    totals.rearfootStrides = word(7)
    totals.midfootStrides = word(8)
    totals.forefootStrides = word(9)
    totals.best400Milliseconds = word(10)
    totals.best1000Milliseconds = word(11)
    totals.best5000Milliseconds = word(12)
    totals.longestMillimetres = word(13)
    totals.topSpeedMillimetresPerSecond = UInt16(truncatingIfNeeded: word(14))
    totals.records = UInt16(truncatingIfNeeded: word(14) >> 16)
    return (totals, UInt16(truncatingIfNeeded: word(0)))
  }
}
