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
    var records: [CaptureRecord] = []
    let (header, tornBytes) = try scan(path: path) { records.append($0) }
    return CaptureContents(header: header, records: records, tornBytes: tornBytes)
  }

  /// - Parameter path: what errors call the file.
  package static func read(_ data: Data, path: String) throws(CaptureError) -> CaptureContents {
    var records: [CaptureRecord] = []
    var pieces = CapturePieces(path: path)
    let passed = try pieces.take(data.bytes) { records.append($0) }
    return CaptureContents(
      header: try pieces.wholeHeader(of: data.count), records: records,
      tornBytes: data.count - passed)
  }

  /// Hands over what a capture holds, record by record: a long one need not be in memory at once.
  package static func scan(
    path: String, _ body: (CaptureRecord) -> Void
  ) throws(CaptureError) -> (header: CaptureHeader, tornBytes: Int) {
    var pieces = CapturePieces(path: path)
    var waiting = Data()
    var size = 0
    try read(path) { piece throws(CaptureError) in
      waiting += piece
      size += piece.count
      let passed = try pieces.take(waiting.bytes, body)
      waiting = Data(waiting.dropFirst(passed))
      return true
    }
    return (try pieces.wholeHeader(of: size), waiting.count)
  }

  /// What a capture says of itself.
  package static func header(path: String) throws(CaptureError) -> CaptureHeader {
    var pieces = CapturePieces(path: path)
    var start = Data()
    try read(path) { piece throws(CaptureError) in
      start += piece
      _ = try pieces.take(start.bytes, upToHeader: true) { _ in }
      return pieces.header == nil
    }
    return try pieces.wholeHeader(of: start.count)
  }

  private static let pieceBytes = 1 << 20

  /// Hands over a file piece by piece, an empty one at its end, for as long as more is wanted.
  private static func read(
    _ path: String, _ body: (Data) throws(CaptureError) -> Bool
  ) throws(CaptureError) {
    let file: FileHandle
    do {
      file = try FileHandle(forReadingFrom: URL(filePath: path))
    } catch {
      throw .read(path: path, cause: SystemCause.of(error))
    }
    var wantsMore = true
    while wantsMore {
      let piece: Data
      do {
        piece = try file.read(upToCount: pieceBytes) ?? Data()
      } catch {
        throw .read(path: path, cause: SystemCause.of(error))
      }
      wantsMore = try body(piece) && !piece.isEmpty
    }
  }
}

/// A capture that comes in pieces: whole blocks in, records out.
private struct CapturePieces: ~Copyable {
  private(set) var header: CaptureHeader?
  private let path: String
  private var decoder = FrameDecoder()
  /// Bytes of the blocks that were taken.
  private var base = 0

  init(path: String) { self.path = path }

  /// Takes the blocks that are whole, and returns how many bytes they were: the rest comes again in
  /// front of the next piece.
  mutating func take(
    _ bytes: RawSpan, upToHeader: Bool = false, _ body: (CaptureRecord) -> Void
  ) throws(CaptureError) -> Int {
    var blocks = BlockCursor(bytes, path: path, from: base)
    while !(upToHeader && header != nil), let block = try blocks.next() {
      guard let header else {
        self.header = try Self.header(block.body, path)
        continue
      }
      switch block.type {
      case Pcapng.enhancedPacket: body(try Self.record(block, header, &decoder, path))
      case Pcapng.sectionHeader:
        throw .foreign(path: path, offset: block.offset, cause: "a second section starts here")
      default: continue
      }
    }
    base += blocks.passed
    return blocks.passed
  }

  /// The header, where the file was long enough for one.
  func wholeHeader(of byteCount: Int) throws(CaptureError) -> CaptureHeader {
    if let header { return header }
    let cause =
      byteCount < 12
      ? "it is too short for a section header" : "it ends within its section header"
    throw .foreign(path: path, offset: 0, cause: cause)
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
