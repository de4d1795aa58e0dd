package import BootWire
internal import Crypto

/// What an image says of itself, and whether it is true.
package struct ImageInspection: Sendable, Equatable {
  package enum Signature: Sendable, Equatable {
    case missing
    /// By the key of that hash, which was not given to check with.
    case unchecked(keyHash: [UInt8]?)
    case right
    case wrong
  }

  package let version: ImageVersion
  package let byteCount: Int
  package let headerBytes: Int
  package let bodyBytes: Int
  package let hash: [UInt8]
  package let isHashRight: Bool
  package let target: ImageTarget?
  package let signature: Signature
  /// Whether it is signed with the key that everyone has.
  package let isDevelopmentSigned: Bool
  /// The signature, to be checked with the key of a board.
  private let signatureBytes: [UInt8]?
  private let wasAskedForSignature: Bool
  /// Whether it names other images that it needs, which this bootloader does not look at.
  package let hasDependencies: Bool

  /// Reads an image; with a public key, checks its signature too.
  package init(_ bytes: [UInt8], name: String, publicKey: [UInt8]? = nil) throws(PackError) {
    let image: SlotImage
    do throws(ImageError) {
      image = try SlotImage(parsing: bytes.span.bytes)
    } catch {
      throw PackError("read the image \(name)", Self.text(error, bytes))
    }
    version = image.header.version
    byteCount = image.byteCount
    headerBytes = Int(image.header.headerBytes)
    bodyBytes = Int(image.header.imageBytes)
    hash = (0..<ImageHash.byteCount).map { image.hash[$0] }
    isHashRight = Array(SHA256.hash(data: bytes[..<image.hashedByteCount])) == hash
    target = image.target(in: bytes.span.bytes)
    hasDependencies =
      image.entry(ImageTrailer.dependencyType, isProtected: true, in: bytes.span.bytes) != nil
    let value = image.entry(ImageTrailer.ed25519Type, isProtected: false, in: bytes.span.bytes)
    signatureBytes = value.map { Array(bytes[$0]) }
    wasAskedForSignature = publicKey != nil
    isDevelopmentSigned = Self.isRight(signatureBytes, hash, SigningKey.developmentPublicKey)
    let keyHash = image.entry(ImageTrailer.keyHashType, isProtected: false, in: bytes.span.bytes)
    signature =
      if signatureBytes == nil {
        .missing
      } else if let publicKey {
        Self.isRight(signatureBytes, hash, publicKey) ? .right : .wrong
      } else {
        .unchecked(keyHash: keyHash.map { Array(bytes[$0]) })
      }
  }

  /// Whether its hash is right, and its signature, too, where there was a key to check it with.
  package var isSound: Bool { isHashRight && !isSignatureWrong }

  private var isSignatureWrong: Bool {
    switch signature {
    case .missing: wasAskedForSignature
    case .wrong: true
    case .unchecked, .right: false
    }
  }

  /// Whether it is signed with a key, given by its public half of 32 bytes.
  package func isSigned(by publicKey: [UInt8]) -> Bool {
    Self.isRight(signatureBytes, hash, publicKey)
  }

  private static func isRight(
    _ signature: [UInt8]?, _ hash: [UInt8], _ publicKey: [UInt8]
  ) -> Bool {
    guard let signature,
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
    else { return false }
    return key.isValidSignature(signature, for: hash)
  }

  private static func text(_ error: ImageError, _ bytes: [UInt8]) -> String {
    switch error {
    case .cut(let needed, let actual):
      "it ends after \(actual) bytes, but its header and trailers tell of \(needed)"
    case .wrongMagic:
      bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46])
        ? "it is an ELF file; give the .slot.bin that scripts/firmware/build leaves beside it"
        : "it does not start with an MCUboot header; give a slot image (.slot.bin), not a whole flash"
    case .shortHeader(let bytes): "its header claims to be \(bytes) bytes long; 32 is the least"
    case .wrongTrailerMagic(_, let offset): "there is no trailer at byte \(offset)"
    case .wrongTrailerLength(_, let offset): "the trailer at byte \(offset) is longer than the file"
    case .noHash: "its trailer has no SHA-256"
    }
  }
}
