import Foundation
import TestSupport
import Testing

/// `solerig report`: a run in every form, signed, and checked against whoever meddles with it.
struct ReportCommandTests {
  private let suites: Suites
  private let run: RunFiles

  init() throws {
    suites = try Suites()
    let suite = try suites.suite(
      checks: "[sample_accounting, strides_found: {minimum_percent: 50}, no_strides]")
    run = try Solerig.test(suite, output: suites.output).run
  }

  private func report(_ arguments: String...) throws -> Child.Ending {
    try Solerig.run(["report", run.path] + arguments)
  }

  // Forms.

  @Test func thePageIsMadeAgainTheSame() throws {
    let first = try run.data("report.html")
    try FileManager.default.removeItem(atPath: run.path + "/report.html")
    let ending = try report()
    #expect(ending.code == 0 && ending.errors == "", "\(ending.errors)")
    #expect(try run.data("report.html") == first)
    #expect(try report("--format", "html").outputData == first)
    #expect(try report("--format", "junit").outputData == run.data("junit.xml"))
  }

  @Test func otherFormsGoToStandardOutputOrAFile() throws {
    let markdown = try report("--format", "markdown")
    #expect(markdown.code == 0 && markdown.output.hasPrefix("## ✗ fail: "))
    markdown.expectPlain()
    let table = try report("--format", "csv")
    #expect(table.output.hasPrefix("case,attempt,"))
    let lines = table.output.split(whereSeparator: \.isNewline).count
    #expect(lines > 4)
    let path = suites.folder.path("strides.csv")
    #expect(try report("--format", "csv", "-o", path).output == "report:     \(path)\n")
    #expect(try Data(contentsOf: URL(filePath: path)) == table.outputData)
  }

  @Test(arguments: [
    ["--sign", "--verify", "--signers", "x"], ["--verify"], ["--signers", "x"], ["--key", "x"],
    ["--verify", "--signers", "x", "--key", "y"], ["--sign", "--format", "csv"],
    ["--format", "pdf"],
  ])
  func wordsThatDoNotFitAreUsage(_ words: [String]) throws {
    #expect(try Solerig.run(["report", run.path] + words).code == 64)
  }

  @Test func aFolderThatIsNoRunIsToldSo() throws {
    try Solerig.run(["report", suites.folder.path("none")])
      .expectError(3, ["has no run.json", "solerig judge"])
    try Data("{}".utf8).write(to: URL(filePath: run.path + "/run.json"))
    try report().expectError(3, ["run.json", "no run.json of solerig's"])
  }

  // A capture that is not the run's.

  @Test(arguments: ["report", "judge"]) func anotherCaptureIsRefused(_ command: String) throws {
    let before = try Solerig.run([command, run.path])
    #expect(before.code == (command == "judge" ? 1 : 0))
    var data = try run.data("capture.pcapng")
    // Behind its last block: the capture still reads.
    data.append(contentsOf: [0, 0, 0, 0])
    try data.write(to: URL(filePath: run.capture))
    try Solerig.run([command, run.path])
      .expectError(3, ["capture.pcapng", "SHA-256", "another run, or was changed"])
    // Without a run.json, the capture stands for itself.
    try FileManager.default.removeItem(atPath: run.path + "/run.json")
    if command == "judge" { #expect(try Solerig.run([command, run.path]).code == 1) }
  }

  // Signatures.

  private func key(_ name: String) throws -> String {
    let path = suites.folder.path(name)
    let ending = try Child(
      "ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path],
      environment: ProcessInfo.processInfo.environment, directory: "/"
    ).wait()
    try #require(ending.code == 0, "\(ending.errors)")
    return path
  }

  private func sign() throws -> (key: String, signers: String) {
    let key = try key("release")
    let signed = try report("--sign", "--key", key)
    try #require(signed.code == 0, "\(signed.errors)")
    #expect(signed.output.contains("ssh-ed25519 SHA256:"))
    let parts = try String(contentsOfFile: key + ".pub", encoding: .utf8).split(separator: " ")
    let signers = try suites.write(
      "owner@example.org namespaces=\"solerig-run\" \(parts[0]) \(parts[1])\n",
      to: "allowed_signers")
    return (key, signers)
  }

  @Test func aSignedRunIsKnownByItsSigner() throws {
    let (key, signers) = try sign()
    let byFile = try report("--verify", "--signers", signers)
    #expect(byFile.code == 0 && byFile.errors == "", "\(byFile.errors)")
    #expect(byFile.output.contains("owner@example.org"))
    let byKey = try report("--verify", "--key", key + ".pub")
    #expect(byKey.code == 0, "\(byKey.errors)")
    let page = try String(decoding: run.data("report.html"), as: UTF8.self)
    let fingerprint = try #require(byKey.output.split(separator: " ").last).trimmingCharacters(
      in: .whitespacesAndNewlines)
    #expect(fingerprint.hasPrefix("SHA256:") && page.contains(fingerprint))
    // Again, over the first; a page that is made anew keeps it.
    #expect(try report("--sign", "--key", key).code == 0)
    #expect(try report().code == 0)
    #expect(try report("--verify", "--signers", signers).errors == "")
  }

  /// Has run.json say that the run passed, which it did not.
  private func forgeTheVerdict() throws {
    let text = try String(decoding: run.data("run.json"), as: UTF8.self)
    let forged = text.replacing(/"verdict" ?: ?"fail"/, with: "\"verdict\":\"pass\"")
    try #require(forged != text)
    try Data(forged.utf8).write(to: URL(filePath: run.path + "/run.json"))
  }

