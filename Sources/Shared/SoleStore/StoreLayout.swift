internal import SoleFlash

/// Where in the flash the store has its pages: two for the lifetime's totals, then those of the records.
public struct StoreLayout: Equatable, Sendable {
  /// Where the first page starts.
  public let start: UInt32
  /// How many pages there are, at most 72.
  public let pages: UInt32

  static let mostRecordPages = 70
  static let lifetimePages: UInt32 = 2

  public init(start: UInt32, pages: UInt32) {
    precondition(start % flashPageBytes == 0)
    precondition(pages >= 6 && pages <= UInt32(Self.mostRecordPages) + Self.lifetimePages)
    self.start = start
    self.pages = pages
  }

  /// The micro:bit's: the 72 KB behind the slots.
  public static let microbit = StoreLayout(start: 0x2_E000, pages: 72)

  /// What the store writes to.
  public var range: Range<UInt32> { start..<(start + pages * flashPageBytes) }

  var recordPages: UInt32 { pages - Self.lifetimePages }

  func lifetimePage(_ index: UInt32) -> UInt32 { start + index * flashPageBytes }

  func recordPage(_ index: UInt32) -> UInt32 {
    start + (Self.lifetimePages + index) * flashPageBytes
  }
}
