import Capture
import Foundation
import SoleLink
import Stimulus
import TestSupport
import Testing

/// Traces from the command line: made, shown, played; and recordings that are not what they should be.
struct TraceCommandTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  @Test func aSyntheticWalkIsMadeShownAndPlayed() throws {
    let path = suites.folder.path("errand.pcapng")
    let made = try Solerig.run(["synth", "-o", path, "stand:1", "walk:1.3:6", "stand:1"])
    #expect(made.code == 0)
    // The walk ends with a whole stride, so it is a little longer than asked for.
    let count = try TraceFile.read(path: path).samples.count
    #expect(1600...1900 ~= count)
    #expect(made.output.contains("\(count) samples"), "\(made.output)")
    let shown = try Solerig.run(["inspect", path])
    #expect(shown.code == 0)
    for word in ["trace errand", "\(count) samples at 200 Hz", "strides: ", "distance: "] {
      #expect(shown.output.contains(word), "\(shown.output)")
    }
    let suite = try suites.suite(
      stimulus: "trace: errand.pcapng",
      checks: "[sample_accounting, strides_found: {minimum_percent: 50}]")
    let (ending, _) = try Solerig.test(suite, output: suites.output)
    #expect(ending.code == 0, "\(ending.output)")
    // A trace is no run, and a run's capture no trace.
    let run = try RunFiles(in: suites.output)
    let other = try suites.suite("other", stimulus: "trace: \(run.capture)")
    try Solerig.run(["test", other, "--rig", "native", "--output", suites.output]).expectError(
      3, [run.capture, "not a trace"])
  }

  @Test func theSameSeedGivesTheSameTrace() throws {
    var traces: [Trace] = []
    for (name, seed) in [("a", "7"), ("b", "7"), ("c", "8")] {
      let path = suites.folder.path(name)
      #expect(try Solerig.run(["synth", "-o", path, "run:3:4", "--seed", seed]).code == 0)
      var trace = try TraceFile.read(path: path)
      trace.name = "x"
      traces.append(trace)
    }
    #expect(traces[0] == traces[1])
    #expect(traces[0].samples != traces[2].samples)
  }

  @Test func aTraceIsNotOverwritten() throws {
    let path = try suites.write("precious", to: "taken.pcapng")
    try Solerig.run(["synth", "-o", path, "walk:1.3:6"]).expectError(3, [path, "File exists"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test func aRunnerIsReadFromAFile() throws {
    let file = try suites.write(
      """
      seed: 3
      surface_kn_per_m: 100
      segments:
        - run: {duration_s: 4, speed_m_per_s: 3, incline_percent: 5}
      """, to: "hill.yaml")
    let path = suites.folder.path("hill.pcapng")
    let made = try Solerig.run(["synth", "-o", path, "--runner", file, "--side", "left"])
    #expect(made.code == 0, "\(made)")
    let facts = try TraceFile.read(path: path).provenance.joined()
    for word in ["\"inclinePercent\":5", "\"side\":\"left\"", "\"seed\":3"] {
      #expect(facts.contains(word), "\(facts)")
    }
    let wrong = try suites.write(
      "segments:\n  - run: {duration_s: 4, speed_m_per_s: 30}\n", to: "wrong.yaml")
    try Solerig.run(["synth", "-o", path, "--runner", wrong]).expectError(
      64, ["wrong.yaml:2:41: cannot read the runner", "give 1.4 to 7.0"])
    let both = try Solerig.run(["synth", "-o", path, "--runner", file, "--seed", "2"])
    #expect(both.code == 64)
    #expect(both.errors.contains("--runner takes the place of"))
  }

  @Test func aRunnerThatNobodyCanFollow() throws {
    try Solerig.run(["synth", "-o", suites.folder.path("x"), "walk:90:6"]).expectError(
      64, ["segments[0]"])
  }

  // MARK: - Recordings

  /// A recording at 100 Hz, in m/s² and rad/s, as its sidecar says.
  private func recording(_ change: (inout [String]) -> Void = { _ in }) throws -> String {
    var rows = ["t_s,ax,ay,az,gx,gy,gz"]
    rows += (0..<200).map { "\(Double($0) / 100),0,0,9.80665,0,0.5,0" }
    change(&rows)
    try suites.write(#"{"units": "acc m/s^2, gyro rad/s"}"#, to: "lab.json")
    return try suites.write(rows.joined(separator: "\n") + "\n", to: "lab.csv")
  }

  @Test func aRecordingIsImportedInTheChipsCounts() throws {
    let path = suites.folder.path("lab.pcapng")
    let ending = try Solerig.run(["import", try recording(), "-o", path])
    #expect(ending.code == 0, "\(ending.errors)")
    let trace = try TraceFile.read(path: path)
    #expect(trace.sampleRateHertz == 200)
    #expect(abs(trace.durationSeconds - 2) < 0.02)
    let sample = trace.samples[trace.samples.count / 2]
    // ±16 g at 2048 counts a g; 0.5 rad/s are 28.65 °/s at 16.4 counts each.
    #expect(sample.accelerationZ == 2048 && sample.accelerationX == 0)
    #expect(sample.angularRateY == 470 && sample.angularRateX == 0)
  }

  @Test func theImportsReportIsJSONWhereAskedFor() throws {
    let path = suites.folder.path("lab.pcapng")
    let ending = try Solerig.run(["import", try recording(), "-o", path, "--json"])
    #expect(ending.code == 0)
    #expect(try JSONSerialization.jsonObject(with: ending.outputData) is [String: Any])
  }

  @Test func aMissingColumnIsNamedWithTheNearest() throws {
    let csv = try recording { $0[0] = "t_s,ax,ay,acc_z,gx,gy,gz" }
    try Solerig.run(["import", csv, "-o", suites.folder.path("x")]).expectError(
      3, ["\(csv):1:", "\"az\"", "\"acc_z\""])
  }

  @Test func aNumberThatIsNoneIsNamedWithItsPlace() throws {
    let csv = try recording { $0[41] = "0.40,0,0,NaN,0,0,0" }
    try Solerig.run(["import", csv, "-o", suites.folder.path("x")]).expectError(
      3, ["\(csv):42", "\"NaN\""])
  }

  @Test func timeThatRunsBackwardsIsNamedWithItsPlace() throws {
    let csv = try recording { $0.swapAt(41, 42) }
    try Solerig.run(["import", csv, "-o", suites.folder.path("x")]).expectError(
      3, ["\(csv):43", "runs backwards"])
  }

  @Test func aRecordingThatIsNotThereIsNamed() throws {
    try Solerig.run(["import", "/nonexistent/x.csv", "-o", suites.folder.path("x")]).expectError(
      3, ["/nonexistent/x.csv"])
    let suite = try suites.suite(stimulus: "recording: no_such")
    try Solerig.run(["test", suite, "--rig", "native", "--output", suites.output]).expectError(
      3, ["no_such", "SOLERIG_RECORDINGS"])
    #expect(!FileManager.default.fileExists(atPath: suites.folder.path("x")))
  }

  // MARK: - Captures that need a word more

  /// A capture with noise and with a good frame that goes the wrong way.
  private func badCapture(contract: UInt64 = Wire.contractHash) throws -> String {
    var header = CaptureHeader(
      writer: "solerig 0.0.1", host: "test", startedEpochNanoseconds: 0,
      startedMonotonicNanoseconds: 0, environment: [:])
    header.contractHash = contract.hexadecimal
    var writer = try CaptureWriter(header)
    let noise: [UInt8] = [7, 7, 7]
    writer.append(.noise, noise.span.bytes, length: noise.count, .toChip, at: 1000)
    let frame = FrameEncoder.encode(
      HostMessage.hello(.init(contractHash: Wire.contractHash)), sequence: 0)
    let hello = (1..<frame.count - 1).map { frame[$0] }
    writer.append(.frame, hello.span.bytes, length: hello.count, .toHost, at: 2000)
    var data = Data()
    writer.drain { data.append(contentsOf: $0) }
    let path = suites.folder.path("bad-\(contract.hexadecimal).pcapng")
    try data.write(to: URL(filePath: path))
    return path
  }

  @Test func whatIsNoMessageIsShownInBytes() throws {
    let path = try badCapture()
    let shown = try Solerig.run(["inspect", path, "--frames"])
    #expect(shown.code == 0 && shown.errors.isEmpty, "\(shown.errors)")
    for words in [
      "-> noise length=3 bytes=070707\n",
      "<- invalid reason=\"the contract has no type 0x01 this way\" length=",
    ] {
      #expect(shown.output.contains(words), "\(shown.output)")
    }
    let json = try Solerig.run(["inspect", path, "--frames", "--message", "noise", "--json"])
    let line = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let fields = try #require(line["fields"] as? [String: Any])
    #expect(fields["bytes"] as? String == "070707")
    #expect(fields["length"] as? Int == 3)
  }

  @Test func aCaptureOfAnotherContractIsShownWithAWarning() throws {
    let path = try badCapture(contract: 0x0123_4567_89AB_CDEF)
    let shown = try Solerig.run(["inspect", path, "--frames"])
    #expect(shown.code == 0)
    #expect(shown.output.contains("bytes=070707"), "\(shown.output)")
    for word in ["0123456789abcdef", Wire.contractHash.hexadecimal, "solerig 0.0.1"] {
      #expect(shown.errors.contains(word), "\(shown.errors)")
    }
    #expect(shown.errors.split(separator: "\n").count == 1, "\(shown.errors)")
  }

  // MARK: - Captures that are none

  @Test(arguments: ["inspect", "judge"]) func aFileOfAnotherKindIsRefused(command: String) throws {
    let folder = suites.folder.path("run")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let (_, run) = try Solerig.test(try suites.suite(), output: suites.output)
    try run.data("suite.json").write(to: URL(filePath: folder + "/suite.json"))
    let path = folder + "/capture.pcapng"
    for (text, word) in [
      ("Frame 1: 60 bytes on wire\n", "at byte 0"), ("", "at byte 0"),
      ("\u{A}\r\r\u{A}", "at byte 0"),
    ] {
      try Data(text.utf8).write(to: URL(filePath: path))
      try Solerig.run([command, command == "judge" ? folder : path]).expectError(
        3, [path, word, "solerig import"])
    }
  }

  @Test func aFolderThatIsNoRunIsRefused() throws {
    try Solerig.run(["judge", suites.folder.path]).expectError(
      3, [suites.folder.path, "suite.json"])
    try Solerig.run(["judge", "/nonexistent/run"]).expectError(3, ["/nonexistent/run"])
    try Solerig.run(["inspect", "/nonexistent/x.pcapng"]).expectError(3, ["/nonexistent/x.pcapng"])
  }

  /// A suite that is not the one that was played can't judge it.
  @Test func aChangedSuiteIsNotJudgedBy() throws {
    let (_, run) = try Solerig.test(try suites.suite(), output: suites.output)
    let path = run.path + "/suite.json"
    var text = try String(contentsOfFile: path, encoding: .utf8)
    text.replace("does what this case asks", with: "does nothing at all")
    try Data(text.utf8).write(to: URL(filePath: path))
    let judged = try Solerig.run(["judge", run.path])
    #expect(judged.code == 3)
    #expect(judged.output.contains("suite.json"))
    try Data("{".utf8).write(to: URL(filePath: path))
    try Solerig.run(["judge", run.path]).expectError(3, [path])
  }
}
