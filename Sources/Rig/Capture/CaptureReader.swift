package import Foundation
package import SoleLink
internal import Wording

/// A capture as it was read: its header, and all that it holds, in order.
package struct CaptureContents: Sendable {
  package var header: CaptureHeader
  package var records: [CaptureRecord]
  /// Bytes behind the last whole block: a capture that was cut off.
  package var tornBytes: Int
}

/// One thing that a capture holds.
package struct CaptureRecord: Sendable {
  /// Nanoseconds since the capture's start.
  package var time: UInt64
  package var body: Body

  package enum Body: Sendable {
    case chunk(Chunk)
    case event(RigEvent)
  }

  /// What stood between two delimiters of the line.
  package struct Chunk: Sendable {
    package var direction: Direction
    package var kind: ChunkKind
    /// COBS-encoded bytes, of an oversize chunk the first 255.
    package var encoded: [UInt8]
    /// How many bytes there were.
    package var length: Int
    /// Sequence number of a good frame.
    package var sequence: UInt8
    package var message: Message
  }

  /// What a good frame says; what it is not, in words.
  package enum Message: Sendable, Equatable {
    case host(HostMessage)
    case chip(ChipMessage)
    case none
    case invalid(PayloadError)
  }
}

/// Reads captures, to the last whole block.
package enum CaptureReader {
  package static func read(path: String) throws(CaptureError) -> CaptureContents {
    try read(try contents(path), path: path)
  }

  /// - Parameter path: what errors call the file.
  package static func read(_ data: Data, path: String) throws(CaptureError) -> CaptureContents {
    var records: [CaptureRecord] = []
    let (header, tornBytes) = try scan(data, path: path) { records.append($0) }
    return CaptureContents(header: header, records: records, tornBytes: tornBytes)
  }

  /// Hands over what a capture holds, record by record: a long one need not be in memory at once.
  package static func scan(
    path: String, _ body: (CaptureRecord) -> Void
  ) throws(CaptureError) -> (header: CaptureHeader, tornBytes: Int) {
    try scan(try contents(path), path: path, body)
  }

  /// What a capture says of itself.
  package static func header(path: String) throws(CaptureError) -> CaptureHeader {
    let data = try contents(path)
    var blocks = BlockCursor(data.bytes, path: path)
    return try header(&blocks, data.count, path)
  }

  private static func header(
    _ blocks: inout BlockCursor, _ byteCount: Int, _ path: String
  ) throws(CaptureError) -> CaptureHeader {
    guard let first = try blocks.next() else {
      let cause =
        byteCount < 12
        ? "it is too short for a section header" : "it ends within its section header"
      throw .foreign(path: path, offset: 0, cause: cause)
    }
    return try header(first.body, path)
  }

  private static func contents(_ path: String) throws(CaptureError) -> Data {
    do {
      return try Data(contentsOf: URL(filePath: path))
    } catch {
      throw .read(path: path, cause: SystemCause.of(error))
    }
  }

  /// The same of a capture's bytes; `path` is what errors call it.
  package static func scan(
    _ data: Data, path: String, _ body: (CaptureRecord) -> Void
  ) throws(CaptureError) -> (header: CaptureHeader, tornBytes: Int) {
    var blocks = BlockCursor(data.bytes, path: path)
    let header = try header(&blocks, data.count, path)
    var decoder = FrameDecoder()
    while let block = try blocks.next() {
      switch block.type {
      case Pcapng.enhancedPacket:
        body(try record(block, header, &decoder, path))
      case Pcapng.sectionHeader:
        throw .foreign(path: path, offset: block.offset, cause: "a second section starts here")
      default: continue
      }
    }
    return (header, blocks.rest)
  }

  private static func header(_ body: RawSpan, _ path: String) throws(CaptureError) -> CaptureHeader
  {
    guard let comment = option(1, body, from: 16) else {
      throw .foreign(path: path, offset: 0, cause: "its section header has no comment of solerig's")
    }
    let header: CaptureHeader
    do {
      header = try JSONDecoder().decode(CaptureHeader.self, from: Data(comment))
    } catch {
      throw .foreign(
        path: path, offset: 0, cause: "the comment of its section header is not solerig's")
    }
    guard header.format == CaptureHeader.currentFormat else {
      throw .foreign(
        path: path, offset: 0,
        cause: "its format is \(header.format), this solerig reads \(CaptureHeader.currentFormat)")
    }
    return header
  }

  private static func record(
    _ block: BlockCursor.Block, _ header: CaptureHeader, _ decoder: inout FrameDecoder,
    _ path: String
  ) throws(CaptureError) -> CaptureRecord {
    let body = block.body
    guard body.byteCount >= 20 else {
      throw .foreign(path: path, offset: block.offset, cause: "a packet block is too short")
    }
    let interface = body.uint32(at: 0)
    let time = UInt64(body.uint32(at: 4)) << 32 | UInt64(body.uint32(at: 8))
    let captured = Int(body.uint32(at: 12))
    guard captured <= body.byteCount - 20 else {
      throw .foreign(path: path, offset: block.offset, cause: "a packet is longer than its block")
    }
    let data = body.extracting(20..<20 + captured)
    let elapsed = time &- header.startedEpochNanoseconds
    guard interface == 0 else {
      return CaptureRecord(time: elapsed, body: .event(try event(data, block.offset, path)))
    }
    let options = 20 + (captured + 3) / 4 * 4
    let flags = option(2, body, from: options)?.first ?? 0
    let chunk = chunk(
      data, length: Int(body.uint32(at: 16)), flags & 3 == 1 ? .toHost : .toChip, &decoder)
    return CaptureRecord(time: elapsed, body: .chunk(chunk))
  }

  /// What a chunk is comes from its bytes, not from the flags that stand beside it.
  private static func chunk(
    _ data: RawSpan, length: Int, _ direction: Direction, _ decoder: inout FrameDecoder
  ) -> CaptureRecord.Chunk {
    var kind = ChunkKind.oversize
    if length <= FrameLimits.encodedBytes {
      kind = .noise
      for offset in 0..<data.byteCount { _ = decoder.receive(data.uint8(at: offset)) }
      kind = decoder.receive(0) ?? .noise
    }
    var chunk = CaptureRecord.Chunk(
      direction: direction, kind: kind, encoded: data.array, length: length, sequence: 0,
      message: .none)
    guard kind == .frame else { return chunk }
    let frame = decoder.frame
    chunk.sequence = frame.uint8(at: 1)
    let payload = frame.extracting(droppingFirst: 2)
    do throws(PayloadError) {
      let type = frame.uint8(at: 0)
      chunk.message =
        direction == .toHost
        ? .chip(try ChipMessage(type: type, payload: payload))
        : .host(try HostMessage(type: type, payload: payload))
    } catch {
      chunk.message = .invalid(error)
    }
    return chunk
  }

  private static func event(
    _ data: RawSpan, _ offset: Int, _ path: String
  ) throws(CaptureError) -> RigEvent {
    do {
      return try JSONDecoder().decode(RigEvent.self, from: Data(data.array))
    } catch {
      throw .foreign(path: path, offset: offset, cause: "a rig event is not of solerig's: \(error)")
    }
  }

  private static func option(_ code: UInt16, _ body: RawSpan, from start: Int) -> [UInt8]? {
    var offset = start
    while offset + 4 <= body.byteCount {
      let found = body.uint16(at: offset)
      let length = Int(body.uint16(at: offset + 2))
      guard found != 0, offset + 4 + length <= body.byteCount else { return nil }
      if found == code { return body.extracting(offset + 4..<offset + 4 + length).array }
      offset += 4 + (length + 3) / 4 * 4
    }
    return nil
  }
}

extension RawSpan {
  var array: [UInt8] { withUnsafeBytes { Array($0) } }
}
