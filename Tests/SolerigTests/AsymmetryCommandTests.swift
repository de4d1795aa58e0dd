import Capture
import Foundation
import SoleLink
import TestSupport
import Testing

/// Two shoes from the command line: two runs on the native board, compared.
struct AsymmetryCommandTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  /// One foot's run; the right one starts half a stride later.
  private func run(_ side: String, contact: Int, wait: Double) throws -> RunFiles {
    let suite = try suites.write(
      """
      name: \(side)
      title: One foot
      cases:
        - name: run
          requirement: The chip tells the \(side) foot.
          configure: {side: \(side)}
          runner:
            seed: 5
            segments:
              - stand: {duration_s: \(wait)}
              - run: {duration_s: 15, speed_m_per_s: 3, cadence_per_minute: 160, contact_time_ms: \(contact)}
              - stand: {duration_s: 1.5}
          checks: [sample_accounting]
      """, to: "\(side).yaml")
    let output = suites.folder.path("\(side)-runs")
    let (ending, run) = try Solerig.test(suite, output: output)
    #expect(ending.code == 0, "\(ending.output)")
    return run
  }

  @Test func twoRunsAreComparedByTheirFolders() throws {
    let left = try run("left", contact: 225, wait: 2)
    let right = try run("right", contact: 205, wait: 2.375)
    let compared = try Solerig.run(["asymmetry", left.path, right.capture])
    #expect(compared.code == 0)
    for word in [
      "left: run, ", "pairs, both chips' sample times taken to begin together", "contact time",
    ] {
      #expect(compared.output.contains(word), "\(compared.output)")
    }
    #expect(!compared.output.contains("warning"))
    let json = try Solerig.run(["asymmetry", left.path, right.path, "--json"])
    let result = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(result["schema"] as? String == "solerig-asymmetry/1")
    let rows = try #require(result["rows"] as? [[String: Any]])
    let contact = try #require(rows.first { $0["metric"] as? String == "contact_time" })
    let percent = try #require(contact["asymmetryPercent"] as? Double)
    #expect(abs(percent - 100 * 20 / 215) < 3)

    try Solerig.run(["asymmetry", right.path, left.path]).expectError(
      64, [right.capture, "sits on the right shoe", "left shoe's run first"])
    try Solerig.run(["asymmetry", left.path, right.path, "--left-case", "rum"]).expectError(
      64, ["no case `rum`", "did you mean `run`"])
    let apart = try Solerig.run(["asymmetry", left.path, right.path, "--offset", "100"])
    #expect(apart.code == 2)
    #expect(apart.output.contains("no stride of one shoe goes with one of the other"))
  }

  @Test func whatIsNoCaptureIsNamed() throws {
    let file = try suites.write("nothing", to: "x.pcapng")
    try Solerig.run(["asymmetry", file, file]).expectError(3, [file])
    let nowhere = suites.folder.path("nowhere")
    try Solerig.run(["asymmetry", nowhere, file]).expectError(3, [nowhere])
  }

  @Test func aCaptureOfAnotherContractIsRefused() throws {
    let path = suites.folder.path("old.pcapng")
    var header = CaptureHeader(
      writer: "solerig 0.0.1", host: "test", startedEpochNanoseconds: 0,
      startedMonotonicNanoseconds: 0, environment: [:])
    header.contractHash = "0123456789abcdef"
    _ = try CaptureFile.create(path: path, header: header)
    try Solerig.run(["asymmetry", path, path]).expectError(
      3, [path, "0123456789abcdef", Wire.contractHash.hexadecimal, "solerig 0.0.1"])
  }
}
