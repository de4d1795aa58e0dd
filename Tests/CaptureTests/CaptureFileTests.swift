import Capture
import Foundation
import SoleLink
import TestSupport
import Testing

/// A capture on a disk that fills up, and when its bytes get there.
struct CaptureFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aFolderThatIsMissingIsNamed() {
    let path = "/nonexistent/folder/capture.pcapng"
    let error = #expect(throws: CaptureError.self) {
      _ = try CaptureFile.create(path: path, header: SampleCapture.header)
    }
    #expect(error == .create(path: path, cause: "No such file or directory"))
  }

  @Test func anEventIsOnDiskAtOnceAndAFrameSoon() throws {
    let path = folder.path("capture.pcapng")
    let start = SampleCapture.header.startedMonotonicNanoseconds
    var file = try CaptureFile.create(path: path, header: SampleCapture.header)
    try file.append(SampleCapture.events[0], at: start)
    #expect(try CaptureReader.read(path: path).records.count == 1)
    let frame = FrameEncoder.encode(SampleCapture.hello, sequence: 0)
    try file.append(frame, at: start + 1)
    #expect(try CaptureReader.read(path: path).records.count == 1)
    try file.flushIfDue(at: start + 1_000_000_000)
    #expect(try CaptureReader.read(path: path).records.count == 2)
  }

  /// The limit of a file's size stands for a full disk: what fits is written, the rest refused.
  @Test func aFullDiskIsToldAndWhatCameBeforeIsReadable() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = folder.path("capture.pcapng")
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 3001, rlim_max: rlim_t.max)
      try #require(setrlimit(__rlimit_resource_t(1), &limit) == 0)
      var file = try CaptureFile.create(path: path, header: SampleCapture.header)
      var written = 0
      var failure: CaptureError?
      while failure == nil, written < 1000 {
        do throws(CaptureError) {
          try file.append(.note(.init(text: "note \(written)")), at: 0)
          written += 1
        } catch {
          failure = error
        }
      }
      #expect(failure == .write(path: path, cause: "File too large"))
      // Room that comes back must not put blocks behind half a block.
      limit.rlim_cur = rlim_t.max
      try #require(setrlimit(__rlimit_resource_t(1), &limit) == 0)
      #expect(throws: try #require(failure)) { try file.append(.note(.init(text: "more")), at: 0) }
      let contents = try CaptureReader.read(path: path)
      #expect(contents.records.count == written)
      #expect(contents.tornBytes > 0)
    }
  }
}
