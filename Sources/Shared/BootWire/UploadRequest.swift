/// A request to store a piece of an image (image group, upload, write).
public struct UploadRequest: Equatable, Sendable {
  /// Where the piece begins in the image.
  public var offset: UInt32
  /// Length of the whole image; only the first piece tells.
  public var imageBytes: UInt32?
  /// Which image; MCUboot counts slots here as well.
  public var image: UInt32 = 0
  /// Where the piece's bytes lie in the packet.
  public var data: Range<Int>
  /// Where the SHA-256 of the whole lies in the packet.
  public var hash: Range<Int>?
  /// Ours: whether an older version may replace a newer one.
  public var allowsDowngrade = false
  /// Ours: whether an image of another contract may replace one.
  public var allowsContract = false

  /// Reads the map behind a packet's header.
  public init(parsing packet: RawSpan) throws(CBORError) {
    guard let offset = try Self.number(packet, "off"), let data = try Self.bytes(packet, "data")
    else { throw .unexpected(offset: SMPHeader.byteCount) }
    self.offset = offset
    self.data = data
    imageBytes = try Self.number(packet, "len")
    image = try Self.number(packet, "image") ?? 0
    hash = try Self.bytes(packet, "sha")
    allowsDowngrade = try Self.flag(packet, "downgrade")
    allowsContract = try Self.flag(packet, "contract")
  }

  @inline(never)
  private static func flag(_ packet: RawSpan, _ key: StaticString) throws(CBORError) -> Bool {
    if case .boolean(true) = try packet.value(of: key) { true } else { false }
  }

  /// Where a byte string lies; nil where there is none, or something else.
  @inline(never)
  private static func bytes(
    _ packet: RawSpan, _ key: StaticString
  ) throws(CBORError) -> Range<Int>? {
    if case .bytes(let range) = try packet.value(of: key) { range } else { nil }
  }

  @inline(never)
  private static func number(
    _ packet: RawSpan, _ key: StaticString
  ) throws(CBORError) -> UInt32? {
    guard let item = try packet.value(of: key) else { return nil }
    guard case .unsigned(let number) = item, let value = UInt32(exactly: number) else {
      throw .unexpected(offset: SMPHeader.byteCount)
    }
    return value
  }
}
