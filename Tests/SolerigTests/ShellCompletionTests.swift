import Foundation
import TestSupport
import Testing

/// What bash, zsh and fish offer behind a line, each on a real terminal with its own script.
@Suite(.serialized, .enabled(if: Shell.python != nil, "python3 is missing"))
struct ShellCompletionTests {
  @Test(
    .enabled(if: Shell.present.count == 3, "of bash, zsh and fish some are missing"),
    arguments: ["bash", "zsh", "fish"])
  func aShellIsOfferedRigsSuitesAndCases(shell: String) throws {
    let folder = try TemporaryFolder()
    let script = try Solerig.run(["--generate-completion-script", shell])
    #expect(script.code == 0)
    try folder.write(script.outputData, to: "completion")
    func offered(_ line: String) throws -> String {
      var environment = ProcessInfo.processInfo.environment
      environment["PATH"] = Solerig.folder + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
      environment["HOME"] = folder.path
      return try Child(
        try #require(Shell.python), [Shell.driver, shell, folder.path("completion"), line],
        environment: environment, directory: Solerig.project
      ).wait().output
    }
    let rigs = try offered("solerig test --rig ")
    // Where there is little room, fish cuts a name at its start.
    for name in ["h340", "irtual-microbit", "icrobit-v2"] {
      #expect(rigs.contains(name), "\(shell): \(rigs)")
    }
    let cases = try offered("solerig test default --only ")
    for name in ["stop-and-go", "crc-error"] {
      #expect(cases.contains(name), "\(shell): \(cases)")
    }
    #expect(try offered("solerig test rec").contains("recorded"))
    #expect(try offered("solerig flash a.hex --rig nat").contains("native"))
  }
}

private enum Shell {
  static let driver = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Shells/complete.py").path
  static let python = file("python3")
  static let present = ["bash", "zsh", "fish"].filter { file($0) != nil }

  private static func file(_ name: String) -> String? {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }
}
