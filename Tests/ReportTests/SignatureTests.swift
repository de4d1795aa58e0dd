import Foundation
import Judge
import Testing

@testable import Report

@Suite struct SignatureTests {
  /// Made by OpenSSH 9.2 with a key that was thrown away; the fingerprint is what `ssh-keygen -l` said.
  private static let fingerprint = "SHA256:cgk35RRn0R77LkGIo6TSJqp7nayQY2VKNbulUPoacPk"
  private static let armoured = """
    -----BEGIN SSH SIGNATURE-----
    U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgWrMHUAMiU4rEBHvOfQmETMMoBL
    kvHm+eO47hBiHrHscAAAALc29sZXJpZy1ydW4AAAAAAAAABnNoYTUxMgAAAFMAAAALc3No
    LWVkMjU1MTkAAABAGA93XmnhIpgq3G7HKjFPp6JfxlWUXMjGVrWoKA1rGqG0nTok88RqRe
    3QlN4wuQS594BMnRNI2IZH8acMPkgGBQ==
    -----END SSH SIGNATURE-----
    """

  @Test func tellsWhoseItIs() throws {
    let signature = try #require(SSHSignature(armoured: Self.armoured))
    #expect(signature.keyType == "ssh-ed25519")
    #expect(signature.fingerprint == Self.fingerprint)
    #expect(signature.namespace == "solerig-run")
  }

  @Test func whatIsNoneIsNone() {
    let lines = Self.armoured.split(separator: "\n").map(String.init)
    #expect(SSHSignature(armoured: "") == nil)
    #expect(SSHSignature(armoured: lines.dropFirst().joined(separator: "\n")) == nil)
    #expect(SSHSignature(armoured: ([lines[0]] + lines.suffix(1)).joined(separator: "\n")) == nil)
    for count in 0..<120 {
      let body = Data(repeating: 0xFF, count: count).base64EncodedString()
      let text = "\(lines[0])\n\(body)\n\(lines[lines.count - 1])\n"
      #expect(SSHSignature(armoured: text) == nil)
      let cut = Data(base64Encoded: lines.dropFirst().dropLast().joined())?.prefix(count) ?? Data()
      // Cut anywhere before the namespace's end it tells nothing.
      let short = "\(lines[0])\n\(cut.base64EncodedString())\n\(lines[lines.count - 1])\n"
      if count < 80 { #expect(SSHSignature(armoured: short) == nil, "\(count)") }
    }
  }

  @Test func thePageSaysWhoSigned() throws {
    var report = try Documents.goodReport(seconds: 5)
    #expect(HTMLReport.render(report).contains("Nobody has signed this run."))
    report.signature = SSHSignature(armoured: Self.armoured)
    let page = HTMLReport.render(report)
    #expect(page.contains(Self.fingerprint) && !page.contains("Nobody has signed"))
    #expect(page.contains(report.documentHash))
  }
}

@Suite struct RunManifestTests {
  private let manifest = RunManifest { Data($0.utf8) }

  @Test func comesBackAsItWas() {
    #expect(RunManifest(manifest.text) == manifest)
    #expect(manifest.entries.map(\.file) == ["run.json", "capture.pcapng", "suite.json"])
    #expect(manifest.text.split(separator: "\n").allSatisfy { $0.count > 66 })
  }

  @Test func nothingElseIsTakenForOne() {
    let lines = manifest.text.split(separator: "\n").map(String.init)
    for text in [
      "", lines[0], lines.joined(separator: "\n"), manifest.text + "\n",
      manifest.text + lines[0] + "\n",
      lines.reversed().joined(separator: "\n") + "\n",
      lines.dropLast().joined(separator: "\n") + "\n",
      manifest.text.uppercased(), manifest.text.replacing("  ", with: " "),
      manifest.text.replacing("run.json", with: "../run.json"),
    ] { #expect(RunManifest(text) == nil, "\(text)") }
  }
}
