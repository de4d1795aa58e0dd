import Foundation
import SoleLink
import Stimulus
import TestSupport
import Testing

@testable import Capture

/// A capture that is longer than what is read at a time gives what it gives as a whole.
struct PiecesTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("long.pcapng") }

  init() throws { folder = try TemporaryFolder() }

  /// Some megabytes, in which pieces end within blocks.
  private func write(torn: Int = 0) throws -> Data {
    var writer = try CaptureWriter(SampleCapture.header)
    var encoder = FrameEncoder()
    for number in 0..<40_000 {
      let frame = encoder.encode(ChipMessage.stride(.init(number: UInt32(number))))
      frame.bytes.withUnsafeBytes { bytes in
        writer.append(
          .frame, Array(bytes.dropFirst().dropLast()).span.bytes, length: bytes.count - 2, .toHost,
          at: UInt64(number))
      }
    }
    var data = Data()
    writer.drain { data.append(contentsOf: $0) }
    data = data.dropLast(torn)
    try data.write(to: URL(filePath: path))
    return data
  }

  private func numbers(_ records: [CaptureRecord]) -> [UInt32] {
    records.compactMap { record in
      guard case .chunk(let chunk) = record.body, case .chip(.stride(let stride)) = chunk.message
      else { return nil }
      return stride.number
    }
  }

  @Test(arguments: [0, 5]) func noRecordIsLostBetweenPieces(torn: Int) throws {
    let data = try write(torn: torn)
    try #require(data.count > 3 << 20)
    let (whole, pieces) = (
      try CaptureReader.read(data, path: path), try CaptureReader.read(path: path)
    )
    let wanted = (0..<UInt32(torn == 0 ? 40_000 : 39_999)).map(\.self)
    #expect(numbers(pieces.records) == wanted)
    #expect(numbers(whole.records) == wanted)
    #expect(pieces.tornBytes == whole.tornBytes)
    #expect((pieces.tornBytes == 0) == (torn == 0))
    #expect(pieces.header == SampleCapture.header)
    #expect(try CaptureReader.header(path: path) == SampleCapture.header)
  }

  /// An error tells the byte of the file, not of the piece.
  @Test func damageIsFoundAtItsPlace() throws {
    var data = try write()
    let blocks = try PcapngBlock.all(of: Array(data))
    let damaged = 30_000
    let offset = blocks[..<damaged].reduce(0) { $0 + $1.bytes.count }
    try #require(offset > 2 << 20)
    data[offset + blocks[damaged].bytes.count - 4] ^= 0xFF
    try data.write(to: URL(filePath: path))
    let error = #expect(throws: CaptureError.self) { try CaptureReader.read(path: path) }
    #expect(
      error == .foreign(path: path, offset: offset, cause: "a block's two lengths differ"))
  }
}
