internal import SoleFlash

/// Where in the flash what stands.
public struct FlashLayout: Equatable, Sendable {
  /// What the flash erases at once, in bytes.
  public static let pageBytes = flashPageBytes

  /// Where the image that runs starts.
  public let slot0: UInt32
  /// Where an image that came over the line waits.
  public let slot1: UInt32
  public let slotPages: UInt32

  public init(slot0: UInt32, slot1: UInt32, slotPages: UInt32) {
    precondition(slotPages >= 2)
    self.slot0 = slot0
    self.slot1 = slot1
    self.slotPages = slotPages
  }

  /// The micro:bit's: slots of 80 KB.
  public static let microbit = FlashLayout(slot0: 0x6000, slot1: 0x1_A000, slotPages: 80)

  public var slotBytes: UInt32 { slotPages * Self.pageBytes }
  /// The last page of slot 1 holds the record of an upgrade.
  public var record: UInt32 { slot1 + slotBytes - Self.pageBytes }
  /// The longest image, trailers included.
  public var imageBytes: UInt32 { slotBytes - Self.pageBytes }
}
