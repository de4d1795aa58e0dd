import Foundation
import TestSupport
import Testing

@testable import TestRun

/// What a run's folder is called, and what happens where it can't be made.
struct RunFolderTests {
  private let parent: TemporaryFolder

  init() throws { parent = try TemporaryFolder() }

  /// 2026-11-20T19:40:11Z.
  private static let moment = Date(timeIntervalSince1970: 1_795_203_611)

  @Test func itIsNamedAfterItsStartAndItsRig() throws {
    let folder = try RunFolder.create(
      in: parent.path("a/b"), rig: "virtual-microbit", at: Self.moment)
    #expect(folder.path == parent.path("a/b/2026-11-20T19-40-11Z-virtual-microbit"))
    #expect(folder.capture == folder.path + "/capture.pcapng")
  }

  @Test func aSecondOneOfTheSameSecondIsNumbered() throws {
    let paths = try (0..<3).map { _ in
      try RunFolder.create(in: parent.path, rig: "native", at: Self.moment).path
    }
    let first = parent.path("2026-11-20T19-40-11Z-native")
    #expect(paths == [first, first + "-2", first + "-3"])
  }

  /// What is there but can't be looked at beforehand: another run's folder is made in between.
  @Test func aNameThatIsTakenAtTheLastMomentIsNumberedToo() throws {
    let first = parent.path("2026-11-20T19-40-11Z-native")
    try FileManager.default.createSymbolicLink(
      atPath: first, withDestinationPath: parent.path("nowhere"))
    let folder = try RunFolder.create(in: parent.path, rig: "native", at: Self.moment)
    #expect(folder.path == first + "-2")
  }

  @Test func aPlaceThatIsAFileIsToldWithWhatToDo() throws {
    let file = parent.path("file")
    try Data().write(to: URL(filePath: file))
    let error = #expect(throws: RunError.self) {
      try RunFolder.create(in: file + "/runs", rig: "native", at: Self.moment)
    }
    #expect(error?.exitCode == 3)
    #expect(error?.description.contains(file) == true)
    #expect(error?.description.contains("--output") == true)
  }

  @Test func aFileThatCanNotBeWrittenIsNamed() throws {
    let folder = RunFolder(existing: parent.path("gone"))
    let error = #expect(throws: RunError.self) { try folder.write(Data(), to: folder.run) }
    #expect(error?.description.contains(folder.run) == true)
    #expect(error?.kind == .setup)
  }
}
