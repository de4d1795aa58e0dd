package import BootWire
internal import Crypto

/// An MCUboot image as it is sent to a slot: header, body, what it is for, hash and signature.
package struct SignedImage: Sendable {
  /// Distance from the header to the vectors, which is where the body starts.
  package static let headerBytes = 0x100
  /// The longest that a slot takes, trailers included: its last page is the bootloader's own.
  package static let mostBytes = 79 * 1024

  package let bytes: [UInt8]
  package let hash: ImageHash

  /// Makes an image of what the linker placed behind the header.
  ///
  /// - Parameters:
  ///   - body: from the vectors on; padded to whole words.
  ///   - key: signs the image's SHA-256, as `imgtool sign` does; nil leaves it unsigned.
  package init(
    body: [UInt8], version: ImageVersion, target: ImageTarget?, key: SigningKey?
  ) throws(PackError) {
    var padded = body
    while padded.count % 4 != 0 { padded.append(0xFF) }
    let protected = target.map(Self.protectedTrailer) ?? []
    let header = ImageHeader(
      headerBytes: UInt16(Self.headerBytes), protectedTrailerBytes: UInt16(protected.count),
      imageBytes: UInt32(padded.count), version: version
    ).encoded()
    var image = (0..<ImageHeader.byteCount).map { header[$0] }
    image += target.map(Self.targetEntry) ?? []
    image += [UInt8](repeating: 0xFF, count: Self.headerBytes - image.count)
    image += padded + protected
    let digest = Array(SHA256.hash(data: image))
    var entries = Self.entry(ImageTrailer.sha256Type, digest)
    if let key {
      entries += Self.entry(ImageTrailer.keyHashType, key.publicKeyHash)
      entries += Self.entry(ImageTrailer.ed25519Type, try key.sign(digest))
    }
    bytes = image + Self.trailer(ImageTrailer.magic, entries)
    hash = ImageHash(digest.span.bytes)
    guard bytes.count <= Self.mostBytes else {
      throw PackError(
        "make an image of \(body.count) bytes",
        "it would be \(bytes.count) bytes long, and a slot takes \(Self.mostBytes)")
    }
  }

  private static func protectedTrailer(_ target: ImageTarget) -> [UInt8] {
    trailer(ImageTrailer.protectedMagic, targetEntry(target))
  }

  private static func targetEntry(_ target: ImageTarget) -> [UInt8] {
    let value = target.encoded()
    return entry(ImageTrailer.targetType, (0..<ImageTarget.byteCount).map { value[$0] })
  }

  private static func trailer(_ magic: UInt16, _ entries: [UInt8]) -> [UInt8] {
    word(magic) + word(UInt16(entries.count + 4)) + entries
  }

  private static func entry(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
    word(type) + word(UInt16(value.count)) + value
  }

  private static func word(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
}
