import SoleFlash
import SoleStore
import TestSupport

extension StoreLayout {
  /// Small, so that it is soon full, and every cut can be tried.
  static let small = StoreLayout(start: 0x400, pages: 8)
}

extension ModelFlash {
  static func blank(_ layout: StoreLayout = .small) -> ModelFlash {
    ModelFlash(
      bytes: [UInt8](repeating: 0xFF, count: Int(layout.range.upperBound)),
      writable: layout.range)
  }
}

/// A store and its flash. A class, since the store changes where it only looks, and could not be
/// looked at within `#expect`.
final class Shelf {
  var flash: ModelFlash
  private(set) var store: RecordStore
  private let layout: StoreLayout

  init(_ flash: ModelFlash = .blank(), _ layout: StoreLayout = .small) {
    self.flash = flash
    self.layout = layout
    store = RecordStore(layout)
    store.mount(&self.flash)
  }

  /// What a reset does, or a power cut.
  func restart() {
    flash.restorePower()
    store = RecordStore(layout)
    store.mount(&flash)
  }

  /// Writes a record of some strides, and closes it; nil where there was no room for all.
  func keep(_ strides: Range<Int>) -> UInt32? {
    let number = store.begin(rateHertz: 200, intervalSeconds: 0, time: 160, &flash)
    for index in strides where !store.append(.stride(index), &flash) { return nil }
    store.close(&flash)
    return number
  }

  /// All the bytes of a record, read as a rig reads them.
  func bytes(of record: UInt32, step: UInt32 = 240) -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      let before = bytes.count
      let isKnown = store.read(record, offset: UInt32(before), count: step, flash) {
        bytes.append($0)
      }
      guard isKnown else { return nil }
      if bytes.count == before { return bytes }
    }
  }

  func decoded(_ record: UInt32) throws -> DecodedRecord {
    try DecodedRecord(bytes(of: record) ?? [])
  }

  /// Numbers of the records, found as a rig finds them.
  func numbers() -> [UInt32] {
    var numbers: [UInt32] = []
    while let info = info(from: (numbers.last ?? 0) + 1) { numbers.append(info.record) }
    return numbers
  }

  var openRecord: UInt32 { store.openRecord }
  var wantsErase: Bool { store.wantsErase }
  var lifetime: LifetimeTotals {
    var lifetime = store.lifetime
    lifetime.records = 0
    return lifetime
  }

  func info(from number: UInt32) -> RecordInfo? { store.info(from: number, flash) }
  func markFetched(_ record: UInt32) -> Bool { store.markFetched(record, &flash) }
  func erase(upTo record: UInt32) { store.erase(upTo: record, &flash) }
  func eraseNext() { store.eraseNext(&flash) }
  func append(_ entry: RecordEntry) -> Bool { store.append(entry, &flash) }
  func close() { store.close(&flash) }
  func save(_ totals: LifetimeTotals) { store.save(totals, &flash) }

  func prepare(blankPages: UInt32, overwrites: Bool) {
    store.prepare(blankPages: blankPages, overwrites: overwrites, &flash)
  }

  func begin(rateHertz: UInt32, intervalSeconds: UInt32, time: UInt32) -> UInt32? {
    store.begin(rateHertz: rateHertz, intervalSeconds: intervalSeconds, time: time, &flash)
  }

  func note(_ interval: IntervalEntry, isFirst: Bool) {
    store.note(interval, isFirst: isFirst, &flash)
  }
}

extension RecordEntry {
  static func stride(_ index: Int) -> RecordEntry {
    var stride = StrideEntry()
    stride.timeSixteenths = 2240 + UInt32(index % 13)
    stride.strideMilliseconds = 700
    stride.lengthMillimetres = UInt32(index % 8192)
    stride.contactMilliseconds = 250
    stride.strikeDegrees = -3
    stride.isRun = true
    return RecordEntry(stride)
  }
}
