import BootWire
import Testing

private func items(_ bytes: [UInt8]) throws(CBORError) -> [CBORItem] {
  var cursor = CBORCursor()
  var items: [CBORItem] = []
  while cursor.offset < bytes.count { items.append(try cursor.next(in: bytes.span.bytes)) }
  return items
}

/// RFC 8949, appendix A, as far as it is spoken here.
@Suite struct CBORTests {
  @Test(
    arguments: [
      ([0x00], .unsigned(0)), ([0x17], .unsigned(23)), ([0x18, 0x18], .unsigned(24)),
      ([0x18, 0x64], .unsigned(100)), ([0x19, 0x03, 0xE8], .unsigned(1000)),
      ([0x1A, 0x00, 0x0F, 0x42, 0x40], .unsigned(1_000_000)),
      ([0x1B, 0, 0, 0, 0xE8, 0xD4, 0xA5, 0x10, 0x00], .unsigned(1_000_000_000_000)),
      ([0x20], .negative(0)), ([0x38, 0x63], .negative(99)), ([0xF4], .boolean(false)),
      ([0xF5], .boolean(true)), ([0xF6], .null), ([0x40], .bytes(1..<1)), ([0x80], .array(0)),
      ([0xA0], .map(0)), ([0x9F], .array(nil)), ([0xBF], .map(nil)), ([0xFF], .end),
      ([0x64, 0x49, 0x45, 0x54, 0x46], .text(1..<5)),
    ] as [([UInt8], CBORItem)])
  func anItem(bytes: [UInt8], item: CBORItem) throws {
    #expect(try items(bytes) == [item])
  }

  @Test(
    arguments: [
      [0x18], [0x19, 0], [0x1A, 0, 0, 0], [0x44, 1, 2, 3], [0x61], [0x83], [0xA1], [0xBA, 1, 2],
      [0x5B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
      [0x9B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] as [[UInt8]])
  func cutItemIsTold(bytes: [UInt8]) {
    #expect(throws: CBORError.cut(offset: 0)) { try items(bytes) }
  }

  @Test(
    arguments: [
      [0x1C], [0x1F], [0x5F], [0x7F], [0xC0], [0xF0], [0xF9, 0, 0], [0xF7],
    ] as [[UInt8]])
  func whatSMPHasNoUseForIsTold(bytes: [UInt8]) {
    #expect(throws: CBORError.unsupported(offset: 0)) { try items(bytes) }
  }

  @Test func nestedItemsArePassedOver() throws {
    // [1, {"a": [2, 3]}, h'00'], then 7
    let bytes: [UInt8] = [
      0x83, 0x01, 0xBF, 0x61, 0x61, 0x9F, 0x02, 0x03, 0xFF, 0xFF, 0x41, 0x00, 0x07,
    ]
    var cursor = CBORCursor()
    try cursor.skip(in: bytes.span.bytes)
    #expect(try cursor.next(in: bytes.span.bytes) == .unsigned(7))
  }

  @Test func nestingHasABound() {
    let bytes = [UInt8](repeating: 0x81, count: 100) + [0]
    var cursor = CBORCursor()
    #expect(throws: CBORError.self) { try cursor.skip(in: bytes.span.bytes) }
  }
}

@Suite struct UploadRequestTests {
  /// As the PyPI package `smp` 4.2.0 writes it: off 42, sha "trust me bro", 64 bytes of data.
  private static let packet: [UInt8] =
    [0x0A, 0, 0, 0x74, 0, 1, 0x9A, 1, 0xA6, 0x63] + Array("len".utf8) + [0x0D, 0x63]
    + Array("off".utf8) + [0x18, 0x2A, 0x63] + Array("sha".utf8) + [0x6C]
    + Array("trust me bro".utf8)
    + [0x64] + Array("data".utf8) + [0x58, 0x40] + (0..<64) + [0x65] + Array("image".utf8)
    + [0x00, 0x67] + Array("upgrade".utf8) + [0xF4]

  @Test func theHeaderIsRead() throws {
    let parsed = SMPHeader(parsing: Self.packet.span.bytes)
    let header = try #require(parsed)
    #expect(
      header
        == SMPHeader(
          .write, version: 1, group: 1, command: 1, sequence: 0x9A, payloadBytes: 0x74))
    let encoded = header.encoded()
    #expect((0..<8).map { encoded[$0] } == Array(Self.packet[..<8]))
  }

  /// Its hash is a text, which the protocol does not have: it is passed over.
  @Test func aHashThatIsNoByteStringIsNone() throws {
    #expect(try UploadRequest(parsing: Self.packet.span.bytes).hash == nil)
  }

  @Test func theRequestIsRead() throws {
    var packet = Self.packet
    packet[24] = 0x4C
    let request = try UploadRequest(parsing: packet.span.bytes)
    #expect(request.offset == 42 && request.imageBytes == 13 && request.image == 0)
    #expect(Array(packet[request.data]) == Array(0..<64))
    #expect(request.hash.map { Array(packet[$0]) } == Array("trust me bro".utf8))
    #expect(!request.allowsContract && !request.allowsDowngrade)
  }

  @Test func everyCutRequestIsTold() {
    var packet = Self.packet
    packet[24] = 0x4C
    for length in 8..<packet.count {
      let cut = Array(packet[..<length])
      let header = SMPHeader(parsing: cut.span.bytes)
      #expect(header == nil)
      #expect(throws: CBORError.self) { try UploadRequest(parsing: cut.span.bytes) }
    }
  }

  @Test func whatIsWrittenIsRead() throws {
    var packet = SMPPacket<200>()
    packet.startMap()
    packet.put("off")
    packet.put(70_000)
    packet.put("surprise")
    packet.startArray()
    packet.put(true)
    packet.end()
    packet.put("downgrade")
    packet.put(true)
    packet.put("data")
    packet.put(bytes: [UInt8](1...30).span.bytes)
    packet.end()
    packet.finish(.write, group: 1, command: 1, sequence: 3)
    let isFull = packet.isFull
    #expect(!isFull)
    let bytes = packet.bytes.withUnsafeBytes { Array($0) }
    let request = try UploadRequest(parsing: bytes.span.bytes)
    #expect(request.offset == 70_000 && request.allowsDowngrade && request.imageBytes == nil)
    #expect(Array(bytes[request.data]) == Array(1...30))
  }

  @Test(arguments: [
    (ImageVersion(major: 1, minor: 2, revision: 3), "1.2.3"),
    (ImageVersion(major: 0, minor: 10, revision: 205, build: 7), "0.10.205.7"),
    (
      ImageVersion(major: 255, minor: 255, revision: 65_535, build: 4_294_967_295),
      "255.255.65535.4294967295"
    ),
  ])
  func aVersionIsText(version: ImageVersion, text: String) throws {
    var packet = SMPPacket<64>()
    packet.put(version)
    let bytes = packet.bytes.withUnsafeBytes { Array($0) }
    var cursor = CBORCursor(offset: 8)
    guard case .text(let range) = try cursor.next(in: bytes.span.bytes) else {
      Issue.record("no text")
      return
    }
    #expect(String(decoding: bytes[range], as: UTF8.self) == text)
    #expect(cursor.offset == bytes.count)
  }

  @Test func whatDoesNotFitIsTold() {
    var packet = SMPPacket<12>()
    packet.put("four")
    let isFull = packet.isFull
    let count = packet.count
    #expect(isFull && count == 12)
  }
}
