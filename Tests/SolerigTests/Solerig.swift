import Foundation
import Testing

/// The built program, run as a person or a script runs it.
enum Solerig {
  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path.trimmingSuffix("/")

  /// Where SwiftPM puts what it builds: the tests' own program is there, too.
  static let binaries = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().path

  /// In a test bundle that another program loads, that program is somewhere else.
  static let folder: String = {
    let beside = CommandLine.arguments.first { $0.contains(".xctest") }
      .map { URL(filePath: $0).deletingLastPathComponent().path }
    let candidates = [beside, binaries, project + "/.build/debug"].compactMap(\.self)
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0 + "/solerig") }
      ?? binaries
  }()

  /// What stands for the user's data folder, of this test process alone.
  static let userData = NSTemporaryDirectory() + "solerig-tests-\(getpid())"

  static let program = folder + "/solerig"
  static let native = folder + "/SoleNative"
  static let firmware = project + "/.build/firmware/solerig-microbit.bin"

  static func start(
    _ arguments: [String], environment: [String: String] = [:], directory: String = project
  ) throws -> Child {
    var all = ProcessInfo.processInfo.environment
    // Neither the tester's recordings nor their taste may change what is tested.
    for name in ["SOLERIG_HOME", "SOLERIG_RECORDINGS", "NO_COLOR"] { all[name] = nil }
    all["SOLERIG_RECORDINGS"] = "/nonexistent/recordings"
    // Nor may a test write into the tester's history.
    all["XDG_DATA_HOME"] = userData
    all.merge(environment) { $1 }
    return try Child(program, arguments, environment: all, directory: directory)
  }

  @discardableResult static func run(
    _ arguments: [String], environment: [String: String] = [:], directory: String = project
  ) throws -> Child.Ending {
    try start(arguments, environment: environment, directory: directory).wait()
  }

  /// Runs a suite, and gives how it ended and the run's folder.
  static func test(
    _ suite: String, rig: String = "native", _ more: [String] = [], output: String,
    environment: [String: String] = [:]
  ) throws -> (ending: Child.Ending, run: RunFiles) {
    let ending = try run(
      ["test", suite, "--rig", rig, "--output", output] + more, environment: environment)
    return (ending, try RunFiles(in: output))
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}

/// The only run in a folder of runs.
struct RunFiles {
  let path: String

  struct NoRun: Error { var output: String }

  init(in output: String) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: output)) ?? []
    guard names.count == 1 else { throw NoRun(output: "\(output): \(names)") }
    path = output + "/" + names[0]
  }

  var capture: String { path + "/capture.pcapng" }

  func data(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: path + "/" + name))
  }
}

extension Child.Ending {
  /// Holds an error to what every error here is: one paragraph on standard error that begins with the
  /// program's name and has all of these words, no stack trace, no colour.
  func expectError(
    _ code: Int32, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(self.code == code, "\(errors)", sourceLocation: sourceLocation)
    let lines = errors.split(separator: "\n").filter { !$0.contains(": gave up.") }
    let paragraph = lines.last.map(String.init) ?? ""
    #expect(paragraph.hasPrefix("solerig: "), "\(errors)", sourceLocation: sourceLocation)
    #expect(paragraph.count > 40, "\(errors)", sourceLocation: sourceLocation)
    for word in words {
      #expect(
        paragraph.contains(word), "no \(word) in: \(errors)", sourceLocation: sourceLocation)
    }
    expectPlain(sourceLocation: sourceLocation)
  }

  /// Neither a trace of the stack nor a character that steers a terminal.
  func expectPlain(sourceLocation: SourceLocation = #_sourceLocation) {
    for text in [output, errors] {
      #expect(!text.contains("\u{1B}"), sourceLocation: sourceLocation)
      for word in ["Fatal error", "Stack dump", "Crash:", ".swift:", "Thread 0"] {
        #expect(!text.contains(word), "\(text)", sourceLocation: sourceLocation)
      }
    }
  }
}
