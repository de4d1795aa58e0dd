internal import SoleFlash

/// How far a record is at the end of one of its pages.
struct PageEnd {
  /// The slot behind the last entry.
  var slot: UInt32 = 0
  var timeSixteenths: UInt32
  var strides: UInt32
  var distanceMillimetres: UInt32
  /// Whether the last part of a summary was there.
  var hasSummary = false

  /// The last part's number.
  static let lastPart: UInt32 = 6

  /// Where a record is now.
  init(_ open: RecordStore.OpenRecord) {
    timeSixteenths = open.timeSixteenths
    strides = open.strides
    distanceMillimetres = open.distanceMillimetres
  }

  /// Adds up what stands in a page.
  @inline(never)
  init(_ flash: some FlashMemory, at address: UInt32, _ page: RecordPage) {
    timeSixteenths = page.timeSixteenths
    strides = page.strides
    distanceMillimetres = page.distanceMillimetres
    for slot in 0..<RecordPage.entryCount {
      let entry = RecordPage.entry(flash, at: address, slot)
      if entry.isBlank { continue }
      self.slot = slot + 1
      take(entry, rateHertz: page.rateHertz)
    }
  }

  /// Goes on by an entry, if it is whole.
  @inline(never)
  mutating func take(_ entry: RecordEntry, rateHertz: UInt32) {
    switch entry.kind {
    case .stride:
      timeSixteenths &+= entry.bits(at: 3, 15)
      strides &+= 1
      distanceMillimetres &+= entry.bits(at: 30, 13)
    case .walkInterval, .runInterval:
      timeSixteenths &+= entry.bits(at: 3, 6) &* rateHertz &* 16
      strides &+= entry.bits(at: 9, 7)
      distanceMillimetres &+= entry.bits(at: 16, 20)
    case .time: timeSixteenths = entry.bits(at: 3, 32)
    case .summary: hasSummary = entry.bits(at: 3, 4) == Self.lastPart
    case .beginning, nil: break
    }
  }
}
