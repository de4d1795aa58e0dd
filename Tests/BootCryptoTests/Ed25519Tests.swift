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
    Signed(
      name: "TEST 1024",
      key: "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
      message: """
        08b8b2b733424243760fe426a4b54908632110a66c2f6591eabd3345e3e4eb98fa6e264bf09efe12ee50f8f5
        4e9f77b1e355f6c50544e23fb1433ddf73be84d879de7c0046dc4996d9e773f4bc9efe5738829adb26c81b37
        c93a1b270b20329d658675fc6ea534e0810a4432826bf58c941efb65d57a338bbd2e26640f89ffbc1a858efc
        b8550ee3a5e1998bd177e93a7363c344fe6b199ee5d02e82d522c4feba15452f80288a821a579116ec6dad2b
        3b310da903401aa62100ab5d1a36553e06203b33890cc9b832f79ef80560ccb9a39ce767967ed628c6ad573c
        b116dbefefd75499da96bd68a8a97b928a8bbc103b6621fcde2beca1231d206be6cd9ec7aff6f6c94fcd7204
        ed3455c68c83f4a41da4af2b74ef5c53f1d8ac70bdcb7ed185ce81bd84359d44254d95629e9855a94a7c1958
        d1f8ada5d0532ed8a5aa3fb2d17ba70eb6248e594e1a2297acbbb39d502f1a8c6eb6f1ce22b3de1a1f40cc24
        554119a831a9aad6079cad88425de6bde1a9187ebb6092cf67bf2b13fd65f27088d78b7e883c8759d2c4f5c6
        5adb7553878ad575f9fad878e80a0c9ba63bcbcc2732e69485bbc9c90bfbd62481d9089beccf80cfe2df16a2
        cf65bd92dd597b0707e0917af48bbb75fed413d238f5555a7a569d80c3414a8d0859dc65a46128bab27af87a
        71314f318c782b23ebfe808b82b0ce26401d2e22f04d83d1255dc51addd3b75a2b1ae0784504df543af8969b
        e3ea7082ff7fc9888c144da2af58429ec96031dbcad3dad9af0dcbaaaf268cb8fcffead94f3c7ca495e056a9
        b47acdb751fb73e666c6c655ade8297297d07ad1ba5e43f1bca32301651339e22904cc8c42f58c30c04aafdb
        038dda0847dd988dcda6f3bfd15c4b4c4525004aa06eeff8ca61783aacec57fb3d1f92b0fe2fd1a85f672451
        7b65e614ad6808d6f6ee34dff7310fdc82aebfd904b01e1dc54b2927094b2db68d6f903b68401adebf5a7e08
        d78ff4ef5d63653a65040cf9bfd4aca7984a74d37145986780fc0b16ac451649de6188a7dbdf191f64b5fc5e
        2ab47b57f7f7276cd419c17a3ca8e1b939ae49e488acba6b965610b5480109c8b17b80e1b7b750dfc7598d5d
        5011fd2dcc5600a32ef5b52a1ecc820e308aa342721aac0943bf6686b64b2579376504ccc493d97e6aed3fb0
        f9cd71a43dd497f01f17c0e2cb3797aa2a2f256656168e6c496afc5fb93246f6b1116398a346f1a641f3b041
        e989f7914f90cc2c7fff357876e506b50d334ba77c225bc307ba537152f3f1610e4eafe595f6d9d90d11faa9
        33a15ef1369546868a7f3a45a96768d40fd9d03412c091c6315cf4fde7cb68606937380db2eaaa707b4c4185
        c32eddcdd306705e4dc1ffc872eeee475a64dfac86aba41c0618983f8741c5ef68d3a101e8a3b8cac60c905c
        15fc910840b94c00a0b9d0
        """,
      signature: """
        0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec350aa5371b1508f9f45
        28ecea23c436d94b5e8fcd4f681e30a6ac00a9704a188a03
        """),
    Signed(
      name: "TEST SHA(abc)",
      key: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
      message: """
        ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a8
        36ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f
        """,
      signature: """
        dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ec
        fdfbc7c66431e0303dca179c138ac17ad9bef1177331a704
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
