/// The 32 bytes in front of an image, as MCUboot wants them.
///
/// All numbers are little-endian: magic (4), load address (4), header length (2), protected
/// trailer length (2), image length (4), flags (4), version (1, 1, 2, 4), padding (4).
/// Source: MCUboot's design document, "Image format".
public struct ImageHeader: Equatable, Sendable {
  /// What a header starts with.
  public static let magic: UInt32 = 0x96F3_B83D
  /// Length of what is used of the header, in bytes.
  public static let byteCount = 32

  /// Where the image is copied to run; 0 for one that runs where it lies.
  public var loadAddress: UInt32
  /// Distance from the header's first byte to the image, in bytes.
  public var headerBytes: UInt16
  /// Length of the trailer that the hash covers too, in bytes.
  public var protectedTrailerBytes: UInt16
  /// Length of the image without header and trailer, in bytes.
  public var imageBytes: UInt32
  public var flags: UInt32
  public var version: ImageVersion

  public init(
    loadAddress: UInt32 = 0, headerBytes: UInt16, protectedTrailerBytes: UInt16 = 0,
    imageBytes: UInt32, flags: UInt32 = 0, version: ImageVersion
  ) {
    self.loadAddress = loadAddress
    self.headerBytes = headerBytes
    self.protectedTrailerBytes = protectedTrailerBytes
    self.imageBytes = imageBytes
    self.flags = flags
    self.version = version
  }

  /// Reads the header that the bytes start with.
  public init(parsing bytes: RawSpan) throws(ImageError) {
    guard bytes.byteCount >= Self.byteCount else {
      throw .cut(needed: Self.byteCount, actual: bytes.byteCount)
    }
    let magic = bytes.littleEndian(at: 0, as: UInt32.self)
    guard magic == Self.magic else { throw .wrongMagic(magic) }
    loadAddress = bytes.littleEndian(at: 4)
    headerBytes = bytes.littleEndian(at: 8)
    protectedTrailerBytes = bytes.littleEndian(at: 10)
    imageBytes = bytes.littleEndian(at: 12)
    flags = bytes.littleEndian(at: 16)
    version = ImageVersion(
      major: bytes.byte(at: 20), minor: bytes.byte(at: 21),
      revision: bytes.littleEndian(at: 22), build: bytes.littleEndian(at: 24))
    guard Int(headerBytes) >= Self.byteCount else { throw .shortHeader(headerBytes) }
  }

  /// The header's bytes.
  public func encoded() -> InlineArray<32, UInt8> {
    var bytes = InlineArray<32, UInt8>(repeating: 0)
    bytes.put(Self.magic, at: 0)
    bytes.put(loadAddress, at: 4)
    bytes.put(headerBytes, at: 8)
    bytes.put(protectedTrailerBytes, at: 10)
    bytes.put(imageBytes, at: 12)
    bytes.put(flags, at: 16)
    bytes[20] = version.major
    bytes[21] = version.minor
    bytes.put(version.revision, at: 22)
    bytes.put(version.build, at: 24)
    return bytes
  }
}
