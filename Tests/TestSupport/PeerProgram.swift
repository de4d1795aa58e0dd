package import Foundation

/// Programs of others that tests hold solerig's output to, run by scripts of ours; `scripts/setup test`
/// installs them.
package enum PeerProgram {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path
  private static let packages = project + "/.build/venv/lib"
  private static let python = project + "/.build/venv/bin/python3"

  package struct Ending {
    package var code: Int32
    package var output: String
    package var errors: String
  }

  /// Whether a Python package is installed for the tests.
  package static func hasPackage(_ name: String) -> Bool {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: packages)) ?? []
    return versions.contains {
      FileManager.default.fileExists(atPath: "\(packages)/\($0)/site-packages/\(name)")
    }
  }

  /// Runs a script to its end.
  ///
  /// - Parameter script: its path below the project's folder.
  package static func run(_ script: String, _ arguments: [String]) throws -> Ending {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = ["\(project)/\(script)"] + arguments
    // Files: a pipe that nobody empties would stop it.
    for name in ["output", "errors"] { try folder.write(Data(), to: name) }
    process.standardOutput = FileHandle(forWritingAtPath: folder.path("output"))
    process.standardError = FileHandle(forWritingAtPath: folder.path("errors"))
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(filePath: folder.path(name))), as: UTF8.self)
    }
    return Ending(
      code: process.terminationStatus, output: try text("output"), errors: try text("errors"))
  }
}