  @Test func whatDoesNotBelongTogetherIsNotSigned() throws {
    let key = try key("release")
    let suite = try run.data("suite.json")
    let place = URL(filePath: run.path + "/suite.json")
    try (suite + Data("\n".utf8)).write(to: place)
    try report("--sign", "--key", key).expectError(3, ["Signing", "suite.json", "restore it"])
    try suite.write(to: place)
    try forgeTheVerdict()
    try report("--sign", "--key", key).expectError(3, ["Signing", "run.json", "solerig judge"])
    let names = try FileManager.default.contentsOfDirectory(atPath: run.path)
    #expect(!names.contains { $0.hasPrefix("SHA256SUMS") })
  }

  /// Whoever signs without solerig can sign anything: that is told, page or not.
  @Test func aForgedVerdictThatWasSignedIsTold() throws {
    let key = try key("release")
    try forgeTheVerdict()
    let script = """
      rm report.html && sha256sum run.json capture.pcapng suite.json > SHA256SUMS \
      && ssh-keygen -q -Y sign -f '\(key)' -n solerig-run SHA256SUMS
      """
    let ending = try Child(
      "sh", ["-c", script], environment: ProcessInfo.processInfo.environment, directory: run.path
    ).wait()
    try #require(ending.code == 0, "\(ending.errors)")
    let verified = try report("--verify", "--key", key + ".pub")
    #expect(verified.code == 0)
    #expect(verified.errors.contains("run.json is not what this solerig makes of its capture"))
  }

  @Test func aSigningThatFailsKeepsTheSignature() throws {
    let (_, signers) = try sign()
    try report("--sign", "--key", "/nonexistent").expectError(3, ["Signing", "--key"])
    let verified = try report("--verify", "--signers", signers)
    #expect(verified.code == 0, "\(verified.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: run.path)
    #expect(!names.contains { $0.contains(".new") }, "\(names)")
  }

  /// What lies there is checked without solerig, too.
  @Test func opensshAndSha256sumAgree() throws {
    let (_, signers) = try sign()
    let script = """
      ssh-keygen -Y verify -f '\(signers)' -I owner@example.org -n solerig-run \
      -s SHA256SUMS.sig < SHA256SUMS && sha256sum --check --strict SHA256SUMS
      """
    let ending = try Child(
      "sh", ["-c", script], environment: ProcessInfo.processInfo.environment, directory: run.path
    ).wait()
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
  }

  @Test(arguments: ["run.json", "capture.pcapng", "suite.json"])
  func aChangedFileIsFoundOut(_ name: String) throws {
    let (_, signers) = try sign()
    var data = try run.data(name)
    data[data.count / 2] ^= 1
    try data.write(to: URL(filePath: run.path + "/" + name))
    try report("--verify", "--signers", signers)
      .expectError(1, [name, "was changed since it was signed"])
  }

  @Test func changedHashesAreFoundOut() throws {
    let (_, signers) = try sign()
    var data = try run.data("run.json")
    data[10] ^= 1
    try data.write(to: URL(filePath: run.path + "/run.json"))
    // Whoever changes a file can change its hash, too; but not the signature.
    let sum = try Child(
      "sh", ["-c", "sha256sum run.json capture.pcapng suite.json > SHA256SUMS"],
      environment: ProcessInfo.processInfo.environment, directory: run.path
    ).wait()
    #expect(sum.code == 0)
    try report("--verify", "--signers", signers).expectError(1, ["SHA256SUMS", "does not fit"])
  }

  @Test func aChangedSignatureIsFoundOut() throws {
    let (_, signers) = try sign()
    let path = run.path + "/SHA256SUMS.sig"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var lines = text.split(separator: "\n").map(String.init)
    lines[4] = String(lines[4].reversed())
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
    let ending = try report("--verify", "--signers", signers)
    #expect([1, 3].contains(ending.code), "\(ending.errors)")
    ending.expectError(ending.code, ["Checking the signature"])
    try Data("nothing".utf8).write(to: URL(filePath: path))
    try report("--verify", "--signers", signers).expectError(3, ["no signature of OpenSSH's"])
  }

  @Test func anotherSignerIsNotAllowed() throws {
    let (_, _) = try sign()
    let other = try key("other")
    try report("--verify", "--key", other + ".pub").expectError(
      1, ["not among the allowed signers"])
    // A key that may sign other things may not sign runs.
    let parts = try String(contentsOfFile: suites.folder.path("release.pub"), encoding: .utf8)
      .split(separator: " ")
    let elsewhere = try suites.write(
      "owner@example.org namespaces=\"git\" \(parts[0]) \(parts[1])\n", to: "elsewhere")
    #expect(try report("--verify", "--signers", elsewhere).code == 1)
  }

  @Test func whatCanNotBeCheckedIsNeitherGoodNorBad() throws {
    let key = try key("release")
    try report("--verify", "--key", key + ".pub").expectError(3, ["there is no", "--sign"])
    _ = try report("--sign", "--key", key)
    try report("--verify", "--key", key).expectError(64, ["holds no public key"])
    try report("--verify", "--signers", "/nonexistent").expectError(64, ["no such file"])
    try report("--sign", "--key", "/nonexistent").expectError(3, ["Signing", "--key"])
    let home = ["HOME": suites.folder.path]
    let ending = try Solerig.run(["report", run.path, "--sign"], environment: home)
    #expect(ending.code == 64 || ending.code == 3, "\(ending.errors)")
  }
}
