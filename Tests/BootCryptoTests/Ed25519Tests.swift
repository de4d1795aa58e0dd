import BootCrypto
import Crypto
import Testing

/// A key, a message and their signature, as RFC 8032, section 7.1 lists them.
struct Signed: Sendable, CustomTestStringConvertible {
  var name: String
  var key: String
  var message: String
  var signature: String

  var testDescription: String { name }

  static let published = [
    Signed(
      name: "TEST 1",
      key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
      signature: """
        e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac
        c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
        """),
    Signed(
      name: "TEST 2",
      key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
      signature: """
        92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e
        458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
        """),
    Signed(
      name: "TEST 3",
      key: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
      signature: """
        6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290
        ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
        """),
  ]
}

private func verify(_ signature: [UInt8], _ message: [UInt8], _ key: [UInt8]) -> Bool {
  Ed25519.verify(signature.span.bytes, of: message.span.bytes, by: InlineArray(key))
}

/// The order of the base point, little-endian.
private let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")

private func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
  var carry = 0
  return zip(left, right).map { pair in
    let value = Int(pair.0) + Int(pair.1) + carry
    carry = value >> 8
    return UInt8(value & 0xFF)
  }
}

@Suite struct Ed25519Tests {
  @Test(arguments: Signed.published)
  func publishedSignatureIsRight(_ signed: Signed) {
    #expect(verify(bytes(signed.signature), bytes(signed.message), bytes(signed.key)))
  }

  @Test(arguments: Signed.published)
  func everyChangedBitOfASignatureIsSeen(_ signed: Signed) {
    for bit in stride(from: 0, to: 512, by: 23) {
      var signature = bytes(signed.signature)
      signature[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!verify(signature, bytes(signed.message), bytes(signed.key)), "bit \(bit)")
    }
  }

  @Test func anotherMessageOrKeyIsSeen() {
    let signed = Signed.published[1]
    let other = Signed.published[2]
    #expect(!verify(bytes(signed.signature), [0x73], bytes(signed.key)))
    #expect(!verify(bytes(signed.signature), bytes(signed.message), bytes(other.key)))
    #expect(!verify(bytes(other.signature), bytes(signed.message), bytes(signed.key)))
  }

  /// The same signature with the order added to its second half: equal, but for the RFC's rule.
  @Test(arguments: Signed.published)
  func responseOfTheOrderOrMoreIsRefused(_ signed: Signed) {
    let signature = bytes(signed.signature)
    let changed = Array(signature[..<32]) + sum(Array(signature[32...]), order)
    #expect(!verify(changed, bytes(signed.message), bytes(signed.key)))
  }

  /// With such a key, and zero for the response, a nonce of small order fits any message.
  @Test(arguments: [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  ])
  func keyOfSmallOrderIsRefused(key: String) {
    for message in 0..<8 {
      let signature = bytes(key) + [UInt8](repeating: 0, count: 32)
      #expect(!verify(signature, [UInt8(message)], bytes(key)))
      let identity = [1] + [UInt8](repeating: 0, count: 63)
      #expect(!verify(identity, [UInt8(message)], bytes(key)))
    }
  }

  /// 1 is the identity's y; 2^255 - 18 is the same number, written another way.
  @Test func keyThatIsNotInTheOneFormIsRefused() {
    let signature = [UInt8](repeating: 0, count: 64)
    #expect(
      !verify(
        signature, [], bytes("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")))
    #expect(
      !verify(
        signature, [], bytes("0100000000000000000000000000000000000000000000000000000000000080")))
  }

  /// 2 is the y of no point.
  @Test func keyThatIsNoPointIsRefused() {
    let key = [2] + [UInt8](repeating: 0, count: 31)
    #expect(!verify([UInt8](repeating: 0, count: 64), [], key))
  }

  @Test func shortSignatureIsRefused() {
    let signed = Signed.published[0]
    #expect(!verify(Array(bytes(signed.signature)[..<63]), [], bytes(signed.key)))
  }

  /// Fresh keys of swift-crypto's: they reach limbs that the published ones do not.
  @Test func agreesWithSwiftCrypto() throws {
    for round in 0..<16 {
      let key = Curve25519.Signing.PrivateKey()
      let message = (0..<round * 5).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let signature = Array(try key.signature(for: message))
      let told = "key \(Array(key.rawRepresentation))"
      #expect(verify(signature, message, Array(key.publicKey.rawRepresentation)), "\(told)")
      #expect(!verify(signature, message + [0], Array(key.publicKey.rawRepresentation)), "\(told)")
    }
  }
}
