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
    var cursor = CBORCursor(offset: SMPHeader.byteCount)
    var offset: UInt32?
    var data: Range<Int>?
    var imageBytes: UInt32?
    var hash: Range<Int>?
    var image: UInt32 = 0
    var allowsDowngrade = false
    var isUpgradeOnly = false
    try cursor.forEachPair(in: packet) { key, cursor throws(CBORError) in
      if packet.equals(key, "off") {
        offset = try cursor.unsigned(in: packet)
      } else if packet.equals(key, "data") {
        data = try cursor.byteString(in: packet)
      } else if packet.equals(key, "len") {
        imageBytes = try cursor.unsigned(in: packet)
      } else if packet.equals(key, "sha") {
        hash = try cursor.byteString(in: packet)
      } else if packet.equals(key, "image") {
        image = try cursor.unsigned(in: packet)
      } else if packet.equals(key, "downgrade") {
        allowsDowngrade = try cursor.boolean(in: packet)
      } else if packet.equals(key, "upgrade") {
        isUpgradeOnly = try cursor.boolean(in: packet)
      } else {
        try cursor.skip(in: packet)
      }
    }
    guard let offset, let data else { throw .unexpected(offset: SMPHeader.byteCount) }
    self.offset = offset
    self.data = data
    self.imageBytes = imageBytes
    self.hash = hash
    self.image = image
    self.allowsDowngrade = allowsDowngrade
    self.isUpgradeOnly = isUpgradeOnly
  }
}
