public import SoleFlash

/// The records of runs in flash: append-only, each entry with its CRC, every page worn alike.
///
/// A page goes from blank to live when a record, or the journal of its intervals, goes on in it; to
/// dead when its record is erased, and to blank again when the page itself is. The only thing that takes
/// long is erasing a page, and that happens only when `eraseNext` is called. Power may fail at any
/// operation: `mount` finds what is whole.
public struct RecordStore: Sendable {
  /// Blank pages that there should always be.
  static let reserve: UInt32 = 2

  let layout: StoreLayout
  var states = PageStates()
  /// The page that was begun last, and how many were.
  var head: UInt32 = 0
  var age: UInt32 = 0
  /// The highest number of a record that was seen.
  var newest: UInt32 = 0
  var lifetimeLog = LifetimeLog()
  var overwrites = false
  /// The number of the first record that the session may begin.
  var firstOfSession: UInt32 = 1
  var isErasable = false

  /// The record that is being written.
  var open = OpenRecord()
  var journal: (page: UInt32, slot: UInt32)?

  public init(_ layout: StoreLayout) { self.layout = layout }

  /// What is known of the record that is being written.
  struct OpenRecord: Sendable {
    /// 0: none is.
    var number: UInt32 = 0
    var page: UInt32 = 0
    var slot: UInt32 = 0
    var place: UInt32 = 0
    var rateHertz: UInt32 = 0
    var intervalSeconds: UInt32 = 0
    /// As far as it is written: end of the last entry in 1/16 samples, strides, distance in mm.
    var timeSixteenths: UInt32 = 0
    var strides: UInt32 = 0
    var distanceMillimetres: UInt32 = 0
  }

  /// The number of the record that was begun last; 0: none was.
  public var newestRecord: UInt32 { newest }
  /// The number of the record that is being written; 0: none is.
  public var openRecord: UInt32 { open.number }
  /// End of the last entry of the record that is being written, in 1/16 samples.
  public var openTimeSixteenths: UInt32 { open.timeSixteenths }

  // MARK: Start

  /// Finds what the flash holds, after a start; ends what a power cut left half done.
  @inline(never)
  public mutating func mount(_ flash: inout some FlashMemory) {
    lifetimeLog.mount(flash, layout)
    newest = UInt32(lifetimeLog.totals.records)
    for index in 0..<layout.recordPages { classify(index, flash) }
    finishErasing(&flash)
    rescueJournals(&flash)
    plan(flash)
  }

  private mutating func classify(_ index: UInt32, _ flash: some FlashMemory) {
    let address = layout.recordPage(index)
    guard let page = RecordPage(flash, at: address) else {
      return states.set(index, flash.isBlank(address, bytes: flashPageBytes) ? .blank : .dead)
    }
    if page.age >= age { (head, age) = (index, page.age) }
    newest = max(newest, page.record)
    states.set(index, RecordPage.isErased(flash, at: address) ? .dead : .live)
  }

  /// A record of which a page was erased is to be erased whole.
  private mutating func finishErasing(_ flash: inout some FlashMemory) {
    for index in 0..<layout.recordPages where states[index] == .dead {
      guard let page = RecordPage(flash, at: layout.recordPage(index)), page.kind == .record else {
        continue
      }
      markErased(page.record, &flash)
    }
  }

  // MARK: Lifetime

  /// The lifetime's totals as they were saved last, and the number of the last record.
  public var lifetime: LifetimeTotals {
    var totals = lifetimeLog.totals
    totals.records = UInt16(clamping: newest)
    return totals
  }

  /// Saves the lifetime's totals.
  public mutating func save(_ totals: LifetimeTotals, _ flash: inout some FlashMemory) {
    var totals = totals
    totals.records = UInt16(clamping: newest)
    lifetimeLog.save(totals, &flash, layout)
  }
}
