internal import BootCrypto
public import BootWire
internal import SoleFlash

/// Why an image is not taken, or not run.
public enum Refusal: UInt8, Equatable, Sendable, CaseIterable {
  case notAnImage = 1
  case tooLong
  case unsupported
  case wrongHash
  case noTarget
  case foreignBoard
  case notSigned
  case wrongSignature
  case older
  case otherContract

  /// The reason, for a person at the other end of the line.
  public var text: StaticString {
    switch self {
    case .notAnImage: "not an MCUboot image for this slot"
    case .tooLong: "longer than the slot"
    case .unsupported: "encrypted, compressed, or for another kind of boot"
    case .wrongHash: "its SHA-256 is wrong"
    case .noTarget: "does not say which board it is for"
    case .foreignBoard: "for another board or flash layout"
    case .notSigned: "not signed"
    case .wrongSignature: "not signed with this board's key"
    case .older: "older than what runs"
    case .otherContract: "of another contract than what runs"
    }
  }
}

/// Whether a signature of an image's SHA-256 is right.
public protocol SignatureCheck {
  func isRight(_ signature: RawSpan, of hash: ImageHash) -> Bool
}

/// With the public key that stands in the bootloader.
public struct Ed25519Check: SignatureCheck {
  private let key: InlineArray<32, UInt8>

  public init(key: InlineArray<32, UInt8>) {
    self.key = key
  }

  public func isRight(_ signature: RawSpan, of hash: ImageHash) -> Bool {
    Ed25519.verify(signature, of: hash.span, by: key)
  }
}

/// What a board takes.
public struct BootPolicy: Equatable, Sendable {
  /// The board, by its number in the sole link's contract.
  public var board: UInt8
  public var layout: FlashLayout
  /// Only in a development build: whether an image without a signature is taken.
  public var allowsUnsigned: Bool

  public init(board: UInt8, layout: FlashLayout, allowsUnsigned: Bool = false) {
    self.board = board
    self.layout = layout
    self.allowsUnsigned = allowsUnsigned
  }
}

extension BootPolicy {
  /// Distance from an image's header to its vectors.
  static let headerBytes: UInt16 = 0x100
  /// The flags that change nothing here: position independent, and fixed in ROM.
  private static let harmlessFlags: UInt32 = 0x101

  /// Looks at a header alone, before anything is erased.
  func refusal(of header: ImageHeader) -> Refusal? {
    guard header.headerBytes == Self.headerBytes, header.imageBytes >= 8 else {
      return .notAnImage
    }
    guard header.flags & ~Self.harmlessFlags == 0 else { return .unsupported }
    guard header.imageBytes <= layout.imageBytes else { return .tooLong }
    return nil
  }

  /// Looks at the image of a slot, all but its signature; tells which it is where it is right.
  func image(
    at slot: UInt32, in flash: some FlashMemory
  ) -> Result<ImageIdentity, RefusedImage> {
    flash.read(at: slot, count: layout.imageBytes) { examine($0) }
  }

  @inline(never)
  private func examine(_ bytes: RawSpan) -> Result<ImageIdentity, RefusedImage> {
    guard let image = try? SlotImage(parsing: bytes) else {
      return .failure(RefusedImage(.notAnImage))
    }
    if let refusal = refusal(of: image.header) { return .failure(RefusedImage(refusal)) }
    guard Self.hash(of: image, in: bytes) == image.hash else {
      return .failure(RefusedImage(.wrongHash))
    }
    guard let target = image.target(in: bytes) else { return .failure(RefusedImage(.noTarget)) }
    guard fits(target) else { return .failure(RefusedImage(.foreignBoard)) }
    guard hasVectors(bytes) else { return .failure(RefusedImage(.notAnImage)) }
    return .success(ImageIdentity(image, contract: target.contract))
  }

  /// Whether what is made for a target runs here.
  func fits(_ target: ImageTarget) -> Bool {
    target.board == board && target.layout == ImageTarget.layout
  }

  /// Whether the stack is in RAM and the start in slot 0, in Thumb code.
  private func hasVectors(_ bytes: RawSpan) -> Bool {
    let offset = Int(Self.headerBytes)
    let stack = Self.word(bytes, offset)
    let start = Self.word(bytes, offset + 4)
    return stack & 7 == 0 && stack > 0x2000_0000 && stack <= 0x2000_4000 && start & 1 == 1
      && start >= layout.slot0 + UInt32(Self.headerBytes) && start < layout.slot0 + layout.slotBytes
  }

  private static func word(_ bytes: RawSpan, _ offset: Int) -> UInt32 {
    unsafe UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  private static func hash(of image: SlotImage, in bytes: RawSpan) -> ImageHash {
    var sha = SHA256()
    sha.add(bytes.extracting(first: image.hashedByteCount))
    return ImageHash(sha.finished().span.bytes)
  }

  /// Looks at the signature of a slot's image that is right otherwise.
  func refusal(
    ofSignatureAt slot: UInt32, in flash: some FlashMemory, by check: some SignatureCheck
  ) -> Refusal? {
    flash.read(at: slot, count: layout.imageBytes) { bytes in
      guard let image = try? SlotImage(parsing: bytes) else { return .notAnImage }
      guard let value = image.entry(ImageTrailer.ed25519Type, isProtected: false, in: bytes) else {
        return allowsUnsigned ? nil : .notSigned
      }
      return check.isRight(bytes.extracting(value), of: image.hash) ? nil : .wrongSignature
    }
  }
}

/// Which image a slot holds.
public struct ImageIdentity: Equatable, Sendable {
  public let version: ImageVersion
  public let hash: ImageHash
  /// Header, image and trailers together.
  public let byteCount: UInt32
  /// The hash of the contract that it speaks.
  public let contract: UInt64

  init(_ image: SlotImage, contract: UInt64) {
    version = image.header.version
    hash = image.hash
    byteCount = UInt32(image.byteCount)
    self.contract = contract
  }
}

/// Why an image of a slot is none to run.
struct RefusedImage: Error, Equatable {
  let refusal: Refusal

  init(_ refusal: Refusal) {
    self.refusal = refusal
  }
}
