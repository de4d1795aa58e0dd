import SoleLink
import TestSupport
import Testing

@Suite("Streams of an independent implementation")
struct StreamVectorTests {
  @Test("whole", arguments: Vectors.streams)
  func whole(_ stream: Vectors.Stream) {
    check(ChunkLog.cut(stream.bytes.bytes, at: []), stream)
  }

  @Test("byte by byte", arguments: Vectors.streams)
  func byByte(_ stream: Vectors.Stream) {
    check(ChunkLog.byByte(stream.bytes.bytes), stream)
  }

  @Test("as a batch of one byte each", arguments: Vectors.streams)
  func batchOfOne(_ stream: Vectors.Stream) {
    let bytes = stream.bytes.bytes
    check(ChunkLog.cut(bytes, at: Array(bytes.indices)), stream)
  }

  @Test("in pieces of 2, 3, 6, 64 and 255 bytes", arguments: Vectors.streams)
  func batches(_ stream: Vectors.Stream) {
    let bytes = stream.bytes.bytes
    for size in [2, 3, 6, 64, 255] {
      let cuts = Array(Swift.stride(from: 0, to: bytes.count, by: size))
      check(ChunkLog.cut(bytes, at: cuts), stream)
    }
  }

  @Test("at random cuts", arguments: Vectors.streams)
  func randomCuts(_ stream: Vectors.Stream) {
    let seed = TestSeed.next()
    var random = TestRandom(seed: seed)
    let bytes = stream.bytes.bytes
    for _ in 0..<20 {
      let count = Int.random(in: 0...8, using: &random)
      let cuts = (0..<count).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
      #expect(
        ChunkLog.cut(bytes, at: cuts) == ChunkLog.byByte(bytes),
        "cuts \(cuts); again with SOLERIG_TEST_SEED=\(seed)")
    }
  }

  @Test("messages and what is wrong with them", arguments: Vectors.streams)
  func messages(_ stream: Vectors.Stream) throws {
    var unknown: UInt32 = 0
    var malformed: UInt32 = 0
    let frames = ChunkLog.byByte(stream.bytes.bytes).entries.filter { $0.kind == .frame }
    let expected = stream.chunks.filter { $0.kind == "frame" }
    try #require(frames.count == expected.count)
    for (entry, chunk) in zip(frames, expected) {
      let outcome = read(entry.frame, stream.from)
      #expect(outcome == chunk.message)
      if outcome == "unknown_type" { unknown += 1 }
      if outcome == "malformed_payload" { malformed += 1 }
    }
    #expect(unknown == stream.counters.unknownTypes)
    #expect(malformed == stream.counters.malformedPayloads)
  }

  private func read(_ frame: [UInt8], _ sender: Vectors.Sender) -> String? {
    do throws(PayloadError) {
      let bytes = frame.span.bytes
      let message = try LinkMessage(
        sender, type: frame[0], payload: bytes.extracting(droppingFirst: 2))
      return WireNumbers.messages.first { $0.number == message.messageType }?.name
    } catch {
      if case .unknownType = error { return "unknown_type" }
      return "malformed_payload"
    }
  }

  private func check(_ log: ChunkLog, _ stream: Vectors.Stream) {
    #expect(log.entries.map(\.kind.vectorName) == stream.chunks.map(\.kind))
    #expect(log.entries.map(\.encoded.count) == stream.chunks.map { min($0.bytes, 255) })
    #expect(log.entries.map(\.frame) == stream.chunks.map { $0.frame?.bytes ?? [] })
    #expect(log.pendingBytes == stream.pendingBytes)
    let counters = log.counters
    #expect(counters.frames == stream.counters.frames)
    #expect(counters.noiseChunks == stream.counters.noiseChunks)
    #expect(counters.cutFrames == stream.counters.cutFrames)
    #expect(counters.oversizeFrames == stream.counters.oversizeFrames)
    #expect(counters.crcErrors == stream.counters.crcErrors)
    #expect(counters.discardedBytes == stream.counters.discardedBytes)
  }
}

extension ChunkKind {
  fileprivate var vectorName: String {
    switch self {
    case .frame: "frame"
    case .noise: "noise"
    case .cut: "cut"
    case .oversize: "oversize"
    case .crcError: "crc_error"
    }
  }
}
