import SoleLink

/// What a decoder said of a stream, chunk by chunk.
struct ChunkLog: Equatable {
  struct Entry: Equatable {
    var kind: ChunkKind
    /// COBS-encoded bytes as they came; of an oversize chunk the first 255.
    var encoded: [UInt8]
    /// Type, sequence and payload of a good frame.
    var frame: [UInt8]
  }

  var entries: [Entry] = []
  var counters = ChunkCounters()
  var pendingBytes: UInt32 = 0

  /// Feeds a decoder one byte at a time.
  static func byByte(_ bytes: some Sequence<UInt8>) -> ChunkLog {
    var decoder = FrameDecoder()
    var log = ChunkLog()
    for byte in bytes {
      let held = decoder.pendingBytes
      guard let kind = decoder.receive(byte) else { continue }
      log.entries.append(
        Entry(
          kind: kind, encoded: decoder.encodedBytes(held).array,
          frame: kind == .frame ? decoder.frame.array : []))
    }
    log.finish(decoder)
    return log
  }

  /// Feeds a decoder pieces of a stream; the cuts are offsets in rising order.
  static func cut(_ bytes: [UInt8], at cuts: [Int]) -> ChunkLog {
    var decoder = FrameDecoder()
    var log = ChunkLog()
    var start = 0
    for end in cuts + [bytes.count] {
      // A copy of its own: reading past a piece must not find the rest of the stream.
      let piece = Array(bytes[start..<end])
      decoder.receive(piece.span.bytes) { kind, encoded, frame in
        log.entries.append(Entry(kind: kind, encoded: encoded.array, frame: frame.array))
      }
      start = end
    }
    log.finish(decoder)
    return log
  }

  private mutating func finish(_ decoder: borrowing FrameDecoder) {
    counters = decoder.counters
    pendingBytes = decoder.pendingBytes
  }
}
