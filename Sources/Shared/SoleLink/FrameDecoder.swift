/// What a chunk between two delimiters turned out to be.
public enum ChunkKind: UInt8, Sendable, CaseIterable {
  /// A frame with the right CRC-32.
  case frame
  /// Too short to be a frame, encoded or decoded.
  case noise
  /// A COBS code points past the chunk's end: bytes are missing, or were changed.
  case cut
  /// Longer than any frame.
  case oversize
  /// The CRC-32 does not fit.
  case crcError
}

/// Finds frames in a stream of bytes, and counts what is none.
///
/// It holds at most one chunk: bytes in, chunks out. What it says does not depend on how the stream
/// is cut into pieces.
///
/// It can't be copied, and what the chip calls is mutating: a borrow of a large value is a copy on
/// the chip's stack, an inout is not.
public struct FrameDecoder: ~Copyable, Sendable {
  /// Counts since the decoder was made.
  public private(set) var counters = ChunkCounters()

  private var encoded = InlineArray<255, UInt8>(repeating: 0)
  private var decoded = InlineArray<255, UInt8>(repeating: 0)
  /// Bytes of the chunk so far; those past the longest frame are counted, not kept. A line that is
  /// stuck at something else than zero must not run the count over.
  private var chunkBytes: UInt32 = 0
  private var decodedBytes = 0

  public init() {}

  /// Takes one byte; where it ends a chunk, tells what that chunk was.
  ///
  /// After `.frame`, `frame` holds it until the next byte.
  public mutating func receive(_ byte: UInt8) -> ChunkKind? {
    guard byte == 0 else {
      if chunkBytes < FrameLimits.encodedBytes { encoded[Int(chunkBytes)] = byte }
      chunkBytes.countUp()
      return nil
    }
    guard chunkBytes > 0 else { return nil }
    let count = chunkBytes
    chunkBytes = 0
    guard count <= FrameLimits.encodedBytes else { return finish(.oversize, count) }
    return finish(
      Self.examine(encoded.span.bytes.extracting(first: Int(count)), &decoded, &decodedBytes),
      count)
  }

  /// The last frame without its CRC-32: type, sequence, payload.
  public var frame: RawSpan {
    @_lifetime(borrow self)
    borrowing get { decoded.span.bytes.extracting(first: decodedBytes) }
  }

  /// Type and sequence number of the last frame.
  public mutating func header() -> (type: UInt8, sequence: UInt8) { (decoded[0], decoded[1]) }

  /// Reads the payload of the last frame as the message it has to be.
  public mutating func payload<Message: WirePayload>(
    _: Message.Type
  ) throws(PayloadError) -> Message {
    let end = decodedBytes
    return try withUnsafeBytes(of: &decoded) { bytes throws(PayloadError) in
      try Message(payload: bytes.bytes.extracting(2..<end))
    }
  }

  /// The COBS-encoded bytes of the last chunk of `count` bytes, as far as they are kept.
  @_lifetime(borrow self)
  public func encodedBytes(_ count: UInt32) -> RawSpan {
    encoded.span.bytes.extracting(first: Int(min(count, UInt32(FrameLimits.encodedBytes))))
  }

  /// Bytes of a chunk that has not ended yet.
  public var pendingBytes: UInt32 { chunkBytes }

  /// Takes many bytes, and hands over each chunk that ends within them.
  ///
  /// - Parameters:
  ///   - bytes: any piece of the stream.
  ///   - body: is given the kind, the chunk as it came (COBS-encoded, without delimiters; of an
  ///     oversize one its first 255 bytes), and the frame without CRC-32 (empty if it is none).
  public mutating func receive(
    _ bytes: RawSpan, _ body: (_ kind: ChunkKind, _ encoded: RawSpan, _ frame: RawSpan) -> Void
  ) {
    var offset = 0
    let count = bytes.byteCount
    while offset < count {
      let length = Self.lengthToDelimiter(bytes, from: offset)
      if chunkBytes == 0, offset + length < count, length <= FrameLimits.encodedBytes {
        if length > 0 { examineInPlace(bytes.extracting(offset..<offset + length), body) }
        offset += length + 1
      } else {
        for index in offset..<min(offset + length + 1, count) {
          let byte = bytes.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
          let held = chunkBytes
          if let kind = receive(byte) { handOver(kind, held, body) }
        }
        offset += length + 1
      }
    }
  }

  private mutating func examineInPlace(
    _ chunk: RawSpan, _ body: (ChunkKind, RawSpan, RawSpan) -> Void
  ) {
    let kind = finish(Self.examine(chunk, &decoded, &decodedBytes), UInt32(chunk.byteCount))
    body(kind, chunk, frameBytes(of: kind))
  }

  private func handOver(
    _ kind: ChunkKind, _ held: UInt32, _ body: (ChunkKind, RawSpan, RawSpan) -> Void
  ) {
    body(kind, encodedBytes(held), frameBytes(of: kind))
  }

  @_lifetime(borrow self)
  private borrowing func frameBytes(of kind: ChunkKind) -> RawSpan {
    decoded.span.bytes.extracting(first: kind == .frame ? decodedBytes : 0)
  }

  private mutating func finish(_ kind: ChunkKind, _ bytes: UInt32) -> ChunkKind {
    counters.count(kind, bytes)
    return kind
  }

  private static func examine(
    _ chunk: RawSpan, _ decoded: inout InlineArray<255, UInt8>, _ decodedBytes: inout Int
  ) -> ChunkKind {
    guard chunk.byteCount >= FrameLimits.shortestEncodedBytes else { return .noise }
    var output = decoded.mutableSpan
    guard COBS.decode(chunk, into: &output) else { return .cut }
    let length = chunk.byteCount - 1
    let isRight = withUnsafeBytes(of: &decoded) { bytes in
      let contents = bytes.bytes.extracting(first: length - 4)
      return CRC32.checksum(contents) == bytes.bytes.uint32(at: length - 4)
    }
    guard isRight else { return .crcError }
    decodedBytes = length - 4
    return .frame
  }

  private static func lengthToDelimiter(_ bytes: RawSpan, from start: Int) -> Int {
    var index = start
    let count = bytes.byteCount
    while index < count,
      bytes.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self) != 0
    {
      index += 1
    }
    return index - start
  }
}
