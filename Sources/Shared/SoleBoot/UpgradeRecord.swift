internal import BootWire
internal import SoleFlash

/// What the last page of slot 1 says: that the image before it was found right and is to be
/// installed, and how far that is.
///
/// Words: a magic (1), the image's length (1), its SHA-256 (8), a check (1), a mark "copied" (1),
/// then a mark for each page that was copied. A mark is set by writing zero over an erased word; one
/// that was torn counts as not set. The check is written last: a record that was torn is none.
struct UpgradeRecord: Equatable {
  private static let magic: UInt32 = 0x3155_5053  // "SPU1"
  private static let headWords: UInt32 = 11
  private static let copiedOffset = headWords * 4
  private static let pagesOffset = copiedOffset + 4
  /// How many words `word(_:)` has.
  static let wordCount = headWords

  let imageBytes: UInt32
  let hash: ImageHash

  init(imageBytes: UInt32, hash: ImageHash) {
    self.imageBytes = imageBytes
    self.hash = hash
  }

  /// Reads the record; nil where there is none, or a torn one.
  init?(_ flash: some FlashMemory, _ layout: FlashLayout) {
    let page = layout.record
    guard flash.word(at: page) == Self.magic else { return nil }
    imageBytes = flash.word(at: page + 4)
    hash = flash.read(at: page + 8, count: 32) { ImageHash($0) }
    guard flash.word(at: page + (Self.headWords - 1) * 4) == check,
      imageBytes <= layout.imageBytes
    else { return nil }
  }

  /// The words to write, in order, from the page's start.
  func word(_ index: UInt32) -> UInt32 {
    switch index {
    case 0: return Self.magic
    case 1: return imageBytes
    case Self.headWords - 1: return check
    default:
      return unsafe UInt32(
        littleEndian: hash.span.unsafeLoadUnaligned(
          fromByteOffset: Int(index - 2) * 4, as: UInt32.self))
    }
  }

  /// Depends on every word and on its place.
  private var check: UInt32 {
    var sum = Self.magic
    for index in 1..<(Self.headWords - 1) { sum = (sum << 5 | sum >> 27) &+ word(index) }
    return ~sum
  }

  /// Where the mark stands that every page was copied.
  static func copied(_ layout: FlashLayout) -> UInt32 { layout.record + copiedOffset }

  /// Where the mark of a page stands.
  static func done(page: UInt32, _ layout: FlashLayout) -> UInt32 {
    layout.record + pagesOffset + page * 4
  }
}
