import Capture
import Foundation
import Testing

/// A capture that was cut off is read to its last whole block.
struct TornCaptureTests {
  /// Where each block ends.
  private static func ends(_ data: Data) throws -> [Int] {
    var end = 0
    return try PcapngBlock.all(of: Array(data)).map { block in
      end += block.bytes.count
      return end
    }
  }

  /// At every byte there is.
  @Test func aCutAnywhereLeavesTheWholeBlocks() throws {
    let whole = try SampleCapture.bytes()
    let ends = try Self.ends(whole)
    for length in 0...whole.count {
      let cut = whole.prefix(length)
      guard length >= ends[0] else {
        #expect(throws: CaptureError.self) { try CaptureReader.read(Data(cut), path: "cut") }
        continue
      }
      let contents = try CaptureReader.read(Data(cut), path: "cut")
      let wholeBlocks = ends.count { $0 <= length }
      #expect(contents.header == SampleCapture.header)
      // The section header and two interfaces are no records.
      #expect(contents.records.count == max(0, wholeBlocks - 3))
      #expect(contents.tornBytes == length - ends[wholeBlocks - 1])
    }
  }

  @Test func acutWithinTheHeaderIsRefusedWithACause() throws {
    let whole = try SampleCapture.bytes()
    for length in [0, 4, 11, 12, 40] {
      let error = #expect(throws: CaptureError.self) {
        try CaptureReader.read(whole.prefix(length), path: "runs/x/capture.pcapng")
      }
      #expect(
        error
          == .foreign(
            path: "runs/x/capture.pcapng", offset: 0,
            cause: length < 12
              ? "it is too short for a section header"
              : "it ends within its section header"))
    }
  }
}
