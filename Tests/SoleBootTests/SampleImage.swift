import BootWire
import Crypto
import SoleBoot
import TestSupport

/// Images for a small flash: 4 pages a slot, so that every cut can be tried.
struct SampleImage: Sendable {
  static let layout = FlashLayout(slot0: 0x400, slot1: 0x1400, slotPages: 4)
  static let policy = BootPolicy(board: 1, layout: layout)
  static let flashBytes = 0x2400
  static let writable = layout.slot0..<(layout.slot1 + layout.slotBytes)

  var version = ImageVersion(major: 1, minor: 0, revision: 0)
  var bodyBytes = 700
  var seed: UInt8 = 1
  var target: ImageTarget? = ImageTarget(board: 1, contract: 0)
  /// Whether a copy of the target stands behind the header, where the first piece shows it.
  var showsTarget = true
  var flags: UInt32 = 0
  var start: UInt32 = layout.slot0 + 0x141
  /// What the signature entry holds; the fake check wants the hash, twice.
  var signature: (@Sendable (ImageHash) -> [UInt8])? = { hash in
    let bytes = (0..<ImageHash.byteCount).map { hash[$0] }
    return bytes + bytes
  }

  var bytes: [UInt8] {
    var body: [UInt8] = []
    for word in [0x2000_3000, start] as [UInt32] {
      for index in 0..<4 { body.append(UInt8(truncatingIfNeeded: word >> UInt32(index * 8))) }
    }
    for index in 8..<bodyBytes { body.append(UInt8(truncatingIfNeeded: index) &* 13 &+ seed) }
    var protected: [UInt8] = []
    if let value = target?.encoded() {
      protected = [0x08, 0x69, 20, 0, 0xA0, 0, 12, 0] + (0..<12).map { value[$0] }
    }
    let header = ImageHeader(
      headerBytes: 0x100, protectedTrailerBytes: UInt16(protected.count),
      imageBytes: UInt32(body.count), flags: flags, version: version
    ).encoded()
    var image = (0..<32).map { header[$0] }
    if showsTarget { image += protected.dropFirst(4) }
    image += [UInt8](repeating: 0xFF, count: 0x100 - image.count)
    image += body + protected
    var hash = ImageHash()
    for (index, byte) in Crypto.SHA256.hash(data: image).enumerated() { hash[index] = byte }
    var trailer = [0x10, 0, 32, 0] + (0..<32).map { hash[$0] }
    if let value = signature?(hash) { trailer += [0x24, 0, UInt8(value.count), 0] + value }
    return image + [0x07, 0x69, UInt8(trailer.count + 4), 0] + trailer
  }
}

/// A signature is right where it is the hash, twice: no arithmetic, so that cuts are many.
struct FakeCheck: SignatureCheck {
  func isRight(_ signature: RawSpan, of hash: ImageHash) -> Bool {
    guard signature.byteCount == 64 else { return false }
    return (0..<64).allSatisfy {
      signature.unsafeLoad(fromByteOffset: $0, as: UInt8.self) == hash[$0 % 32]
    }
  }
}

extension ModelFlash {
  /// A flash with an image in slot 0; all else is erased.
  static func holding(_ image: SampleImage?) -> ModelFlash {
    var bytes = [UInt8](repeating: 0xFF, count: SampleImage.flashBytes)
    if let image = image?.bytes {
      bytes.replaceSubrange(
        Int(SampleImage.layout.slot0)..<(Int(SampleImage.layout.slot0) + image.count), with: image)
    }
    return ModelFlash(bytes: bytes, writable: SampleImage.writable)
  }

  func slot0(holds image: SampleImage) -> Bool {
    let bytes = image.bytes
    return Array(self.bytes[Int(SampleImage.layout.slot0)...].prefix(bytes.count)) == bytes
  }
}
