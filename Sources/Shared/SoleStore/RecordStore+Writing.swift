public import SoleFlash

extension RecordStore {
  /// Begins a record; its number, or nil where there is no room.
  ///
  /// - Parameter time: in 1/16 samples; entries count from it.
  @inline(never)
  public mutating func begin(
    rateHertz: UInt32, intervalSeconds: UInt32, time: UInt32, _ flash: inout some FlashMemory
  ) -> UInt32? {
    open = OpenRecord()
    open.number = newest + 1
    open.rateHertz = rateHertz
    open.intervalSeconds = intervalSeconds
    open.timeSixteenths = time
    guard turnPage(&flash) else {
      open = OpenRecord()
      return nil
    }
    newest = open.number
    return newest
  }

  /// Adds an entry to the record that is being written; false, and the record is closed, where
  /// there is no room.
  @inline(never)
  public mutating func append(_ entry: RecordEntry, _ flash: inout some FlashMemory) -> Bool {
    guard open.number > 0 else { return false }
    if open.slot == RecordPage.entryCount, !turnPage(&flash) {
      close(&flash)
      return false
    }
    write(entry, page: open.page, slot: open.slot, &flash)
    open.slot += 1
    var end = PageEnd(open)
    end.take(entry, rateHertz: open.rateHertz)
    open.timeSixteenths = end.timeSixteenths
    open.strides = end.strides
    open.distanceMillimetres = end.distanceMillimetres
    return true
  }

  /// Writes how far an interval is, in case its own entry can't be written any more.
  @inline(never)
  ///
  /// - Parameter isFirst: whether it is the first note of the interval.
  public mutating func note(
    _ interval: IntervalEntry, isFirst: Bool, _ flash: inout some FlashMemory
  ) {
    guard open.number > 0 else { return }
    // The first of an interval says where it begins, and so does the first of a page.
    if journal.map({ $0.slot + (isFirst ? 2 : 1) > RecordPage.entryCount }) ?? true {
      let full = journal
      guard let page = turnJournal(&flash) else { return }
      journal = (page, 0)
      noteStart(&flash)
      noteLast(interval, &flash)
      if let full { retire(full.page, &flash) }
      return
    }
    if isFirst { noteStart(&flash) }
    noteLast(interval, &flash)
  }

  private mutating func noteStart(_ flash: inout some FlashMemory) {
    noteEntry(RecordEntry(timeSixteenths: open.timeSixteenths), &flash)
  }

  private mutating func noteLast(_ interval: IntervalEntry, _ flash: inout some FlashMemory) {
    noteEntry(RecordEntry(interval), &flash)
  }

  private mutating func noteEntry(_ entry: RecordEntry, _ flash: inout some FlashMemory) {
    guard let (page, slot) = journal else { return }
    write(entry, page: page, slot: slot, &flash)
    journal = (page, slot + 1)
  }

  /// Closes the record that is being written.
  @inline(never)
  public mutating func close(_ flash: inout some FlashMemory) {
    if let journal { retire(journal.page, &flash) }
    journal = nil
    open = OpenRecord()
    plan(flash)
  }

  private mutating func retire(_ page: UInt32, _ flash: inout some FlashMemory) {
    RecordPage.markErased(&flash, at: layout.recordPage(page))
    states.set(page, .dead)
    plan(flash)
  }

  private func write(
    _ entry: RecordEntry, page: UInt32, slot: UInt32, _ flash: inout some FlashMemory
  ) {
    let address = RecordPage.entryAddress(layout.recordPage(page), slot)
    flash.write(entry.first, at: address)
    flash.write(entry.second, at: address + 4)
    flash.write(entry.third, at: address + 8)
  }

  /// Begins the next page of the open record; false where there is none.
  private mutating func turnPage(_ flash: inout some FlashMemory) -> Bool {
    guard let index = take(.record, place: open.place, &flash) else { return false }
    open.page = index
    open.slot = 0
    open.place += 1
    return true
  }

  private mutating func turnJournal(_ flash: inout some FlashMemory) -> UInt32? {
    take(.journal, place: 0, &flash)
  }

  private mutating func take(
    _ kind: RecordPage.Kind, place: UInt32, _ flash: inout some FlashMemory
  ) -> UInt32? {
    guard let index = states.next(.blank, behind: head, of: layout.recordPages) else { return nil }
    age &+= 1
    head = index
    states.set(index, .live)
    var page = RecordPage()
    page.kind = kind
    page.intervalSeconds = open.intervalSeconds
    page.record = open.number
    page.age = age
    page.place = place
    page.rateHertz = open.rateHertz
    page.timeSixteenths = open.timeSixteenths
    page.strides = open.strides
    page.distanceMillimetres = open.distanceMillimetres
    page.write(to: &flash, at: layout.recordPage(index))
    plan(flash)
    return index
  }
}
