package import Foundation
package import SoleLink

/// Which way something went.
package enum Direction: String, Codable, Sendable {
  case toChip = "to_chip"
  case toHost = "to_host"
}

/// Puts a capture together, block by block: what went over the line on one interface, what the rig
/// knows on another.
///
/// It makes bytes; whoever owns the file takes them with `drain`.
package struct CaptureWriter {
  private var blocks = PcapngBlocks()
  private let header: CaptureHeader
  private let json = JSONEncoder.deterministic

  package init(_ header: CaptureHeader) throws {
    self.header = header
    let about = String(decoding: try json.encode(header), as: UTF8.self)
    blocks.sectionHeader([
      .text(1, about), .text(3, header.host), .text(4, header.writer),
    ])
    blocks.interface(
      linkType: Pcapng.linkTypeUser0, name: "line",
      description: "What stood between two delimiters of the sole link, COBS-encoded")
    blocks.interface(
      linkType: Pcapng.linkTypeUser1, name: "rig", description: "Rig events, JSON")
  }

  /// Bytes that wait to be taken.
  package var pendingByteCount: Int { blocks.bytes.count }

  /// Hands over the bytes so far; they end with a whole block.
  package mutating func drain(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try blocks.bytes.withUnsafeBytes(body)
    blocks.removeAll()
  }

  /// Adds a chunk of the line.
  ///
  /// - Parameters:
  ///   - encoded: its bytes between the delimiters, of an oversize one the first 255.
  ///   - length: how many there were.
  ///   - monotonic: CLOCK_MONOTONIC_RAW in nanoseconds.
  package mutating func append(
    _ kind: ChunkKind, _ encoded: RawSpan, length: Int, _ direction: Direction, at monotonic: UInt64
  ) {
    blocks.packet(
      interface: 0, time: epoch(monotonic), data: encoded, length: length,
      flags: direction.flags | kind.flags)
  }

  /// Adds a frame that goes out whole.
  package mutating func append(_ frame: borrowing WireFrame, at monotonic: UInt64) {
    let bytes = frame.bytes
    append(
      .frame, bytes.extracting(1..<bytes.byteCount - 1), length: bytes.byteCount - 2, .toChip,
      at: monotonic)
  }

  /// Adds what the rig knows.
  package mutating func append(_ event: RigEvent, at monotonic: UInt64) throws {
    let data = try json.encode(event)
    blocks.packet(
      interface: 1, time: epoch(monotonic), data: data.bytes, length: data.count, flags: 0)
  }

  private func epoch(_ monotonic: UInt64) -> UInt64 {
    header.startedEpochNanoseconds &+ monotonic &- header.startedMonotonicNanoseconds
  }
}

extension Direction {
  /// epb_flags, bits 0 and 1.
  var flags: UInt32 { self == .toHost ? 1 : 2 }
}

extension ChunkKind {
  /// Link-layer errors of epb_flags: symbol error, too short, too long, CRC error.
  var flags: UInt32 {
    switch self {
    case .frame: 0
    case .crcError: 1 << 24
    case .oversize: 1 << 25
    case .noise: 1 << 26
    case .cut: 1 << 31
    }
  }
}

extension JSONEncoder {
  /// The same value always gives the same bytes.
  package static var deterministic: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
