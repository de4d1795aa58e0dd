import BootWire
import Crypto
import FirmwarePack
import Foundation
import Testing

/// A key made for these tests alone, in the form of RFC 8410.
private let pem = """
  -----BEGIN PRIVATE KEY-----
  MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
  -----END PRIVATE KEY-----
  """

private func makeImage(key: SigningKey?) throws -> SignedImage {
  try SignedImage(
    body: [UInt8](1...101), version: ImageVersion(major: 1, minor: 2, revision: 3),
    target: ImageTarget(board: 1, contract: 0x1122_3344_5566_7788), key: key)
}

@Suite struct SignedImageTests {
  @Test func aKeyIsRead() throws {
    let key = try SigningKey(pem: pem, name: "test")
    let expected = try Curve25519.Signing.PrivateKey(rawRepresentation: [UInt8](0..<32))
    #expect(key.publicKey == Array(expected.publicKey.rawRepresentation))
  }

  @Test(arguments: ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "key"])
  func whatIsNoKeyIsTold(text: String) {
    #expect(throws: PackError.self) { try SigningKey(pem: text, name: "test") }
  }

  @Test func whatIsMadeIsRead() throws {
    let key = try SigningKey(pem: pem, name: "test")
    let image = try makeImage(key: key)
    let found = try ImageInspection(image.bytes, name: "test", publicKey: key.publicKey)
    #expect(found.isHashRight && found.signature == .right)
    #expect(found.version == ImageVersion(major: 1, minor: 2, revision: 3))
    #expect(found.target == ImageTarget(board: 1, contract: 0x1122_3344_5566_7788))
    #expect(found.byteCount == image.bytes.count && found.bodyBytes == 104)
  }

  @Test func aChangedBitIsSeen() throws {
    let key = try SigningKey(pem: pem, name: "test")
    var bytes = try makeImage(key: key).bytes
    bytes[0x110] ^= 1
    #expect(try !ImageInspection(bytes, name: "test", publicKey: key.publicKey).isHashRight)
    bytes = try makeImage(key: key).bytes
    bytes[bytes.count - 1] ^= 1
    #expect(
      try ImageInspection(bytes, name: "test", publicKey: key.publicKey).signature == .wrong)
  }

  @Test func anotherKeyIsSeen() throws {
    let image = try makeImage(key: SigningKey(pem: pem, name: "test"))
    let other = Array(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation)
    #expect(try ImageInspection(image.bytes, name: "test", publicKey: other).signature == .wrong)
  }

  @Test func anUnsignedImageIsTold() throws {
    let image = try makeImage(key: nil)
    #expect(try ImageInspection(image.bytes, name: "test").signature == .missing)
  }

  @Test func anELFFileIsNamed() throws {
    let error = #expect(throws: PackError.self) {
      try ImageInspection(
        [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 64), name: "x.elf")
    }
    #expect(error?.cause.contains("ELF") == true)
  }

  /// What is signed with the key that everyone has says so, and nothing else does.
  @Test func theDevelopmentKeyIsKnown() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../scripts/firmware/development-key.pem").path
    let development = try SigningKey(contentsOf: path)
    #expect(development.isDevelopment)
    #expect(development.publicKey == SigningKey.developmentPublicKey)
    let own = try SigningKey(pem: pem, name: "test")
    #expect(!own.isDevelopment)
    for (key, expected) in [(development, true), (own, false), (nil, false)] {
      let bytes = try makeImage(key: key).bytes
      let found = try ImageInspection(bytes, name: "test")
      #expect(found.isDevelopmentSigned == expected)
      #expect(found.text.contains("which everyone has: not for a shoe") == expected)
      #expect(found.isSigned(by: own.publicKey) == (key?.publicKey == own.publicKey))
    }
  }

  /// The first piece of an upload shows what an image is for.
  @Test func theTargetStandsBehindTheHeader() throws {
    let image = try makeImage(key: nil).bytes
    let first = Array(image[..<48])
    #expect(
      ImageTarget(behindHeader: first.span.bytes)
        == ImageTarget(board: 1, contract: 0x1122_3344_5566_7788))
    let cut = Array(image[..<47])
    #expect(ImageTarget(behindHeader: cut.span.bytes) == nil)
    let plain = try SignedImage(
      body: [1, 2, 3, 4], version: ImageVersion(major: 1, minor: 2, revision: 3), target: nil,
      key: nil
    ).bytes
    #expect(ImageTarget(behindHeader: plain.span.bytes) == nil)
    #expect(plain[32..<256].allSatisfy { $0 == 0xFF })
  }
}
