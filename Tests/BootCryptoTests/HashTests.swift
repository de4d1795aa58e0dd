import BootCrypto
import Crypto
import Testing

/// Against FIPS 180-4's own examples, and against swift-crypto at every length of two blocks.
@Suite struct HashTests {
  @Test func sha256OfTheStandardsExample() {
    var hash = BootCrypto.SHA256()
    hash.add(Array("abc".utf8).span.bytes)
    #expect(
      hash.finished().array
        == bytes("ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad"))
  }

  @Test func sha512OfTheStandardsExample() {
    var hash = BootCrypto.SHA512()
    hash.add(Array("abc".utf8).span.bytes)
    #expect(
      hash.finished().array
        == bytes(
          """
          ddaf35a193617aba cc417349ae204131 12e6fa4e89a97ea2 0a9eeee64b55d39a
          2192992a274fc1a8 36ba3c23a3feebbd 454d4423643ce80e 2a9ac94fa54ca49f
          """))
  }

  @Test(arguments: 0...256)
  func everyLengthAroundABlock(length: Int) {
    let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
    var short = BootCrypto.SHA256()
    short.add(message.span.bytes)
    #expect(short.finished().array == Array(Crypto.SHA256.hash(data: message)))
    var long = BootCrypto.SHA512()
    long.add(message.span.bytes)
    #expect(long.finished().array == Array(Crypto.SHA512.hash(data: message)))
  }
}
