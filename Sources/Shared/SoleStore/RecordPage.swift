internal import SoleFlash
internal import SoleLink

/// How a page of the store begins: what it is of, and where its entries count from.
///
/// Ten words, as protocols/session-record.md lays them out; the last two are marks that are set later.
struct RecordPage: Equatable {
  static let headWords: UInt32 = 7
  static let headBytes: UInt32 = 40
  static let entryCount: UInt32 = 82
  private static let magic: UInt32 = 0x5253
  private static let checkOffset: UInt32 = 28
  private static let fetchedOffset: UInt32 = 32
  private static let erasedOffset: UInt32 = 36

  enum Kind: UInt32 {
    case record = 1
    /// Intervals as far as they are: what is written each second, since an interval's own entry
    /// comes at its end only.
    case journal = 2
  }

  var kind = Kind.record
  var intervalSeconds: UInt32 = 0
  var record: UInt32 = 0
  var age: UInt32 = 0
  var place: UInt32 = 0
  var rateHertz: UInt32 = 0
  /// Time, strides and distance of the record before this page.
  var timeSixteenths: UInt32 = 0
  var strides: UInt32 = 0
  var distanceMillimetres: UInt32 = 0

  init() {}

  /// Reads what stands at an address; nil where it is no page of the store.
  @inline(never)
  init?(_ flash: some FlashMemory, at address: UInt32) {
    let head = flash.word(at: address)
    guard head & 0xFFFF == Self.magic, let kind = Kind(rawValue: head >> 16 & 0xFF) else {
      return nil
    }
    self.kind = kind
    intervalSeconds = head >> 24
    record = flash.word(at: address + 4)
    age = flash.word(at: address + 8)
    let places = flash.word(at: address + 12)
    place = places & 0xFFFF
    rateHertz = places >> 16
    timeSixteenths = flash.word(at: address + 16)
    strides = flash.word(at: address + 20)
    distanceMillimetres = flash.word(at: address + 24)
    let checksum = flash.read(at: address, count: Self.checkOffset) { CRC32.checksum($0) }
    guard flash.word(at: address + Self.checkOffset) == checksum else { return nil }
  }

  /// Writes it to a page that is blank: the checksum last.
  @inline(never)
  func write(to flash: inout some FlashMemory, at address: UInt32) {
    let words: InlineArray<7, UInt32> = [
      Self.magic | kind.rawValue << 16 | intervalSeconds << 24, record, age,
      place | rateHertz << 16, timeSixteenths, strides, distanceMillimetres,
    ]
    for index in 0..<7 { flash.write(words[index], at: address + UInt32(index) * 4) }
    let checksum = flash.read(at: address, count: Self.checkOffset) { CRC32.checksum($0) }
    flash.write(checksum, at: address + Self.checkOffset)
  }

  /// Whether the record that the page is of was erased: any zero tells so, since the mark may have
  /// been cut.
  static func isErased(_ flash: some FlashMemory, at address: UInt32) -> Bool {
    flash.word(at: address + erasedOffset) != .max
  }

  static func markErased(_ flash: inout some FlashMemory, at address: UInt32) {
    flash.write(0, at: address + erasedOffset)
  }

  /// Whether a host has the record; a mark that was cut says nothing.
  static func isFetched(_ flash: some FlashMemory, at address: UInt32) -> Bool {
    flash.word(at: address + fetchedOffset) == 0
  }

  static func markFetched(_ flash: inout some FlashMemory, at address: UInt32) {
    flash.write(0, at: address + fetchedOffset)
  }

  /// Where an entry of the page at an address stands.
  static func entryAddress(_ address: UInt32, _ slot: UInt32) -> UInt32 {
    address + headBytes + slot * RecordEntry.byteCount
  }

  static func entry(
    _ flash: some FlashMemory, at address: UInt32, _ slot: UInt32
  ) -> RecordEntry {
    let place = entryAddress(address, slot)
    return RecordEntry(
      flash.word(at: place), flash.word(at: place + 4), flash.word(at: place + 8))
  }
}
