/// What an image is made for: a board, its division of the flash, and the contract it speaks.
///
/// A protected entry of the trailer holds it: board (1), layout (1), zeros (2), contract hash (8),
/// little-endian. The bootloader refuses another board or layout, and another contract than that of
/// the image that runs unless it is asked for: a board must be able to move on to the next one.
/// A copy of the entry may stand right behind the header, where it is seen before anything is erased.
public struct ImageTarget: Equatable, Sendable {
  /// Length of the entry's value, in bytes.
  public static let byteCount = 12
  /// The division of the flash that DESIGN.md gives: slots of 80 KB at 0x6000 and 0x1A000.
  public static let layout: UInt8 = 1

  /// The board, by its number in the sole link's contract.
  public var board: UInt8
  public var layout: UInt8
  /// The hash of the sole link's contract that the image was built with.
  public var contract: UInt64

  public init(board: UInt8, layout: UInt8 = ImageTarget.layout, contract: UInt64) {
    self.board = board
    self.layout = layout
    self.contract = contract
  }

  /// Reads the value at an offset that the caller has checked.
  init(parsing bytes: RawSpan, at offset: Int) {
    board = bytes.byte(at: offset)
    layout = bytes.byte(at: offset + 1)
    contract = bytes.littleEndian(at: offset + 4)
  }

  /// Reads the copy of the entry behind a header; nil where there is none, as `imgtool` leaves it.
  public init?(behindHeader image: RawSpan) {
    let start = ImageHeader.byteCount
    guard image.byteCount >= start + ImageTrailer.headBytes + Self.byteCount,
      image.littleEndian(at: start, as: UInt16.self) == ImageTrailer.targetType,
      image.littleEndian(at: start + 2, as: UInt16.self) == UInt16(Self.byteCount)
    else { return nil }
    self.init(parsing: image, at: start + ImageTrailer.headBytes)
  }

  /// The value's bytes.
  public func encoded() -> InlineArray<12, UInt8> {
    var bytes = InlineArray<12, UInt8>(repeating: 0)
    bytes[0] = board
    bytes[1] = layout
    bytes.put(contract, at: 4)
    return bytes
  }
}
