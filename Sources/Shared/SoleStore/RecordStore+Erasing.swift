public import SoleFlash

extension RecordStore {
  /// Whether `eraseNext` should be called as soon as the chip may stand still for 22 ms.
  public var wantsErase: Bool { isErasable || lifetimeLog.wantsErase }

  /// Erases one page, or does nothing where nothing is to be erased.
  @inline(never)
  public mutating func eraseNext(_ flash: inout some FlashMemory) {
    if lifetimeLog.wantsErase { return lifetimeLog.erase(&flash, layout) }
    if states.deads == 0, let record = overwritable(flash) { markErased(record, &flash) }
    eraseDead(&flash)
    plan(flash)
  }

  private mutating func eraseDead(_ flash: inout some FlashMemory) {
    guard let index = states.next(.dead, behind: head, of: layout.recordPages) else { return }
    let address = layout.recordPage(index)
    flash.erase(page: address)
    states.set(index, flash.isBlank(address, bytes: flashPageBytes) ? .blank : .bad)
  }

  /// Makes sure of some blank pages, as far as there are pages to erase. For a moment at which the
  /// chip may stand still for one page more, 22 ms each.
  @inline(never)
  public mutating func prepare(
    blankPages: UInt32, overwrites: Bool, _ flash: inout some FlashMemory
  ) {
    self.overwrites = overwrites
    firstOfSession = newest + 1
    for _ in 0..<blankPages {
      if states.blanks >= blankPages { break }
      eraseNext(&flash)
    }
    if lifetimeLog.wantsErase { lifetimeLog.erase(&flash, layout) }
    plan(flash)
  }

  /// Erases the records up to one, and every page that can be. For a moment at which the chip may
  /// stand still for 1.6 s.
  @inline(never)
  public mutating func erase(upTo record: UInt32, _ flash: inout some FlashMemory) {
    while let oldest = oldest(from: 0, flash), oldest <= record { markErased(oldest, &flash) }
    // Before the pages are gone: the numbers must not begin anew.
    keepNumber(&flash)
    while states.deads > 0 { eraseDead(&flash) }
    if lifetimeLog.wantsErase { lifetimeLog.erase(&flash, layout) }
    plan(flash)
  }

  private mutating func keepNumber(_ flash: inout some FlashMemory) {
    guard UInt32(lifetimeLog.totals.records) != newest else { return }
    var totals = lifetimeLog.totals
    totals.records = UInt16(clamping: newest)
    lifetimeLog.save(totals, &flash, layout)
  }

  /// Marks every page of a record.
  mutating func markErased(_ record: UInt32, _ flash: inout some FlashMemory) {
    for index in 0..<layout.recordPages where isPage(index, of: record, flash) {
      RecordPage.markErased(&flash, at: layout.recordPage(index))
      states.set(index, .dead)
    }
  }

  /// Whether a page should be erased.
  mutating func plan(_ flash: some FlashMemory) {
    isErasable = states.blanks < Self.reserve && (states.deads > 0 || overwritable(flash) != nil)
  }

  /// The record that gives way: the oldest that a host has, or, where it allows that, the oldest.
  private mutating func overwritable(_ flash: some FlashMemory) -> UInt32? {
    var oldest: UInt32?
    var fetched: UInt32?
    for index in 0..<layout.recordPages where isRecordPage(index, flash) {
      let address = layout.recordPage(index)
      let number = flash.word(at: address + 4)
      if number == open.number { continue }
      // What a session kept last does not give way to that session.
      if number != newest || number < firstOfSession { oldest = min(oldest ?? number, number) }
      if RecordPage.isFetched(flash, at: address) { fetched = min(fetched ?? number, number) }
    }
    return fetched ?? (overwrites ? oldest : nil)
  }
}
