internal import SoleFlash

extension RecordStore {
  /// Adds to a record what its journal knows of the interval that was under way.
  mutating func rescueJournals(_ flash: inout some FlashMemory) {
    var best = RecordEntry(.max, .max, .max)
    var seconds: UInt32 = 0
    for index in 0..<layout.recordPages where states[index] == .live {
      guard let page = RecordPage(flash, at: layout.recordPage(index)), page.kind == .journal
      else { continue }
      if open.number != page.record { reopen(page.record, flash) }
      if open.number == page.record, let last = lastPartial(in: index, flash) {
        let length = last.bits(at: 3, 6)
        if length > seconds { (best, seconds) = (last, length) }
      }
    }
    if open.number > 0, seconds > 0 { _ = append(best, &flash) }
    open = OpenRecord()
    for index in 0..<layout.recordPages where states[index] == .live {
      let address = layout.recordPage(index)
      guard flash.word(at: address) >> 16 & 0xFF == RecordPage.Kind.journal.rawValue else {
        continue
      }
      RecordPage.markErased(&flash, at: address)
      states.set(index, .dead)
    }
  }

  /// The last interval of a journal's page that the open record does not have.
  private mutating func lastPartial(
    in index: UInt32, _ flash: some FlashMemory
  ) -> RecordEntry? {
    var start: UInt32?
    var last: RecordEntry?
    for slot in 0..<RecordPage.entryCount {
      let entry = RecordPage.entry(flash, at: layout.recordPage(index), slot)
      if entry.isBlank { break }
      switch entry.kind {
      case .time: (start, last) = (entry.bits(at: 3, 32), nil)
      case .walkInterval, .runInterval: last = entry
      default: break
      }
    }
    return start == open.timeSixteenths ? last : nil
  }

  /// Makes a record of before the one that is being written again.
  private mutating func reopen(_ number: UInt32, _ flash: some FlashMemory) {
    open = OpenRecord()
    guard let place = lastPlace(of: number, flash), let index = page(of: number, place, flash),
      let page = RecordPage(flash, at: layout.recordPage(index))
    else { return }
    open.number = number
    open.page = index
    open.place = place + 1
    open.rateHertz = page.rateHertz
    open.intervalSeconds = page.intervalSeconds
    let end = PageEnd(flash, at: layout.recordPage(index), page)
    open.slot = end.slot
    open.timeSixteenths = end.timeSixteenths
    open.strides = end.strides
    open.distanceMillimetres = end.distanceMillimetres
  }
}
