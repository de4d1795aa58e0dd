public import SoleFlash

/// What a kept record is.
public struct RecordInfo: Equatable, Sendable {
  public var record: UInt32 = 0
  public var isOpen = false
  /// Whether its summary is missing.
  public var isCut = false
  public var isFetched = false
  /// Whether pages are missing.
  public var isDamaged = false
  public var session: UInt32 = 0
  public var rateHertz: UInt32 = 0
  public var intervalSeconds: UInt32 = 0
  public var bytes: UInt32 = 0
  public var strides: UInt32 = 0
  public var distanceMillimetres: UInt32 = 0
  public var durationMilliseconds: UInt32 = 0

  init() {}
}

extension RecordStore {
  /// What the oldest record is whose number is not below one; nil where there is none.
  @inline(never)
  public mutating func info(
    from number: UInt32, _ flash: some FlashMemory
  ) -> RecordInfo? {
    guard let record = oldest(from: number, flash), let last = lastPlace(of: record, flash) else {
      return nil
    }
    var info = RecordInfo()
    info.record = record
    info.isOpen = record == openRecord
    info.bytes = (last + 1) * flashPageBytes
    var begin: UInt32?
    for place in 0...last {
      guard let index = page(of: record, place, flash),
        let page = RecordPage(flash, at: layout.recordPage(index))
      else {
        info.isDamaged = true
        continue
      }
      begin = begin ?? page.timeSixteenths
      if RecordPage.isFetched(flash, at: layout.recordPage(index)) { info.isFetched = true }
      if place == 0 { info.session = session(flash, at: layout.recordPage(index)) }
      if place == last {
        info.take(page, PageEnd(flash, at: layout.recordPage(index), page), begin)
      }
    }
    return info
  }

  private func session(_ flash: some FlashMemory, at address: UInt32) -> UInt32 {
    let entry = RecordPage.entry(flash, at: address, 0)
    return entry.kind == .beginning && entry.bits(at: 3, 4) == 0 ? entry.bits(at: 7, 32) : 0
  }

  /// Gives the bytes of a record from an offset on to a closure, one by one: fewer than were asked
  /// for where the record ends. False where there is no such record.
  @inline(never)
  public mutating func read(
    _ record: UInt32, offset: UInt32, count: UInt32, _ flash: some FlashMemory,
    _ body: (UInt8) -> Void
  ) -> Bool {
    guard let last = lastPlace(of: record, flash) else { return false }
    let bytes = (last + 1) * flashPageBytes
    guard offset < bytes else { return true }
    var place: UInt32?
    var address: UInt32?
    for offset in offset..<(offset + min(count, bytes - offset)) {
      if place != offset / flashPageBytes {
        place = offset / flashPageBytes
        address = page(of: record, offset / flashPageBytes, flash).map(layout.recordPage)
      }
      guard let address else {
        body(.max)
        continue
      }
      let byte = address + offset % flashPageBytes
      body(UInt8(truncatingIfNeeded: flash.word(at: byte & ~3) >> (byte % 4 * 8)))
    }
    return true
  }

  /// Takes note that a host has a record; false where there is no such record, or it is being
  /// written.
  @inline(never)
  public mutating func markFetched(_ record: UInt32, _ flash: inout some FlashMemory) -> Bool {
    guard record != openRecord, let last = lastPlace(of: record, flash) else { return false }
    // The first page that there is carries the mark.
    for place in 0...last {
      guard let index = page(of: record, place, flash) else { continue }
      let address = layout.recordPage(index)
      if !RecordPage.isFetched(flash, at: address) {
        RecordPage.markFetched(&flash, at: address)
      }
      break
    }
    plan(flash)
    return true
  }

  /// The lowest number of a record that is not below one; nil where there is none.
  mutating func oldest(from number: UInt32, _ flash: some FlashMemory) -> UInt32? {
    var oldest: UInt32?
    for index in 0..<layout.recordPages where isRecordPage(index, flash) {
      let record = flash.word(at: layout.recordPage(index) + 4)
      if record >= number, record < oldest ?? .max { oldest = record }
    }
    return oldest
  }

  /// The highest place that a page of a record has; nil where there is no such page.
  mutating func lastPlace(of record: UInt32, _ flash: some FlashMemory) -> UInt32? {
    var last: UInt32?
    for index in 0..<layout.recordPages where isPage(index, of: record, flash) {
      last = max(last ?? 0, flash.word(at: layout.recordPage(index) + 12) & 0xFFFF)
    }
    return last
  }

  /// The page at a place of a record; nil where there is none.
  mutating func page(
    of record: UInt32, _ place: UInt32, _ flash: some FlashMemory
  ) -> UInt32? {
    for index in 0..<layout.recordPages where isPage(index, of: record, flash) {
      if flash.word(at: layout.recordPage(index) + 12) & 0xFFFF == place { return index }
    }
    return nil
  }

  mutating func isPage(
    _ index: UInt32, of record: UInt32, _ flash: some FlashMemory
  ) -> Bool {
    isRecordPage(index, flash) && flash.word(at: layout.recordPage(index) + 4) == record
  }

  mutating func isRecordPage(_ index: UInt32, _ flash: some FlashMemory) -> Bool {
    states[index] == .live
      && flash.word(at: layout.recordPage(index)) >> 16 & 0xFF == RecordPage.Kind.record.rawValue
  }
}

extension RecordInfo {
  /// Takes over what the last page tells.
  fileprivate mutating func take(_ page: RecordPage, _ end: PageEnd, _ begin: UInt32?) {
    isCut = !isOpen && !end.hasSummary
    rateHertz = page.rateHertz
    intervalSeconds = page.intervalSeconds
    strides = end.strides
    distanceMillimetres = end.distanceMillimetres
    let duration = UInt64(end.timeSixteenths &- (begin ?? page.timeSixteenths))
    durationMilliseconds = UInt32(clamping: duration * 125 / 2 / UInt64(max(page.rateHertz, 1)))
  }
}
