import Foundation
import TestSupport

/// Suites and rigs that a test writes for itself.
struct Suites {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Where the runs go.
  var output: String { folder.path("runs") }

  /// Walks for some seconds between two stands, about three times as fast to say than in YAML.
  static func walk(_ seconds: Int) -> String {
    """
    {segments: [{stand: {duration_s: 1}}, {walk: {duration_s: \(seconds), speed_m_per_s: 1.3}},
      {stand: {duration_s: 1}}]}
    """
  }

  @discardableResult func write(_ text: String, to name: String) throws -> String {
    let path = folder.path(name)
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// A suite of one case called `only-case`.
  func suite(
    _ name: String = "mine", runner: String = walk(6), stimulus: String? = nil,
    clock: String = "as-fast-as-possible", faults: String = "[]",
    checks: String = "[sample_accounting]", policy: String? = nil
  ) throws -> String {
    try write(
      """
      name: \(name)
      title: A suite of one case\(policy.map { "\non_unplug: " + $0 } ?? "")
      cases:
        - name: only-case
          requirement: The chip does what this case asks.
          clock: \(clock)
          \(stimulus ?? "runner: \(runner)")
          faults: \(faults)
          checks: \(checks)

      """, to: name + ".yaml")
  }

  /// A rig whose board is a host process: SoleNative, or another program.
  func rig(
    _ name: String = "bench", program: String = Solerig.native, board: String = "",
    cable: String = "{}"
  ) throws -> String {
    try write(
      """
      name: \(name)
      title: A bench of a test
      board: {kind: native, program: \(program)\(board.isEmpty ? "" : ", " + board)}
      cable: \(cable)

      """, to: name + ".yaml")
  }

  /// A program that stands in for a chip: a script in Perl, with `$line` connected to the cable.
  func chip(_ name: String, _ body: String) throws -> String {
    let path = try write(
      """
      #!/usr/bin/perl
      use Socket;
      socket(my $line, AF_UNIX, SOCK_STREAM, 0) or die "socket: $!";
      connect($line, pack_sockaddr_un($ARGV[1])) or die "connect: $!";
      \(body)

      """, to: name)
    return try executable(path)
  }

  /// A program that stands in for a chip's: a shell script.
  func script(_ name: String, _ body: String) throws -> String {
    try executable(write("#!/bin/sh\n\(body)\n", to: name))
  }

  /// Makes a program of a file.
  ///
  /// Another process writes it: what this one has open for writing, a child that is just being
  /// started elsewhere has open, too, and a program that is open for writing can't be run.
  private func executable(_ path: String) throws -> String {
    let program = path + ".program"
    let ending = try Child(
      "/usr/bin/install", ["-m", "755", path, program], environment: [:], directory: "/"
    ).wait()
    guard ending.code == 0 else { throw NotInstalled(words: ending.errors) }
    try FileManager.default.removeItem(atPath: path)
    return program
  }

  private struct NotInstalled: Error { var words: String }

  /// Folders of programs in which everything is but QEMU.
  func pathWithoutQEMU() throws -> String {
    let path = folder.path("bin")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for name in ["setpriv", "sh"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(path)/\(name)", withDestinationPath: "/usr/bin/\(name)")
    }
    return path
  }
}
