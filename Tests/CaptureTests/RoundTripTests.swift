import Capture
import Foundation
import SoleLink
import Testing

/// What is written is read again, all of it.
struct RoundTripTests {
  @Test func everyChunkAndEventComesBack() throws {
    let contents = try CaptureReader.read(SampleCapture.bytes(), path: "sample")
    #expect(contents.header == SampleCapture.header)
    #expect(contents.tornBytes == 0)
    let chunks = SampleCapture.chunks
    let events = SampleCapture.events
    try #require(contents.records.count == chunks.count + events.count)
    for (index, record) in contents.records.enumerated() {
      #expect(record.time == SampleCapture.elapsed(index))
      switch record.body {
      case .chunk(let chunk):
        let expected = chunks[index]
        #expect(chunk.kind == expected.kind)
        #expect(chunk.direction == expected.direction)
        #expect(chunk.encoded == expected.kept)
        #expect(chunk.length == expected.line.count)
        #expect(chunk.message == expected.message)
        #expect(chunk.sequence == (expected.kind == .frame ? 0xA7 : 0))
      case .event(let event): #expect(event == events[index - chunks.count])
      }
    }
  }

  @Test func everyKindOfChunkAndEventIsInTheSample() {
    #expect(Set(SampleCapture.chunks.map(\.kind)) == Set(ChunkKind.allCases))
    let directions = SampleCapture.chunks.map(\.direction)
    #expect(directions.contains(.toChip) && directions.contains(.toHost))
    let names = Set(SampleCapture.events.map { "\($0)".prefix { $0 != "(" } })
    #expect(names.count == 16, "a kind of event is new: put one into the sample")
  }

  /// What a chunk is comes from its bytes: no decoder state of one leaks into the next.
  @Test func theKindOfAChunkDoesNotDependOnTheOneBefore() throws {
    for first in SampleCapture.chunks {
      for second in SampleCapture.chunks {
        var writer = try CaptureWriter(SampleCapture.header)
        for chunk in [first, second] {
          writer.append(
            chunk.kind, chunk.kept.span.bytes, length: chunk.line.count, chunk.direction, at: 0)
        }
        var data = Data()
        writer.drain { data.append(contentsOf: $0) }
        let kinds = try CaptureReader.read(data, path: "pair").records.map { record -> ChunkKind? in
          if case .chunk(let chunk) = record.body { chunk.kind } else { nil }
        }
        #expect(kinds == [first.kind, second.kind])
      }
    }
  }

  @Test func theSameRunGivesTheSameBytes() throws {
    #expect(try SampleCapture.bytes() == SampleCapture.bytes())
  }

  /// Read by hand, at the offsets of the pcapng draft: sections 4.1, 4.2 and 4.3.
  @Test func theBlocksAreThoseOfPcapng() throws {
    let blocks = try PcapngBlock.all(of: Array(SampleCapture.bytes()))
    #expect(blocks.prefix(4).map(\.type) == [0x0A0D_0D0A, 1, 1, 6])
    #expect(blocks[0].number(at: 0) == 0x1A2B_3C4D)
    #expect(blocks[0].number(at: 4) == 1, "version 1.0")
    #expect(blocks[1].number(at: 0) == 147, "USER0")
    #expect(blocks[2].number(at: 0) == 148, "USER1")
    #expect(blocks[1].options(from: 8)[9] == [9], "times count nanoseconds")
    let packets = blocks.dropFirst(3)
    for (packet, chunk) in zip(packets, SampleCapture.chunks) {
      #expect(packet.number(at: 0) == 0)
      #expect(packet.number(at: 12) == UInt32(chunk.kept.count))
      #expect(packet.number(at: 16) == UInt32(chunk.line.count))
      let flags = packet.options(from: 20 + (chunk.kept.count + 3) / 4 * 4)[2]
      #expect(flags == littleEndianFlags(chunk))
    }
    #expect(packets.dropFirst(SampleCapture.chunks.count).allSatisfy { $0.number(at: 0) == 1 })
  }

  @Test func timesAreNanosecondsSince1970() throws {
    let packet = try PcapngBlock.all(of: Array(SampleCapture.bytes()))[4]
    let time = UInt64(packet.number(at: 4)) << 32 | UInt64(packet.number(at: 8))
    #expect(time == 1_795_000_000_123_456_789 + 1_000_001)
  }

  /// epb_flags: bits 0 and 1 the direction, the upper half link-layer errors.
  private func littleEndianFlags(_ chunk: SampleCapture.Chunk) -> [UInt8] {
    let direction: UInt8 = chunk.direction == .toHost ? 1 : 2
    let error: UInt8 =
      switch chunk.kind {
      case .frame: 0
      case .crcError: 0x01
      case .oversize: 0x02
      case .noise: 0x04
      case .cut: 0x80
      }
    return [direction, 0, 0, error]
  }
}
