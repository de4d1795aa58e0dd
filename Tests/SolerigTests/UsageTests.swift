import Foundation
import TestSupport
import Testing

/// What a person gets who mistypes: exit code 64, the place, and what was meant.
struct UsageTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  @Test func anUnknownSuiteNamesTheNearest() throws {
    try Solerig.run(["test", "defalt"]).expectError(
      64, ["no suite `defalt`", "did you mean `default`?", "recorded"])
  }

  @Test func anUnknownRigNamesTheNearest() throws {
    try Solerig.run(["test", "--rig", "virtual-microbt"]).expectError(
      64, ["no rig `virtual-microbt`", "did you mean `virtual-microbit`?", "native"])
    try Solerig.run(["board", "nativ"]).expectError(64, ["did you mean `native`?"])
  }

  @Test func anUnknownCaseNamesTheNearest() throws {
    try Solerig.run(["test", "--rig", "native", "--only", "wlak"]).expectError(
      64, ["no case `wlak`", "did you mean `walk`?", "standing"])
  }

  @Test func aFileThatIsNotThereIsNamed() throws {
    try Solerig.run(["test", "/nonexistent/mine.yaml"]).expectError(
      64, ["/nonexistent/mine.yaml"])
  }

  @Test func anUnknownKeyOfASuiteHasItsPlaceAndTheNearest() throws {
    let path = try suites.write(
      """
      name: mine
      title: Mine
      cases:
        - name: walk
          requirment: It works.
      """, to: "mine.yaml")
    try Solerig.run(["test", path, "--rig", "native"]).expectError(
      64, ["\(path):5:5:", "`requirment`", "did you mean `requirement`?"])
  }

  @Test func anUnknownKeyOfARigHasItsPlaceAndTheNearest() throws {
    let path = try suites.rig(board: "unique_ids: 3")
    try Solerig.run(["test", "--rig", path]).expectError(
      64, ["\(path):3:", "`unique_ids`", "did you mean `unique_id`?"])
  }

  @Test func yamlThatIsNoneHasItsPlace() throws {
    let path = try suites.write("name: [\n", to: "mine.yaml")
    try Solerig.run(["test", path, "--rig", "native"]).expectError(64, ["\(path):"])
  }

  @Test func aFaultBeyondTheStimulusHasItsPlace() throws {
    let path = try suites.suite(faults: "[skip: {at_sample: 90000}]")
    try Solerig.run(["test", path, "--rig", "native", "--output", suites.output]).expectError(
      64, ["\(path):9:", "only-case", "90000"])
  }

  @Test func anImageForARigWithoutOneIsRefused() throws {
    try Solerig.run(
      ["test", "--rig", "native", "--firmware", "x.bin", "--output", suites.output]
    ).expectError(64, ["native", "--firmware"])
  }

  @Test(arguments: [
    ["tset"], ["test", "--rigg", "native"], ["synth", "-o", "x"], ["synth", "-o", "x", "fly:3:3"],
    ["import"], ["inspect"], ["judge"], ["import", "x.csv", "-o", "y", "--rate", "7"],
    ["board", "--firmware"],
  ])
  func wordsThatNoCommandHas(arguments: [String]) throws {
    let ending = try Solerig.run(arguments, directory: suites.folder.path)
    #expect(ending.code == 64)
    #expect(ending.errors.contains("Usage: solerig"))
    ending.expectPlain()
  }

  @Test func aMessageThatTheContractDoesNotHave() throws {
    let ending = try Solerig.run(["inspect", "x.pcapng", "--frames", "--message", "strid"])
    #expect(ending.code == 64)
    #expect(ending.errors.contains("did you mean `stride`?"), "\(ending.errors)")
    #expect(try Solerig.run(["inspect", "x.pcapng", "--frames", "--times"]).code == 64)
    let without = try Solerig.run(["inspect", "x.pcapng", "--message", "stride"])
    #expect(without.code == 64)
    #expect(without.errors.contains("--frames"), "\(without.errors)")
  }

  @Test(arguments: [
    ("fyl:1:2", "stand:SECONDS"), ("wlak:1:2", "did you mean `walk`?"), ("walk:1", "walk:1.3:30"),
  ])
  func aSegmentThatIsNone(segment: String, words: String) throws {
    let ending = try Solerig.run(["synth", "-o", "x.pcapng", segment])
    #expect(ending.code == 64)
    #expect(ending.errors.contains(words), "\(ending.errors)")
  }

  @Test func aColumnThatNoChannelHas() throws {
    try Solerig.run(["import", "x.csv", "-o", "y", "--columns", "aq=b"]).expectError(
      64, ["`aq=b`", "ax", "gz"])
  }
}

/// Help teaches by example.
struct HelpTests {
  @Test(arguments: ["test", "judge", "inspect", "import", "synth", "board"])
  func everyCommandHasAnExample(command: String) throws {
    let ending = try Solerig.run([command, "--help"])
    #expect(ending.code == 0)
    #expect(ending.output.contains("\n  solerig \(command)"), "\(ending.output)")
    ending.expectPlain()
  }

  @Test func theFirstHelpNamesTheExitCodesAndEveryCommand() throws {
    let ending = try Solerig.run(["--help"])
    #expect(ending.code == 0)
    for word in [
      "0 conformant", "64 usage", "\n  test", "judge", "inspect", "import", "synth", "board",
    ] {
      #expect(ending.output.contains(word))
    }
  }

  @Test func theVersionIsTold() throws {
    let ending = try Solerig.run(["--version"])
    #expect(ending.code == 0)
    let version = ending.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let changes = try String(contentsOfFile: Solerig.project + "/CHANGELOG.md", encoding: .utf8)
    #expect(changes.split(separator: "\n").contains { $0.hasPrefix("## \(version),") })
  }
}
