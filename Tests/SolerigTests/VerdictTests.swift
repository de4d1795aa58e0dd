import Foundation
import Glibc
import Testing

/// Each exit code, and what a run leaves behind, on the app as a host process.
struct VerdictTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  /// Exit code, verdict, and the check that decides it.
  @Test(arguments: [
    (0, "pass", "[sample_accounting, summaries: {period_s: 1}]"),
    (1, "fail", "[sample_accounting, no_strides]"),
    // Half a minute of walking can't tell a drift of 1 ppm, a few strides can't tell any.
    (2, "inconclusive", "[sample_accounting, midstance_timing: {drift_ppm: 1}]"),
    (2, "not_measured", "[sample_accounting, midstance_timing: {drift_ppm: 2}]"),
    // A host process has no stack to tell of: what is not measured is not passed.
    (3, "not_measured", "[stack: {minimum_free_bytes: 1}]"),
  ])
  func theVerdictIsTheExitCode(code: Int32, verdict: String, checks: String) throws {
    let suite = try suites.suite(
      runner: Suites.walk(verdict == "inconclusive" ? 28 : 6), checks: checks)
    let (ending, run) = try Solerig.test(suite, output: suites.output)
    #expect(ending.code == code, "\(ending.output)")
    ending.expectPlain()
    #expect(ending.output.contains(run.path))
    let document = try JSONSerialization.jsonObject(with: run.data("run.json")) as? [String: Any]
    let judgement = document?["judgement"] as? [String: Any]
    #expect(judgement?["verdict"] as? String == verdict)
    let judged = try Solerig.run(["judge", run.path])
    #expect(judged.code == code)
    judged.expectPlain()
  }

  /// The app's clock on this host is the host's, and the exchanges say how sure that is.
  @Test(arguments: [(500, 0, "pass"), (0, 2, "inconclusive")])
  func theDevicesClockIsHeldAgainstTheHosts(ppm: Int, code: Int32, verdict: String) throws {
    let suite = try suites.suite(
      runner: Suites.walk(3), clock: "real-time", checks: "[clock_drift: {maximum_ppm: \(ppm)}]")
    let (ending, run) = try Solerig.test(suite, output: suites.output)
    #expect(ending.code == code, "\(ending.output)")
    let text = try String(decoding: run.data("run.json"), as: UTF8.self)
    #expect(text.contains("\"\(verdict)\"") && text.contains("shortest way there and back"))
  }

  @Test func aRunLeavesAllOfItsFiles() throws {
    let (_, run) = try Solerig.test(try suites.suite(), output: suites.output)
    let names = try FileManager.default.contentsOfDirectory(atPath: run.path).sorted()
    #expect(
      names == [
        "capture.pcapng", "junit.xml", "report.html", "rig.log", "run.json", "suite.json",
      ])
    #expect(try String(decoding: run.data("junit.xml"), as: UTF8.self).contains("only-case"))
    #expect(try String(decoding: run.data("report.html"), as: UTF8.self).contains("only-case"))
    #expect(try run.data("rig.log").isEmpty == false)
  }

  /// A verdict can be computed again, and gives the same bytes.
  @Test func theJudgementOfAnotherDayIsTheSameBytes() throws {
    let suite = try suites.suite(
      faults: "[noise: {at_sample: 100, bytes: 3}, skip: {at_sample: 300, samples: 2}]",
      checks: "[sample_accounting, reported_faults: {noise_chunks: 1, samples_skipped: 2}]")
    let (ending, run) = try Solerig.test(suite, output: suites.output)
    #expect(ending.code == 0, "\(ending.output)")
    let judged = try Solerig.run(["judge", run.path, "--json"])
    #expect(judged.code == 0)
    #expect(try Solerig.run(["judge", run.path, "--json"]).outputData == judged.outputData)
    // run.json is `{"judgement" : ..., "run" : ...}`: the judgement's text stands in it as it is.
    let document = try run.data("run.json")
    let judgement = judged.outputData.dropLast()
    #expect(judgement.first == UInt8(ascii: "{") && judged.outputData.last == 10)
    let start = Data("{\n\"judgement\" : ".utf8)
    #expect(document.starts(with: start + judgement + Data(",\n".utf8)))
  }

  @Test func jsonIsTheDocumentAndNothingElse() throws {
    let ending = try Solerig.run(
      ["test", try suites.suite(), "--rig", "native", "--output", suites.output, "--json"])
    #expect(ending.code == 0)
    let run = try RunFiles(in: suites.output)
    #expect(try ending.outputData == run.data("run.json"))
    let object = try JSONSerialization.jsonObject(with: ending.outputData) as? [String: Any]
    #expect(object?["schema"] as? String == "solerig-run/1")
    #expect(ending.errors == "")
  }

  /// A fault that the suite plans and the chip counts is a pass; one that it does not plan is not.
  @Test func everyFaultOnPurposeIsCountedByTheChip() throws {
    let suite = try suites.suite(
      faults: """
        [noise: {at_sample: 100, bytes: 6}, crc_error: {at_sample: 200, samples: 7},
          cut_frame: {at_sample: 300}, oversize_frame: {at_sample: 400}, unknown_type: {at_sample: 500},
          skip: {at_sample: 600, samples: 500}]
        """,
      checks: """
        [sample_accounting, reported_faults: {noise_chunks: 1, crc_errors: 1, cut_frames: 1,
          oversize_frames: 1, unknown_types: 1, sequence_gaps: 2, samples_skipped: 507}]
        """)
    let (ending, _) = try Solerig.test(suite, output: suites.output)
    #expect(ending.code == 0, "\(ending.output)")
    let unplanned = try Suites()
    let (other, _) = try Solerig.test(
      unplanned.suite(faults: "[crc_error: {at_sample: 200}]", checks: "[reported_faults: {}]"),
      output: unplanned.output)
    #expect(other.code == 3, "the suite does not expect what it asks for: the rig's side is wrong")
  }

  /// On a terminal, and not where NO_COLOR asks for none.
  @Test(arguments: [true, false]) func colourIsForTerminals(isWanted: Bool) throws {
    var (master, slave): (CInt, CInt) = (-1, -1)
    var name = [CChar](repeating: 0, count: 64)
    try #require(openpty(&master, &slave, &name, nil, nil) == 0)
    defer { for descriptor in [master, slave] { close(descriptor) } }
    let path = name.withUnsafeBufferPointer {
      String(cString: $0.baseAddress.unsafelyUnwrapped)
    }
    var environment = ProcessInfo.processInfo.environment
    environment["NO_COLOR"] = isWanted ? nil : "1"
    environment["TERM"] = "xterm"
    let child = try Child(
      Solerig.program,
      ["test", try suites.suite(), "--rig", "native", "--output", suites.output, "--quiet"],
      environment: environment, directory: Solerig.project, terminal: path)
    #expect(try child.wait().code == 0)
    // The table of one case is less than what a terminal holds, so nothing waited for this.
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 16_384)
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    while !text.contains("report: "), poll(&request, 1, 20_000) > 0 {
      let count = read(master, &buffer, buffer.count)
      text += String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
    #expect(text.contains("only-case"))
    #expect(text.contains("\u{1B}[") == isWanted, "\(text)")
  }

  @Test func inspectCountsAndListsWhatARunHolds() throws {
    let (_, run) = try Solerig.test(try suites.suite(), output: suites.output)
    let overview = try Solerig.run(["inspect", run.capture])
    #expect(overview.code == 0)
    for word in ["contract", "only-case", "-> samples", "<- summary"] {
      #expect(overview.output.contains(word), "\(overview.output)")
    }
    overview.expectPlain()
    let json = try Solerig.run(["inspect", run.capture, "--json"])
    #expect(try JSONSerialization.jsonObject(with: json.outputData) is [String: Any])
    let strides = try Solerig.run(
      ["inspect", run.capture, "--frames", "--message", "stride", "--json"])
    let lines = strides.output.split(separator: "\n")
    #expect(lines.count > 3)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["message"] as? String == "stride")
      #expect((object?["fields"] as? [String: Any])?["stride_length"] != nil)
    }
  }
}
