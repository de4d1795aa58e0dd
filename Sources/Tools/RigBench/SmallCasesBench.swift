import Foundation

/// Twenty small cases as one whole process, from its start to its reports: on `native`, beside what
/// other test frameworks take for twenty small tests on a port that echoes.
struct SmallCasesBench {
  static let wantedMilliseconds = 140.0
  static let cases = 20

  let program: String
  let project: String
  /// Peers by name, as command lines.
  let peers: [(name: String, command: [String])]

  func run() throws -> [StartBench.Result] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "solerig-cases-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let suite = folder.appending(path: "small.yaml")
    try Data(Self.suite.utf8).write(to: suite)
    let ours = [
      program, "test", suite.path, "--rig", project + "/rigs/native.yaml", "--output",
      folder.appending(path: "runs").path, "--quiet", "--history",
      folder.appending(path: "history.sqlite").path,
    ]
    return StartBench(programs: [("solerig test, native", ours)] + peers).run()
  }

  private static let suite =
    "name: small\ntitle: Small cases\ncases:\n"
    + (1...cases).map { number in
      """
        - name: stand-\(number)
          requirement: A shoe that stands tells no stride.
          runner: {seed: \(number), segments: [{stand: {duration_s: 2}}]}
          checks: [sample_accounting, no_strides, {reported_faults: {}}]

      """
    }.joined()
}
