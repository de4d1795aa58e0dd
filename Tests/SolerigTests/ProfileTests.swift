import Foundation
import Glibc
import Judge
import TestSupport
import Testing

/// Costs counted on the emulated chip, by the program that scripts/firmware/build-profile leaves.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: Firmware.profile),
    "there is no profiling image: scripts/firmware/build-profile"))
struct ProfileTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  private struct Document: Decodable {
    var profiles: [CostProfile]
    var comparison: CostComparison?
  }

  private func trace() throws -> String {
    let path = suites.folder.path("walk.pcapng")
    #expect(try Solerig.run(["synth", "-o", path, "walk:1.4:5"]).code == 0)
    return path
  }

  /// The chip in all, engine, app and what it tells, with nothing left out but the flash: 5 % of the CPU.
  @Test func everythingTheShoeTellsFitsTheBudget() throws {
    let profiles = try ["--everything", nil].map { word in
      let ending = try Solerig.run(["profile", "--json"] + (word.map { [$0] } ?? []))
      #expect(ending.code == 0, "\(ending.errors)")
      return try JSONDecoder().decode(Document.self, from: ending.outputData).profiles[0]
    }
    let means = profiles.map(\.meanInstructions)
    #expect(means[0] > means[1] + 10, "\(means)")
    // 200 samples a second, 64 ns an instruction.
    #expect(means[0] * 200 * 64e-9 < 0.05, "\(means)")
  }

  /// Run after run the same, to the tick: the command itself counts twice and refuses anything else.
  @Test func everySampleIsCountedTheSameEveryTime() throws {
    let trace = try trace()
    let profiles = try (0..<2).map { _ in
      let ending = try Solerig.run(["profile", "--trace", trace, "--json"])
      #expect(ending.code == 0, "\(ending.errors)")
      return try JSONDecoder().decode(Document.self, from: ending.outputData).profiles[0]
    }
    #expect(profiles[0].ticks == profiles[1].ticks)
    let cost = profiles[0]
    #expect(cost.ticks.count > 1000)
    // No sample is free, none takes its whole period, and the worst has a stride to tell of.
    #expect(cost.ticks.allSatisfy { $0 > 100 && $0 < 80_000 })
    #expect(Double(cost.instructions(cost.worst(1)[0])) > 2 * cost.meanInstructions)
  }

  @Test func theWorstSamplesAreShownWithTheirPlace() throws {
    let csv = suites.folder.path("cost.csv")
    let ending = try Solerig.run([
      "profile", "--trace", trace(), "--top", "3", "--csv", csv,
    ])
    #expect(ending.code == 0, "\(ending.errors)")
    let worst = ending.output.split(separator: "\n").filter {
      $0.contains("of its period) for sample")
    }
    #expect(worst.count == 3 && worst.allSatisfy { $0.contains("stride") }, "\(ending.output)")
    let rows = try String(contentsOfFile: csv, encoding: .utf8).split(separator: "\n")
    #expect(rows[0] == "sample,time_s,instructions,ticks")
    #expect(rows.count > 1000 && rows[1].hasPrefix("0,0.0000,"))
  }

  /// Before it counts for a minute, it looks whether it may write.
  @Test func aFileThatIsThereIsKept() throws {
    let csv = suites.folder.path("cost.csv")
    try "mine".write(toFile: csv, atomically: true, encoding: .utf8)
    let ending = try Solerig.run(["profile", "no-such-image.elf", "--csv", csv])
    #expect(ending.code == 3 && ending.errors.contains("there is such a file"), "\(ending.errors)")
    #expect(try String(contentsOfFile: csv, encoding: .utf8) == "mine")
  }

  @Test func twoImagesAreComparedSampleBySample() throws {
    let ending = try Solerig.run([
      "profile", Firmware.profile, Firmware.profile, "--trace", trace(), "--json",
    ])
    #expect(ending.code == 0, "\(ending.errors)")
    let document = try JSONDecoder().decode(Document.self, from: ending.outputData)
    #expect(document.profiles.count == 2 && document.comparison?.differing == 0)
  }

  @Test func whatIsNoImageIsNamed() throws {
    try Solerig.run(["profile", "/nonexistent.elf"]).expectError(
      3, ["/nonexistent.elf", "scripts/firmware/build-profile"])
    let text = try suites.write("no image", to: "text.elf")
    try Solerig.run(["profile", text]).expectError(3, [text, "no 32-bit little-endian ELF file"])
    #expect(try Solerig.run(["profile", "a", "b", "c"]).code == 64)
  }

  /// The chip's own image would run for ever.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: Firmware.elf)))
  func anOrdinaryImageIsRefused() throws {
    try Solerig.run(["profile", Firmware.elf]).expectError(
      3, [Firmware.elf, "it is no profiling image; build it with scripts/firmware/build-profile"])
  }

  @Test(arguments: [SIGTERM, SIGKILL]) func theEmulatorEndsWithWhoeverWantedTheCount(
    signal: Int32
  ) throws {
    let trace = suites.folder.path("long.pcapng")
    #expect(try Solerig.run(["synth", "-o", trace, "walk:1.4:300"]).code == 0)
    let child = try Solerig.start(["profile", "--trace", trace])
    var waits = 0
    while child.descendants.isEmpty, waits < 4000 {
      usleep(5000)
      waits += 1
    }
    try #require(waits < 4000)
    child.send(signal)
    #expect(try child.wait().code == 128 + signal)
    #expect(child.leavesNoOrphan())
  }
}
