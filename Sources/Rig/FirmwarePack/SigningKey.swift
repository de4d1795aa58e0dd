internal import Crypto
internal import Foundation

/// A key that signs images, from the PEM file that `imgtool keygen -t ed25519` writes.
package struct SigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// What stands before the 32 bytes of a private key (RFC 8410, section 7).
  private static let privatePrefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]
  /// What stands before the 32 bytes of a public key (RFC 8410, section 4).
  private static let publicPrefix: [UInt8] = [
    0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  /// The public half of scripts/firmware/development-key.pem, which everyone has: what is signed
  /// with it is for a bench, and for no shoe.
  package static let developmentPublicKey: [UInt8] = [
    0x81, 0x36, 0xCA, 0x37, 0xCF, 0x0B, 0x00, 0xBC, 0x70, 0xFC, 0x02, 0xC8, 0x25, 0xC5, 0xFB, 0x7A,
    0x68, 0x82, 0xD3, 0x84, 0x7C, 0xC8, 0xC0, 0x92, 0xF4, 0x15, 0x27, 0xA9, 0x29, 0x76, 0xDF, 0xEC,
  ]

  /// Reads the key of a PEM file, unencrypted.
  package init(pem: String, name: String) throws(PackError) {
    let lines = pem.split(whereSeparator: \.isNewline).map(String.init)
    guard lines.first == "-----BEGIN PRIVATE KEY-----",
      let end = lines.firstIndex(of: "-----END PRIVATE KEY-----"),
      let data = Data(base64Encoded: lines[1..<end].joined())
    else {
      throw PackError(
        "read the key \(name)",
        "it is no unencrypted private key in PEM; `imgtool keygen -t ed25519` makes one")
    }
    let bytes = Array(data)
    guard bytes.count == 48, Array(bytes.prefix(16)) == Self.privatePrefix,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes[16...])
    else { throw PackError("read the key \(name)", "it is a key, but none of Ed25519") }
    self.key = key
  }

  package init(contentsOf path: String) throws(PackError) {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw PackError("read the key \(path)", error.localizedDescription)
    }
    try self.init(pem: text, name: path)
  }

  /// The 32 bytes that stand in the bootloader.
  package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

  /// Whether everyone has it.
  package var isDevelopment: Bool { publicKey == Self.developmentPublicKey }

  /// What an image names its key by.
  package var publicKeyHash: [UInt8] { Self.hash(ofPublicKey: publicKey) }

  /// The SHA-256 of a public key in the form of RFC 8410.
  package static func hash(ofPublicKey key: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: publicPrefix + key))
  }

  func sign(_ message: [UInt8]) throws(PackError) -> [UInt8] {
    do {
      return Array(try key.signature(for: message))
    } catch {
      throw PackError("sign the image", "\(error)")
    }
  }
}
