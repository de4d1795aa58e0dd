import Capture
import Foundation
import SoleLink
import Testing

/// What is no capture of solerig's is refused, with the place and the cause.
struct ForeignFileTests {
  private func refusal(_ bytes: [UInt8]) throws -> (offset: Int, cause: String) {
    let error = #expect(throws: CaptureError.self) {
      try CaptureReader.read(Data(bytes), path: "other.pcapng")
    }
    guard case .foreign("other.pcapng", let offset, let cause) = try #require(error) else {
      Issue.record("another error: \(String(describing: error))")
      return (-1, "")
    }
    return (offset, cause)
  }

  private static func header(comment: String?) -> PcapngBlock {
    var body = little(UInt32(0x1A2B_3C4D)) + little(UInt32(1)) + little(UInt64.max)
    if let comment {
      body += little(UInt16(1)) + little(UInt16(comment.utf8.count)) + Array(comment.utf8)
      body += [UInt8](repeating: 0, count: (4 - comment.utf8.count % 4) % 4)
    }
    // What dumpcap writes: shb_hardware, shb_userappl.
    body += little(UInt16(4)) + little(UInt16(7)) + Array("Dumpcap".utf8) + [0] + little(UInt32(0))
    return PcapngBlock(type: 0x0A0D_0D0A, body: body)
  }

  private func sampleBlocks() throws -> [PcapngBlock] {
    try PcapngBlock.all(of: Array(SampleCapture.bytes()))
  }

  @Test func aCaptureOfWireshark() throws {
    let plain = try refusal(Self.header(comment: nil).bytes)
    #expect(plain.offset == 0 && plain.cause.contains("no comment of solerig's"))
    let commented = try refusal(Self.header(comment: "taken in the lab").bytes)
    #expect(commented.offset == 0 && commented.cause.contains("is not solerig's"))
  }

  @Test func aCaptureOfAnotherFormat() throws {
    var header = SampleCapture.header
    header.format = "solerig-capture/9"
    var writer = try CaptureWriter(header)
    var bytes: [UInt8] = []
    writer.drain { bytes = Array($0) }
    let refused = try refusal(bytes)
    #expect(refused.cause.contains("solerig-capture/9"))
    #expect(refused.cause.contains("solerig-capture/1"))
  }

  @Test func aBigEndianFile() throws {
    var bytes = try Array(SampleCapture.bytes())
    bytes[8...11].reverse()
    let refused = try refusal(bytes)
    #expect(refused.offset == 0 && refused.cause.contains("little-endian"))
  }

  @Test(arguments: [
    "name,time\n1,2\n3,4\n", "{\"run\": 1}\n{}\n", "\u{D4}\u{C3}\u{B2}\u{A1} old pcap",
  ])
  func aFileOfAnotherKind(text: String) throws {
    let refused = try refusal(Array(text.utf8))
    #expect(refused.offset == 0 && refused.cause.contains("pcapng"))
  }

  @Test func aSecondSection() throws {
    let bytes = try Array(SampleCapture.bytes())
    let refused = try refusal(bytes + bytes)
    #expect(refused.offset == bytes.count && refused.cause.contains("second section"))
  }

  @Test(arguments: [0, 4, 8, 11, 13, 1 << 28 + 4, Int(UInt32.max)])
  func aBlockWithALyingLength(length: Int) throws {
    var bytes = try Array(SampleCapture.bytes())
    let offset = try sampleBlocks().prefix(3).map(\.bytes.count).reduce(0, +)
    bytes.replaceSubrange(offset + 4..<offset + 8, with: little(UInt32(length)))
    let refused = try refusal(bytes)
    #expect(refused.offset == offset && refused.cause.contains("\(length) bytes"))
  }

  @Test func aBlockWhoseTwoLengthsDiffer() throws {
    var bytes = try Array(SampleCapture.bytes())
    let blocks = try sampleBlocks()
    let offset = blocks.prefix(3).map(\.bytes.count).reduce(0, +)
    bytes[offset + blocks[3].bytes.count - 4] ^= 4
    let refused = try refusal(bytes)
    #expect(refused.offset == offset && refused.cause.contains("two lengths differ"))
  }

  @Test func aPacketThatIsLongerThanItsBlock() throws {
    var blocks = try sampleBlocks()
    blocks[3].body.replaceSubrange(12..<16, with: little(UInt32.max))
    let refused = try refusal(blocks.flatMap(\.bytes))
    #expect(refused.offset == blocks.prefix(3).map(\.bytes.count).reduce(0, +))
    #expect(refused.cause.contains("longer than its block"))
  }

  @Test func aPacketBlockWithoutAPacket() throws {
    var blocks = try sampleBlocks()
    blocks[3].body = little(UInt32(0))
    #expect(try refusal(blocks.flatMap(\.bytes)).cause.contains("too short"))
  }

  @Test func anEventThatIsNone() throws {
    let text = Array("{\"event\":\"no_such\"}.".utf8)
    var blocks = try sampleBlocks()
    blocks.append(
      PcapngBlock(
        type: 6,
        body: little(UInt32(1)) + little(UInt64(0)) + little(UInt32(text.count))
          + little(UInt32(text.count)) + text))
    let refused = try refusal(blocks.flatMap(\.bytes))
    #expect(refused.offset == blocks.dropLast().map(\.bytes.count).reduce(0, +))
    #expect(refused.cause.contains("rig event"))
  }

  /// Options may lie, too: a flags option of two bytes, or one that reaches past its block.
  @Test(arguments: [0, 1, 2, 3, 5, 65_535])
  func aPacketWhoseFlagsLie(length: Int) throws {
    var blocks = try sampleBlocks()
    let frame = SampleCapture.chunks[0].line
    let padding = [UInt8](repeating: 0, count: (4 - frame.count % 4) % 4)
    blocks[3].body =
      little(UInt32(0)) + little(UInt64(0)) + little(UInt32(frame.count))
      + little(UInt32(frame.count)) + frame + padding + little(UInt16(2))
      + little(UInt16(length)) + [1, 0]
      + [UInt8](repeating: 0, count: 2)
    let contents = try CaptureReader.read(Data(blocks.flatMap(\.bytes)), path: "other.pcapng")
    guard case .chunk(let chunk) = contents.records[0].body else {
      Issue.record("the packet is gone")
      return
    }
    #expect(chunk.kind == .frame)
  }

  /// Blocks that pcapng has and solerig does not write, and those of later drafts, are passed over.
  @Test func blocksOfOtherKindsAreNoHarm() throws {
    var blocks = try sampleBlocks()
    for type: UInt32 in [4, 5, 0x0BAD, 0x8000_0001] {
      blocks.insert(PcapngBlock(type: type, body: [1, 2, 3, 4]), at: 3)
    }
    let contents = try CaptureReader.read(Data(blocks.flatMap(\.bytes)), path: "other.pcapng")
    #expect(contents.records.count == SampleCapture.chunks.count + SampleCapture.events.count)
  }

  /// Any byte may be wrong: the reader answers or refuses, and never traps.
  @Test func aFlippedByteAnywhereIsReadOrRefused() throws {
    let bytes = try Array(SampleCapture.bytes())
    for index in bytes.indices {
      for mask: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = bytes
        damaged[index] ^= mask
        _ = try? CaptureReader.read(Data(damaged), path: "damaged.pcapng")
      }
    }
  }

  @Test func aFileThatIsNotThereOrNoFile() {
    let missing = #expect(throws: CaptureError.self) {
      try CaptureReader.read(path: "/nonexistent/x.pcapng")
    }
    #expect("\(missing as Any)".contains("/nonexistent/x.pcapng"))
    #expect(throws: CaptureError.self) { try CaptureReader.read(path: "/tmp") }
  }
}
