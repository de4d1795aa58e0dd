import Glibc
import Testing

@testable import VirtualBoard

/// No emulator outlives its rig, not even one that is killed.
@Suite(.serialized, .enabled(if: hasQEMU, "qemu-system-arm is not installed"))
struct OrphanTests {
  /// The processes that carry `mark` among their arguments.
  private static func processes(marked mark: String) -> [Int32] {
    guard let stream = opendir("/proc") else { return [] }
    defer { closedir(stream) }
    var found: [Int32] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let identifier = Int32(name),
        let file = fopen("/proc/\(name)/cmdline", "r")
      else { continue }
      defer { fclose(file) }
      var buffer = [UInt8](repeating: 0, count: 8192)
      let count = fread(&buffer, 1, buffer.count, file)
      let text = String(decoding: buffer.prefix(count), as: UTF8.self)
      if text.contains(mark) { found.append(identifier) }
    }
    return found
  }

  /// Waits for the marked processes to be gone; a test that waits longer has found an orphan.
  private static func areGone(_ mark: String) -> Bool {
    for _ in 0..<10_000 {
      if processes(marked: mark).isEmpty { return true }
      usleep(1000)
    }
    return false
  }

  /// Known to this process as its own number, and to its exit tests as their parent's.
  private static func mark(_ process: pid_t, _ name: String) -> String {
    "solerig-orphan-test-\(process)-\(name)"
  }

  private static func start(marked mark: String) throws -> VirtualBoard {
    let folder = TestFolder()
    var configuration = VirtualBoardConfiguration(
      backend: .qemu(
        image: folder.write("image.bin", ChipPrograms.echo), mode: .wall, uniqueID: 1))
    configuration.extraArguments = ["-name", mark]
    defer { withExtendedLifetime(folder) {} }
    return try VirtualBoard.start(configuration)
  }

  /// The check itself must be able to see a running emulator.
  @Test func aRunningEmulatorIsSeen() throws {
    let mark = Self.mark(getpid(), "seen")
    let board = try Self.start(marked: mark)
    #expect(Self.processes(marked: mark) == [try #require(board.processIdentifier)])
    board.stop()
    #expect(Self.processes(marked: mark) == [])
  }

  @Test func aKilledRigLeavesNoEmulator() async {
    await #expect(processExitsWith: .signal(SIGKILL)) {
      let mark = OrphanTests.mark(getppid(), "killed")
      let board = try OrphanTests.start(marked: mark)
      try #require(OrphanTests.processes(marked: mark) == [try #require(board.processIdentifier)])
      kill(getpid(), SIGKILL)
    }
    #expect(Self.areGone(Self.mark(getpid(), "killed")))
  }

  /// Killed at any moment of the start, also between the fork and the request to die with us.
  @Test func aRigKilledWhileItStartsLeavesNoEmulator() async {
    await killedWhileStarting()
    #expect(Self.areGone(Self.mark(getpid(), "early")))
  }

  private func killedWhileStarting() async {
    for _ in 0..<6 {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        startDetachedThread(named: "killer") {
          // Another moment in every process: the start takes 20 to 80 ms.
          var now = timespec()
          clock_gettime(CLOCK_REALTIME, &now)
          usleep(UInt32(now.tv_nsec / 1000 % 60_000))
          kill(getpid(), SIGKILL)
        }
        _ = try OrphanTests.start(marked: OrphanTests.mark(getppid(), "early"))
        while true { pause() }
      }
    }
  }

  @Test func aBoardThatIsDroppedIsStopped() throws {
    let mark = Self.mark(getpid(), "dropped")
    do { _ = try Self.start(marked: mark) }
    #expect(Self.processes(marked: mark) == [])
  }
}
