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
  /// Zephyr's: whether only a newer version may replace what runs.
  public var isUpgradeOnly = false

  /// Reads the map behind a packet's header.
  public init(parsing packet: RawSpan) throws(CBORError) {
    guard let offset = try Self.number(packet, "off"),
      case .bytes(let data) = try packet.value(of: "data")
    else { throw .unexpected(offset: SMPHeader.byteCount) }
    self.offset = offset
    self.data = data
    imageBytes = try Self.number(packet, "len")
    image = try Self.number(packet, "image") ?? 0
    if case .bytes(let range) = try packet.value(of: "sha") { hash = range }
    isUpgradeOnly = try packet.value(of: "upgrade") == .boolean(true)
    allowsDowngrade = try packet.value(of: "downgrade") == .boolean(true)
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
