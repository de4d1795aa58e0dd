/// Why bytes are no MCUboot image; offsets count from the first byte of the header.
public enum ImageError: Error, Equatable, Sendable {
  /// The bytes end before the header, the image or its trailer does.
  case cut(needed: Int, actual: Int)
  /// The header does not start with MCUboot's number; erased flash reads 0xFFFFFFFF.
  case wrongMagic(UInt32)
  /// The header claims to be shorter than the 32 bytes it has.
  case shortHeader(UInt16)
  /// No trailer stands behind the image.
  case wrongTrailerMagic(UInt16, offset: Int)
  /// A trailer, or an entry in it, is longer than what holds it.
  case wrongTrailerLength(UInt16, offset: Int)
  /// The trailer has no SHA-256 of 32 bytes.
  case noHash
}
