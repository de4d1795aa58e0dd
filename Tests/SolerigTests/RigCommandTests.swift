import Foundation
import TestSupport
import Testing

/// Rigs made of hardware maps, what the doctor says, and what a shell offers.
struct RigCommandTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  @Test func aHardwareMapBecomesRigsAndLeavesOthersAlone() throws {
    let map = try suites.write(
      """
      - {connected: true, id: 9900A, platform: bbc_microbit, product: BBC, runner: pyocd}
      - {connected: true, id: 1, platform: frdm_k64f, serial: /dev/ttyACM0}
      """, to: "map.yaml")
    let rigs = suites.folder.path("rigs")
    let first = try Solerig.run(["rig", "import", map, "--output", rigs])
    #expect(first.code == 0, "\(first.errors)")
    #expect(first.output == "\(rigs)/microbit-v1-9900a.yaml\n")
    #expect(first.errors.contains("frdm_k64f is left out"))
    // It is a rig that finds its board by its number, were it plugged in.
    let run = try Solerig.run([
      "test", "--rig", "\(rigs)/microbit-v1-9900a.yaml", "--output", suites.output,
    ])
    #expect(run.code == 3)
    let second = try Solerig.run(["rig", "import", map, "--output", rigs])
    #expect(second.code == 64)
    #expect(second.errors.contains("exists, and is left alone"))
  }

  @Test func theDoctorEndsWithZeroOnlyWhereARunCouldStart() throws {
    let good = try Solerig.run(["doctor", "--rig", suites.rig(), "--json"])
    #expect(good.code == 0, "\(good.output)")
    let findings = try JSONSerialization.jsonObject(with: good.outputData) as? [[String: Any]]
    #expect(findings?.isEmpty == false)
    #expect(findings?.allSatisfy { $0["severity"] as? String == "good" } == true)
    let bad = try Solerig.run(["doctor", "--rig", suites.rig(program: "/nonexistent/SoleNative")])
    #expect(bad.code == 3)
    #expect(bad.output.contains("STOP  image: there is no /nonexistent/SoleNative"))
    #expect(bad.output.contains("mend it: scripts/build"))
  }

  @Test func theDoctorSteersNoTerminal() throws {
    let rig = try suites.rig(program: "\"/nonexistent/\\e[31mSoleNative\"")
    let ending = try Solerig.run(["doctor", "--rig", rig])
    #expect(ending.code == 3 && ending.output.contains("31mSoleNative"), "\(ending.output)")
    ending.expectPlain()
  }

  @Test func theRuleIsPrintedAlone() throws {
    let rule = try Solerig.run(["doctor", "--udev-rule"])
    #expect(rule.code == 0)
    for line in rule.output.split(separator: "\n") {
      #expect(line.hasPrefix("#") || line.contains("=\""), "\(line)")
    }
  }

  /// The words behind `---completion` are what the scripts for the shells call.
  @Test(arguments: [
    (["test", "--", "--rig", "3", "0", "solerig", "test", "--rig", ""], "virtual-microbit"),
    (["board", "--", "positional@0", "2", "0", "solerig", "board", ""], "native"),
    (["test", "--", "positional@0", "2", "0", "solerig", "test", ""], "recorded"),
    (
      ["test", "--", "--only", "4", "0", "solerig", "test", "default", "--only", ""], "stop-and-go"
    ),
  ])
  func aShellIsOfferedWhatThereIs(words: [String], offered: String) throws {
    let ending = try Solerig.run(["---completion"] + words)
    #expect(ending.code == 0)
    #expect(ending.output.split(separator: "\n").contains(Substring(offered)), "\(ending.output)")
  }
}
