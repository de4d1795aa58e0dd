import Foundation
import Glibc
import TestSupport

/// A program that a test runs: its words go to files, its processes carry a mark by which they can be
/// found again, and its children's, too.
final class Child {
  let identifier: pid_t
  private let mark: String
  private let folder: TemporaryFolder

  struct Ending {
    /// Exit code, or 128 and the signal, as a shell has it.
    var code: Int32
    var output: String
    var errors: String
    var outputData: Data
  }

  struct NotStarted: Error {
    var program: String
    var errno: CInt
  }

  struct Hung: Error { var output: String }

  private static let markName = "SOLERIG_TEST_MARK"
  /// What no program here takes, however busy the machine is.
  private static let limitSeconds = 240

  /// - Parameters:
  ///   - directory: what the program works in.
  ///   - terminal: takes its standard output in place of a file.
  init(
    _ program: String, _ arguments: [String], environment: [String: String], directory: String,
    terminal: String? = nil
  ) throws {
    folder = try TemporaryFolder()
    mark = "\(Self.markName)=\(UUID())"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let write = O_WRONLY | O_CREAT | O_TRUNC
    let output = terminal ?? folder.path("output")
    posix_spawn_file_actions_addopen(
      &actions, 1, output, terminal == nil ? write : O_WRONLY | O_NOCTTY, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, folder.path("errors"), write, 0o600)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // As a shell would start it, whatever whoever runs the tests has set to be ignored.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    let words = environment.map { "\($0.key)=\($0.value)" } + [mark]
    // The C library can change the folder at a spawn, but Swift does not import that.
    let command = ["/usr/bin/env", "-C", directory, program] + arguments
    identifier = try Self.spawn(command, words, actions, attributes)
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String],
    _ actions: posix_spawn_file_actions_t, _ attributes: posix_spawnattr_t
  ) throws -> pid_t {
    var (identifier, actions, attributes) = (pid_t(), actions, attributes)
    var argv = arguments.map { strdup($0) } + [nil]
    var envp = environment.map { strdup($0) } + [nil]
    defer { for word in argv + envp { free(word) } }
    let result = posix_spawn(&identifier, arguments[0], &actions, &attributes, &argv, &envp)
    guard result == 0 else { throw NotStarted(program: arguments[0], errno: result) }
    return identifier
  }

  /// What it has said on standard output so far.
  var outputSoFar: String { text("output") }

  func send(_ signal: CInt) { kill(identifier, signal) }

  /// Waits for it to end; one that does not is killed, and the test fails.
  func wait() throws -> Ending {
    var status: CInt = 0
    for _ in 0..<Self.limitSeconds * 200 {
      if waitpid(identifier, &status, WNOHANG) == identifier {
        let signal = status & 0x7F
        return Ending(
          code: signal == 0 ? status >> 8 & 0xFF : 128 + signal, output: text("output"),
          errors: text("errors"),
          outputData: (try? Data(contentsOf: URL(filePath: folder.path("output")))) ?? Data())
      }
      usleep(5000)
    }
    kill(identifier, SIGKILL)
    waitpid(identifier, &status, 0)
    throw Hung(output: text("output") + text("errors"))
  }

  /// Numbers of the processes that it has started, and that live.
  var descendants: [pid_t] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.compactMap(pid_t.init).filter { number in
      guard number != identifier, let environment = Self.contents("/proc/\(number)/environ")
      else { return false }
      return environment.split(separator: 0).contains { $0.elementsEqual(mark.utf8) }
    }
  }

  /// Waits for its processes to be gone; false where some stay, which are then killed.
  func leavesNoOrphan() -> Bool {
    for _ in 0..<4000 {
      if descendants.isEmpty { return true }
      usleep(5000)
    }
    for number in descendants { kill(number, SIGKILL) }
    return false
  }

  private func text(_ name: String) -> String {
    String(decoding: Self.contents(folder.path(name)) ?? [], as: UTF8.self)
  }

  /// A file of /proc has no length to go by.
  private static func contents(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer.prefix(count)
    }
  }
}
