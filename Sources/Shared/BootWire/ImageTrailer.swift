/// What stands behind an image: a list of typed values, each with its length.
///
/// An info of magic (2) and length of the whole (2), then entries of type (2), length (2) and
/// value, all little-endian. A protected trailer has a magic of its own and comes first.
/// Source: MCUboot's design document, "Image format".
public enum ImageTrailer {
  /// What a trailer starts with.
  public static let magic: UInt16 = 0x6907
  /// What a trailer that the hash covers starts with.
  public static let protectedMagic: UInt16 = 0x6908
  /// The type of an entry that holds the image's SHA-256.
  public static let sha256Type: UInt16 = 0x10
  /// The type of an entry that holds the SHA-256 of the public key, in the form of RFC 8410.
  public static let keyHashType: UInt16 = 0x01
  /// The type of an entry that holds an Ed25519 signature of the image's SHA-256.
  public static let ed25519Type: UInt16 = 0x24
  /// The type of an entry that names another image that this one needs.
  public static let dependencyType: UInt16 = 0x40
  /// The type of the protected entry that tells which board an image is for: one of those that
  /// MCUboot leaves to vendors.
  public static let targetType: UInt16 = 0x00A0
  /// Length of an info or of an entry's head, in bytes.
  static let headBytes = 4
  /// Length of a trailer with a SHA-256 alone, in bytes.
  public static let hashOnlyByteCount = 40

  /// The bytes of a trailer with a SHA-256 alone.
  public static func encoded(hash: ImageHash) -> InlineArray<40, UInt8> {
    var bytes = InlineArray<40, UInt8>(repeating: 0)
    bytes.put(magic, at: 0)
    bytes.put(UInt16(hashOnlyByteCount), at: 2)
    bytes.put(sha256Type, at: 4)
    bytes.put(UInt16(ImageHash.byteCount), at: 6)
    for index in 0..<ImageHash.byteCount { bytes[8 + index] = hash[index] }
    return bytes
  }
}
