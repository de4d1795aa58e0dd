import Capture
import Foundation
import Glibc
import TestSupport
import Testing

/// Disks that are full, and folders that can't be written to.
struct DiskTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  private static let longCase = "{segments: [{walk: {duration_s: 120, speed_m_per_s: 1.3}}]}"

  @Test func anOutputThatCanNotBeMadeIsNamed() throws {
    let file = try suites.write("", to: "file")
    for output in [file + "/runs", "/proc/runs"] {
      try Solerig.run(
        ["test", try suites.suite(), "--rig", "native", "--output", output]
      ).expectError(3, [output, "--output"])
    }
    try Solerig.run(["synth", "-o", "/proc/x.pcapng", "walk:1.3:6"]).expectError(
      3, ["/proc/x.pcapng"])
  }

  /// What the run wrote before is readable, and it is said what was full.
  private func expectFull(
    _ ending: Child.Ending, output: String, cause: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(ending.code == 3, "\(ending.output)\(ending.errors)", sourceLocation: sourceLocation)
    let said = ending.output + ending.errors
    #expect(said.contains("capture.pcapng"), "\(said)", sourceLocation: sourceLocation)
    #expect(said.contains(cause), "\(said)", sourceLocation: sourceLocation)
    #expect(said.contains("make room"), "\(said)", sourceLocation: sourceLocation)
    ending.expectPlain(sourceLocation: sourceLocation)
    let run = try RunFiles(in: output)
    let contents = try CaptureReader.read(path: run.capture)
    #expect(contents.records.count > 20, sourceLocation: sourceLocation)
    let judged = try Solerig.run(["judge", run.path])
    #expect(judged.code == 3, "\(judged.output)", sourceLocation: sourceLocation)
  }

  /// A limit on the size of files does what a full disk does, for anyone who runs the tests.
  @Test func aFileThatMayNotGrowEndsTheRun() throws {
    let limited = try suites.script(
      "limited", "ulimit -f 160; exec \(Solerig.program) \"$@\"")
    let suite = try suites.suite(runner: Self.longCase)
    let child = try Child(
      limited, ["test", suite, "--rig", "native", "--output", suites.output],
      environment: ProcessInfo.processInfo.environment, directory: Solerig.project)
    try expectFull(child.wait(), output: suites.output, cause: "File too large")
    #expect(child.leavesNoOrphan())
  }

  @Test(.enabled(if: SmallDisk.isPossible, "mounting a tmpfs is not allowed here"))
  func aFullDiskEndsTheRun() throws {
    let disk = try SmallDisk(at: suites.folder.path("disk"), bytes: 192 * 1024)
    defer { disk.remove() }
    let suite = try suites.suite(runner: Self.longCase)
    let ending = try Solerig.run(["test", suite, "--rig", "native", "--output", disk.path])
    try expectFull(ending, output: disk.path, cause: "No space left on device")
    let trace = disk.path + "/trace.pcapng"
    try Solerig.run(["synth", "-o", trace, "walk:1.3:60"]).expectError(
      3, [trace, "No space left on device"])
  }
}

/// A file system of a few pages.
struct SmallDisk {
  let path: String

  struct NotMounted: Error { var errno: CInt }

  static let isPossible: Bool = {
    guard let folder = try? TemporaryFolder(),
      let disk = try? SmallDisk(at: folder.path("disk"), bytes: 4096)
    else { return false }
    disk.remove()
    return true
  }()

  init(at path: String, bytes: Int) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard mount("none", path, "tmpfs", 0, "size=\(bytes)") == 0 else {
      throw NotMounted(errno: errno)
    }
  }

  func remove() { umount(path) }
}
