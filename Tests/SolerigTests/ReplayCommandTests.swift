import Capture
import Foundation
import Glibc
import Judge
import SoleLink
import TestSupport
import Testing

/// Runs sent again, runs compared, and boards listened to, from the command line.
struct ReplayCommandTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  private func run(_ name: String = "old", faults: String = "[]") throws -> RunFiles {
    let output = suites.folder.path(name)
    let (ending, run) = try Solerig.test(
      suites.suite(runner: Suites.walk(10), faults: faults), output: output)
    #expect(ending.code == 0, "\(ending.output)")
    return run
  }

  private func comparison(_ data: Data) throws -> Comparison {
    try JSONDecoder().decode(Comparison.self, from: data)
  }

  @Test(arguments: ["1", "20", "max"]) func aRunSentAgainIsTheSame(speed: String) throws {
    let old = try run()
    let ending = try Solerig.run([
      "replay", old.path, "--rig", "native", "--speed", speed, "--output", suites.output,
    ])
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("same  All payloads of 1 session"), "\(ending.output)")
    ending.expectPlain()
    let new = try RunFiles(in: suites.output)
    let kept = try comparison(new.data("comparison.json"))
    #expect(kept.outcome == .same && kept.sessions.map(\.name) == ["only-case"])
    #expect(kept.sessions[0].leftAnswers > 10)
    // The new run is a run like any other.
    let judged = try Solerig.run(["judge", new.path])
    #expect(judged.code == 0, "\(judged.output)")
  }

  /// The checks of a suite of times are held again, not left without what they rest on.
  @Test func aRunOfTimesIsMeasuredAgain() throws {
    let suite = try suites.suite(
      runner: Suites.walk(3), clock: "real-time",
      checks: """
        [{response_time: {to: loopback, maximum_ms: 5000}}, {response_time: {maximum_ms: 5000}},
          {boot_to_ready: {boots: 2, maximum_ms: 60000}}, {event_latency: {maximum_ms: 5000}}]
        """)
    let old = suites.folder.path("old")
    let (first, run) = try Solerig.test(suite, output: old)
    #expect(first.code == 0, "\(first.output)\(first.errors)")
    let ending = try Solerig.run([
      "replay", run.path, "--rig", "native", "--output", suites.output, "--accept-link",
    ])
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    let new = try RunFiles(in: suites.output)
    let judged = try Solerig.run(["judge", new.path])
    #expect(judged.code == 0, "\(judged.output)")
    #expect(
      try CaptureReader.read(path: new.capture).records.contains {
        if case .event(.linkMeasured) = $0.body { true } else { false }
      }, "the line is measured for them")
  }

  @Test func aCaptureAloneIsSentAgainWithWhatWasLeftOut() throws {
    let old = try run(faults: "[skip: {at_sample: 500, samples: 40}]")
    let alone = suites.folder.path("alone.pcapng")
    try FileManager.default.copyItem(atPath: old.capture, toPath: alone)
    let ending = try Solerig.run([
      "replay", alone, "--rig", "native", "--speed", "max", "--output", suites.output, "--json",
    ])
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    #expect(try comparison(ending.outputData).outcome == .same)
  }

  /// It is held to what was sent of it, and not to what its case asks as a whole.
  @Test func aRunThatWasBrokenOffIsSentAgainAsFarAsItWent() throws {
    let suite = try suites.suite(
      runner: Suites.walk(10),
      checks: "[sample_accounting, {strides_found: {minimum_percent: 98}}]")
    // Of some 31,000 bytes to the chip.
    let (first, old) = try Solerig.test(
      suite, rig: try suites.rig(cable: "{to_chip: {cut_after_bytes: 20000}}"),
      output: suites.folder.path("old"))
    #expect(first.code == 3, "\(first.output)")
    let ending = try Solerig.run([
      "replay", old.path, "--rig", "native", "--speed", "max", "--output", suites.output,
    ])
    #expect(ending.code == 2, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("until one of them was broken off"), "\(ending.output)")
    let judged = try Solerig.run(["judge", RunFiles(in: suites.output).path])
    #expect(judged.code == 0 && judged.output.contains("samples of its stimulus were sent"))
  }

  /// A suite that lies beside a capture by chance is not its own.
  @Test func anotherRunsSuiteIsLeftAlone() throws {
    let old = try run()
    let alone = suites.folder.path("alone.pcapng")
    try FileManager.default.copyItem(atPath: old.capture, toPath: alone)
    try suites.write("no suite", to: "suite.json")
    let ending = try Solerig.run([
      "replay", alone, "--rig", "native", "--speed", "max", "--output", suites.output,
    ])
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    #expect(ending.errors.contains("is left aside"), "\(ending.errors)")
  }

  @Test func aTraceIsComparedWithTheEngine() throws {
    let trace = suites.folder.path("errand.pcapng")
    #expect(try Solerig.run(["synth", "-o", trace, "walk:1.3:8"]).code == 0)
    let ending = try Solerig.run([
      "replay", trace, "--rig", "native", "--speed", "max", "--output", suites.output,
    ])
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    #expect(ending.output.contains("B: engine"), "\(ending.output)")
    try Solerig.run(["replay", trace, "--only", "x"]).expectError(64, ["is a trace"])
  }

  @Test func whereTwoRunsPartIsNamed() throws {
    let one = try run("one")
    let other = try run("two", faults: "[skip: {at_sample: 500, samples: 40}]")
    let same = try Solerig.run(["compare", one.path, "engine"])
    #expect(same.code == 0, "\(same.output)")
    #expect(try Solerig.run(["compare", other.path, "--engine"]).code == 0)
    let parted = try Solerig.run(["compare", one.path, other.capture])
    #expect(parted.code == 2, "\(parted.output)")
    #expect(parted.output.contains("missed samples 500 to 539"), "\(parted.output)")
    let json = try Solerig.run(["compare", one.path, other.path, "--json"])
    #expect(json.code == 2)
    let divergence = try comparison(json.outputData).sessions[0].divergence
    #expect(divergence.map { $0.sampleIndex ?? 0 >= 500 } == true)
  }

  /// What the host's process told, the emulated chip tells, and the engine on the host.
  @Test(.enabled(if: Firmware.isPresent, "there is no firmware image: scripts/firmware/build"))
  func aRunOfOneBoardIsReplayedToAnother() throws {
    let old = try run()
    let ending = try Solerig.run([
      "replay", old.path, "--rig", "virtual-microbit", "--speed", "max", "--output",
      suites.output,
    ])
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
    let new = try RunFiles(in: suites.output)
    #expect(try Solerig.run(["compare", new.path, "engine"]).code == 0)
  }

  @Test(
    .enabled(
      if: Firmware.isPresent("known-bad-gyro-sign"), "there is no known-bad image to compare"))
  func wrongFirmwarePartsFromTheEngine() throws {
    let old = try run()
    let ending = try Solerig.run([
      "replay", old.path, "--rig", "virtual-microbit", "--speed", "max", "--output",
      suites.output, "--firmware", Firmware.image("known-bad-gyro-sign"), "--json",
    ])
    #expect(ending.code == 1, "\(ending.errors)")
    let session = try comparison(ending.outputData).sessions[0]
    #expect(session.outcome == .differs && session.divergence?.sampleIndex != nil)
  }

  @Test func wrongWordsAreAMatterOfUsage() throws {
    let old = try run()
    for words in [
      ["compare", old.path], ["compare", old.path, old.path, "--engine"],
      ["compare", "engine", old.path], ["replay", old.path, "--speed", "fast"],
      ["replay", old.path, "--only", "nothing"], ["capture", "-o", "x", "--for", "0"],
    ] {
      #expect(try Solerig.run(words).code == 64, "\(words)")
    }
    for words in [["compare", "/nonexistent/run", old.path], ["replay", "/nonexistent/run"]] {
      try Solerig.run(words).expectError(
        3, ["/nonexistent/run", "there is no such file or folder"])
    }
    let folder = suites.folder.path("empty")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for words in [["compare", folder, old.path], ["replay", folder]] {
      try Solerig.run(words).expectError(3, [folder, "holds no capture.pcapng"])
    }
    let text = try suites.write("no capture", to: "text")
    try Solerig.run(["replay", text]).expectError(3, [text])
  }

  // MARK: - Listening

  /// A board that talks by itself: half a second of words, then what the test asks for.
  private func talker(_ end: String) throws -> String {
    let bytes = Self.frame.map { String(format: "%02x", $0) }.joined()
    return try suites.chip(
      "talker",
      """
      my $frame = pack('H*', '\(bytes)');
      for (1..50) { syswrite($line, $frame); select(undef, undef, undef, 0.01); }
      \(end)
      """)
  }

  private static let frame: [UInt8] = {
    let log = ChipMessage.log(.init(level: .info, text: .init("talking by itself")))
    let frame = FrameEncoder.encode(log, sequence: 0)
    return (0..<frame.count).map { frame[$0] }
  }()

  private func chunks(_ path: String) throws -> (frames: Int, sent: Int, torn: Int) {
    let contents = try CaptureReader.read(path: path)
    var (frames, sent) = (0, 0)
    for case .chunk(let chunk) in contents.records.map(\.body) {
      if chunk.direction == .toChip { sent += 1 } else if chunk.kind == .frame { frames += 1 }
    }
    return (frames, sent, contents.tornBytes)
  }

  @Test func aBoardIsListenedToUntilItIsEnough() throws {
    let rig = try suites.rig(program: talker("sleep 60;"))
    let path = suites.folder.path("heard.pcapng")
    let child = try Solerig.start(["capture", "--rig", rig, "-o", path])
    for _ in 0..<4000 {
      if let heard = try? chunks(path), heard.frames >= 50 { break }
      usleep(5000)
    }
    child.send(SIGINT)
    let ending = try child.wait()
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("wrote \(path): 50 messages"), "\(ending.output)")
    #expect(child.leavesNoOrphan())
    let heard = try chunks(path)
    #expect(heard.frames == 50 && heard.sent == 0 && heard.torn == 0)
    #expect(try Solerig.run(["inspect", path]).code == 0)
  }

  @Test func whatWasHeardBeforeAnUnplugIsKept() throws {
    let rig = try suites.rig(program: talker("sleep 60;"), cable: "{unplug_after_ms: 1500}")
    let path = suites.folder.path("heard.pcapng")
    let ending = try Solerig.run(["capture", "--rig", rig, "-o", path])
    #expect(ending.code == 3)
    #expect(ending.errors.contains("hung up"), "\(ending.errors)")
    let heard = try chunks(path)
    #expect(heard.frames > 0 && heard.sent == 0 && heard.torn == 0)
    guard case .event(.runEnded(let end))? = try CaptureReader.read(path: path).records.last?.body
    else {
      Issue.record("the end is not in the capture")
      return
    }
    #expect(end.failure?.kind == .linkLost)
  }

  @Test func aFileThatMayNotGrowEndsTheListening() throws {
    let limited = try suites.script("limited", "ulimit -f 8; exec \(Solerig.program) \"$@\"")
    let rig = try suites.rig(
      program: talker(
        "while (1) { syswrite($line, $frame x 20); select(undef, undef, undef, 0.01); }"))
    let path = suites.folder.path("heard.pcapng")
    let ending = try Child(
      limited, ["capture", "--rig", rig, "-o", path],
      environment: ProcessInfo.processInfo.environment, directory: Solerig.project
    ).wait()
    #expect(ending.code == 3, "\(ending.output)\(ending.errors)")
    #expect(ending.errors.contains("File too large"), "\(ending.errors)")
    #expect(try chunks(path).frames > 20)
  }

  @Test func aFileThatIsThereIsNotOverwritten() throws {
    let path = try suites.write("precious", to: "taken.pcapng")
    try Solerig.run(["capture", "--rig", "native", "-o", path]).expectError(
      3, [path, "File exists"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test func listeningEndsWithItsTime() throws {
    let path = suites.folder.path("heard.pcapng")
    let ending = try Solerig.run([
      "capture", "--rig", try suites.rig(program: talker("sleep 60;")), "-o", path, "--for", "1.5",
    ])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try chunks(path).frames > 0)
    try Solerig.run(["compare", path, "engine"]).expectError(
      64, [path, "does not tell what the chip was fed"])
  }
}
