/// What a slot holds: a header, an image, a trailer, and where each lies.
///
/// Offsets count from the first byte of the slot. Whether the hash is the right one is for the
/// caller to find: the chip that only tells who it is needs no SHA-256.
public struct SlotImage: Equatable, Sendable {
  public let header: ImageHeader
  /// The SHA-256 that the trailer claims.
  public let hash: ImageHash
  /// How many bytes, from the first, that hash covers.
  public let hashedByteCount: Int
  /// How many bytes header, image and trailers take.
  public let byteCount: Int

  /// Reads header and trailer from the bytes of a slot, which may go on behind the image.
  public init(parsing slot: RawSpan) throws(ImageError) {
    header = try ImageHeader(parsing: slot)
    // 64 bits, since a header's lengths may add up to more than the chip's Int holds.
    let imageEnd = UInt64(header.headerBytes) + UInt64(header.imageBytes)
    let hashedEnd = imageEnd + UInt64(header.protectedTrailerBytes)
    let headEnd = hashedEnd + UInt64(ImageTrailer.headBytes)
    guard headEnd <= UInt64(slot.byteCount) else {
      throw .cut(needed: Int(clamping: headEnd), actual: slot.byteCount)
    }
    if header.protectedTrailerBytes > 0 {
      let length = try Self.trailerLength(
        in: slot, at: Int(imageEnd), magic: ImageTrailer.protectedMagic)
      guard length == Int(header.protectedTrailerBytes) else {
        throw .wrongTrailerLength(UInt16(length), offset: Int(imageEnd))
      }
    }
    hashedByteCount = Int(hashedEnd)
    let length = try Self.trailerLength(
      in: slot, at: hashedByteCount, magic: ImageTrailer.magic)
    byteCount = hashedByteCount + length
    hash = try Self.findHash(in: slot, from: hashedByteCount, to: byteCount)
  }

  /// Where the value of the first entry of a type lies, in the protected trailer or the other.
  ///
  /// - Parameter slot: the bytes this was read from.
  public func entry(_ type: UInt16, isProtected: Bool, in slot: RawSpan) -> Range<Int>? {
    let protectedBytes = Int(header.protectedTrailerBytes)
    if isProtected && protectedBytes == 0 { return nil }
    var offset = (isProtected ? hashedByteCount - protectedBytes : hashedByteCount)
    let end = isProtected ? hashedByteCount : byteCount
    offset += ImageTrailer.headBytes
    while offset + ImageTrailer.headBytes <= end {
      let length = Int(slot.littleEndian(at: offset + 2, as: UInt16.self))
      let value = offset + ImageTrailer.headBytes
      guard value + length <= end else { return nil }
      if slot.littleEndian(at: offset, as: UInt16.self) == type { return value..<(value + length) }
      offset = value + length
    }
    return nil
  }

  /// Which board the image says it is for; nil where it does not say.
  public func target(in slot: RawSpan) -> ImageTarget? {
    guard let value = entry(ImageTrailer.targetType, isProtected: true, in: slot),
      value.count == ImageTarget.byteCount
    else { return nil }
    return ImageTarget(parsing: slot, at: value.lowerBound)
  }

  /// The length of the trailer at an offset, its info included.
  private static func trailerLength(
    in slot: RawSpan, at offset: Int, magic: UInt16
  ) throws(ImageError) -> Int {
    let found = slot.littleEndian(at: offset, as: UInt16.self)
    guard found == magic else { throw .wrongTrailerMagic(found, offset: offset) }
    let length = slot.littleEndian(at: offset + 2, as: UInt16.self)
    guard length >= ImageTrailer.headBytes else {
      throw .wrongTrailerLength(length, offset: offset)
    }
    guard offset + Int(length) <= slot.byteCount else {
      throw .cut(needed: offset + Int(length), actual: slot.byteCount)
    }
    return Int(length)
  }

  private static func findHash(
    in slot: RawSpan, from start: Int, to end: Int
  ) throws(ImageError) -> ImageHash {
    var offset = start + ImageTrailer.headBytes
    // Each turn moves on by at least a head, so the length of the trailer bounds the loop.
    while offset + ImageTrailer.headBytes <= end {
      let type = slot.littleEndian(at: offset, as: UInt16.self)
      let length = slot.littleEndian(at: offset + 2, as: UInt16.self)
      let value = offset + ImageTrailer.headBytes
      guard value + Int(length) <= end else { throw .wrongTrailerLength(length, offset: offset) }
      if type == ImageTrailer.sha256Type && Int(length) == ImageHash.byteCount {
        return ImageHash(slot, at: value)
      }
      offset = value + Int(length)
    }
    throw .noHash
  }
}
