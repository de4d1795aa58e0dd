import BootWire
import Testing

/// A slot with a header of 64 bytes, an image of 12, and a trailer.
private func makeSlot(
  protectedTrailer: [UInt8] = [], trailer: [UInt8]? = nil, padding: Int = 0
) -> [UInt8] {
  let header = ImageHeader(
    headerBytes: 64, protectedTrailerBytes: UInt16(protectedTrailer.count), imageBytes: 12,
    version: ImageVersion(major: 1, minor: 2, revision: 772, build: 5)
  ).encoded()
  var slot = (0..<ImageHeader.byteCount).map { header[$0] }
  slot += [UInt8](repeating: 0xFF, count: 32) + [UInt8](1...12) + protectedTrailer
  slot += trailer ?? hashTrailer()
  return slot + [UInt8](repeating: 0xFF, count: padding)
}

private func hashTrailer() -> [UInt8] {
  let trailer = ImageTrailer.encoded(hash: someHash())
  return (0..<ImageTrailer.hashOnlyByteCount).map { trailer[$0] }
}

private func someHash() -> ImageHash {
  var hash = ImageHash()
  for index in 0..<ImageHash.byteCount { hash[index] = UInt8(0xA0 + index) }
  return hash
}

private func parse(_ bytes: [UInt8]) throws(ImageError) -> SlotImage {
  try SlotImage(parsing: bytes.span.bytes)
}

@Suite struct SlotImageTests {
  @Test func headerHasMcubootsLayout() {
    let header = ImageHeader(
      loadAddress: 0x0102_0304, headerBytes: 0x100, protectedTrailerBytes: 8, imageBytes: 0x1_2345,
      flags: 0x10, version: ImageVersion(major: 1, minor: 2, revision: 0x0304, build: 0x0506_0708))
    let bytes = header.encoded()
    #expect(
      (0..<32).map { bytes[$0] } == [
        0x3D, 0xB8, 0xF3, 0x96, 0x04, 0x03, 0x02, 0x01, 0x00, 0x01, 0x08, 0x00, 0x45, 0x23, 0x01,
        0x00, 0x10, 0x00, 0x00, 0x00, 0x01, 0x02, 0x04, 0x03, 0x08, 0x07, 0x06, 0x05, 0x00, 0x00,
        0x00, 0x00,
      ])
  }

  @Test func whatIsWrittenIsRead() throws {
    let image = try parse(makeSlot(padding: 100))
    #expect(image.header.version == ImageVersion(major: 1, minor: 2, revision: 772, build: 5))
    #expect(image.hash == someHash())
    #expect(image.hashedByteCount == 76)
    #expect(image.byteCount == 116)
  }

  @Test func protectedTrailerIsHashedToo() throws {
    let protected: [UInt8] = [0x08, 0x69, 9, 0, 0x50, 0, 1, 0, 7]
    let image = try parse(makeSlot(protectedTrailer: protected))
    #expect(image.hashedByteCount == 85)
    #expect(image.hash == someHash())
  }

  @Test func targetIsReadFromTheProtectedTrailerOnly() throws {
    let value: [UInt8] = [1, 1, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1]
    let entry: [UInt8] = [0xA0, 0, 12, 0] + value
    let protected = [0x08, 0x69, 20, 0] + entry
    let slot = makeSlot(protectedTrailer: protected)
    let target = ImageTarget(board: 1, contract: 0x0102_0304_0506_0708)
    #expect(try parse(slot).target(in: slot.span.bytes) == target)
    let encoded = target.encoded()
    #expect((0..<12).map { encoded[$0] } == value)
    var trailer: [UInt8] = [0x07, 0x69, 56, 0] + entry
    trailer += hashTrailer()[4...]
    let open = makeSlot(trailer: trailer)
    #expect(try parse(open).target(in: open.span.bytes) == nil)
    #expect(try parse(open).entry(0x10, isProtected: false, in: open.span.bytes)?.count == 32)
  }

  @Test func versionsAreOrderedByTheirFirstDifference() {
    let versions = [
      ImageVersion(major: 0, minor: 9, revision: 9, build: 9),
      ImageVersion(major: 1, minor: 0, revision: 0), ImageVersion(major: 1, minor: 0, revision: 1),
      ImageVersion(major: 1, minor: 0, revision: 1, build: 1),
      ImageVersion(major: 1, minor: 1, revision: 0),
    ]
    #expect(versions.shuffled().sorted() == versions)
  }

  @Test func hashIsFoundBehindOtherEntries() throws {
    var trailer: [UInt8] = [0x07, 0x69, 46, 0, 0x01, 0, 2, 0, 9, 9]
    trailer += hashTrailer()[4...]
    #expect(try parse(makeSlot(trailer: trailer)).hash == someHash())
  }

  @Test(arguments: 0..<116)
  func cutSlotIsTold(length: Int) {
    let slot = Array(makeSlot()[..<length])
    #expect {
      _ = try parse(slot)
    } throws: { error in
      guard case ImageError.cut(let needed, let actual) = error else { return false }
      return needed > actual && actual == length
    }
  }

  @Test func erasedFlashIsNoImage() {
    #expect(throws: ImageError.wrongMagic(0xFFFF_FFFF)) {
      try parse([UInt8](repeating: 0xFF, count: 256))
    }
  }

  @Test func headerShorterThanItselfIsTold() {
    var slot = makeSlot()
    slot[8] = 31
    #expect(throws: ImageError.shortHeader(31)) { try parse(slot) }
  }

  @Test func lengthThatWrapsIsTold() {
    var slot = makeSlot()
    for index in 12..<16 { slot[index] = 0xFF }
    #expect(throws: ImageError.self) { try parse(slot) }
  }

  @Test func missingTrailerIsTold() {
    #expect(throws: ImageError.wrongTrailerMagic(0xFFFF, offset: 76)) {
      try parse(makeSlot(trailer: [UInt8](repeating: 0xFF, count: 40)))
    }
  }

  @Test(
    arguments: [
      [0x07, 0x69, 3, 0],  // shorter than its info
      [0x07, 0x69, 12, 0, 0x10, 0, 32, 0, 1, 2, 3, 4],  // a hash longer than the trailer
    ] as [[UInt8]])
  func wrongTrailerLengthIsTold(trailer: [UInt8]) {
    #expect {
      _ = try parse(makeSlot(trailer: trailer))
    } throws: { error in
      guard case ImageError.wrongTrailerLength = error else { return false }
      return true
    }
  }

  @Test func wrongProtectedLengthIsTold() {
    let protected: [UInt8] = [0x08, 0x69, 8, 0, 0x50, 0, 1, 0, 7]
    #expect(throws: ImageError.wrongTrailerLength(8, offset: 76)) {
      try parse(makeSlot(protectedTrailer: protected))
    }
  }

  @Test(arguments: [[0x07, 0x69, 4, 0], [0x07, 0x69, 9, 0, 0x10, 0, 1, 0, 1]] as [[UInt8]])
  func trailerWithoutHashIsTold(trailer: [UInt8]) {
    #expect(throws: ImageError.noHash) { try parse(makeSlot(trailer: trailer)) }
  }

  /// Whatever is written over an image, parsing ends in a value or an error, never in a trap.
  @Test func everyChangedByteIsSurvived() throws {
    let slot = makeSlot()
    for index in slot.indices {
      for value in [UInt8(0), 1, 0x7F, 0x80, 0xFF] {
        var changed = slot
        changed[index] = value
        do throws(ImageError) {
          let image = try parse(changed)
          #expect(image.byteCount <= changed.count)
        } catch {}
      }
    }
  }
}
