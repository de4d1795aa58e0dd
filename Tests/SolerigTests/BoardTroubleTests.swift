import Capture
import Foundation
import Glibc
import SoleLink
import Testing

/// Boards and lines that go wrong: no verdict, a cause, and the capture so far.
struct BoardTroubleTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  /// Runs on a rig that breaks; the words stand in the table or the reason why it ended early.
  private func expectNoVerdict(
    _ rig: String, suite: String? = nil, _ words: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> CaptureContents {
    let suite = try suite ?? suites.suite()
    let (ending, run) = try Solerig.test(suite, rig: rig, output: suites.output)
    #expect(ending.code == 3, "\(ending.output)", sourceLocation: sourceLocation)
    for word in words {
      #expect(
        (ending.output + ending.errors).contains(word), "no \(word) in: \(ending)",
        sourceLocation: sourceLocation)
    }
    ending.expectPlain(sourceLocation: sourceLocation)
    #expect(try Solerig.run(["judge", run.path]).code == 3, sourceLocation: sourceLocation)
    let contents = try CaptureReader.read(path: run.capture)
    #expect(contents.tornBytes == 0, sourceLocation: sourceLocation)
    guard case .event(.runEnded(let end))? = contents.records.last?.body else {
      Issue.record("the run's end is not in the capture", sourceLocation: sourceLocation)
      return contents
    }
    #expect(end.failure != nil, sourceLocation: sourceLocation)
    return contents
  }

  private static let longCase = "{segments: [{walk: {duration_s: 60, speed_m_per_s: 1.3}}]}"

  @Test func aProgramThatIsMissingIsNamed() throws {
    let rig = try suites.rig(program: "/nonexistent/SoleNative")
    try Solerig.run(
      ["test", try suites.suite(), "--rig", rig, "--output", suites.output]
    ).expectError(3, ["/nonexistent/SoleNative", "is missing"])
  }

  @Test func aProgramThatEndsAtOnceIsTold() throws {
    let rig = try suites.rig(program: try suites.script("dies", "echo out of luck >&2; exit 7"))
    try Solerig.run(
      ["test", try suites.suite(), "--rig", rig, "--output", suites.output]
    ).expectError(3, ["dies", "out of luck", "exit status 7"])
  }

  @Test func aChipThatNeverAnswers() throws {
    let program = try suites.chip("mute", "while (sysread($line, my $bytes, 4096)) {}")
    _ = try expectNoVerdict(suites.rig(program: program), ["nothing came at all for 2.0 s"])
  }

  @Test func anotherContractNamesBothHashes() throws {
    let identity = Wire.Identity(
      contractHash: 0x1234_5678_9ABC_DEF0, uniqueId: 1, board: .native, boots: 1)
    // It knows this one message, which every contract has in common.
    let program = try suites.chip(
      "stranger",
      """
      my $identity = pack('H*', '\(Self.hexadecimal(ChipMessage.identity(identity)))');
      while (sysread($line, my $bytes, 4096)) {
        syswrite($line, $identity);
      }
      """)
    _ = try expectNoVerdict(
      suites.rig(program: program),
      ["123456789abcdef0", Wire.contractHash.hexadecimal, "Comparing contracts"])
  }

  @Test func anotherChipNamesBothIDs() throws {
    let program = try suites.script(
      "other", "exec \(Solerig.native) \"$1\" \"$2\" --unique-id cd")
    _ = try expectNoVerdict(
      suites.rig(program: program, board: "unique_id: 0xab"),
      ["00000000000000ab", "00000000000000cd"])
  }

  @Test func aChipThatFloods() throws {
    let program = try suites.chip(
      "flood", "my $junk = 'U' x 4096; while (syswrite($line, $junk)) {}")
    _ = try expectNoVerdict(suites.rig(program: program), ["floods the line"])
  }

  @Test func aLineThatGoesDeadInACase() throws {
    let rig = try suites.rig(cable: "{to_host: {cut_after_bytes: 5000}}")
    let contents = try expectNoVerdict(
      rig, suite: suites.suite(runner: Self.longCase), ["only-case", "nothing came for 2000 ms"])
    #expect(contents.records.count > 50)
  }

  /// Before any case: the cable's own log tells whose fault the silence is.
  @Test func aLineThatLosesBytesBeforeTheFirstCaseIsTheLinksFault() throws {
    let rig = try suites.rig(cable: "{seed: 4, to_chip: {drop: 0.5}}")
    let (ending, run) = try Solerig.test(suites.suite(), rig: rig, output: suites.output)
    #expect(ending.code == 3, "\(ending.output)")
    let judged = try Solerig.run(["judge", run.path])
    #expect(judged.output.contains("ERROR (link)"), "\(judged.output)")
    #expect(judged.output.contains("drop "), "\(judged.output)")
  }

  @Test func aPortThatClosesInACase() throws {
    let rig = try suites.rig(cable: "{unplug_after_ms: 1500}")
    let suite = try suites.suite(runner: Self.longCase, clock: "real-time")
    let contents = try expectNoVerdict(rig, suite: suite, ["hung up"])
    #expect(contents.records.count > 20)
  }

  /// Where the suite allows it, the case is begun again once the same chip is back, and that shows.
  @Test func aBoardThatComesBackIsTestedAgain() throws {
    // Slow enough for the plug to be pulled in the middle, on any machine.
    let rig = try suites.rig(
      cable: "{baud: 19200, chip_fifo: none, unplug_after_ms: 2500, plug_after_ms: 300}")
    let suite = try suites.suite(
      runner: Suites.walk(8), policy: "{wait_s: 60, retries: 2}")
    let (ending, run) = try Solerig.test(suite, rig: rig, output: suites.output)
    #expect(ending.code == 0, "\(ending.output) \(ending.errors)")
    #expect(ending.output.contains("begun 2 times"), "\(ending.output)")
    let records = try CaptureReader.read(path: run.capture).records
    let changes = records.compactMap { record -> RigEvent.PortRecord.Change? in
      if case .event(.port(let port)) = record.body { port.change } else { nil }
    }
    #expect(changes == [.opened, .hungUp, .returned])
    #expect(try Solerig.run(["judge", run.path]).code == 0)
  }

  @Test func aBoardThatDoesNotComeBackInTimeEndsTheRun() throws {
    let rig = try suites.rig(cable: "{unplug_after_ms: 1000}")
    let suite = try suites.suite(
      runner: Suites.walk(3), clock: "real-time", policy: "{wait_s: 0.5, retries: 2}")
    _ = try expectNoVerdict(rig, suite: suite, ["plugged in again failed"])
  }

  /// The chip's process dies in the middle: that is told, rather than what it did to the line.
  @Test func aChipsProcessThatIsKilledInACase() throws {
    let program = try suites.script(
      "doomed",
      """
      (sleep 1.5; kill -9 $$) > /dev/null 2>&1 &
      exec \(Solerig.native) "$@"
      """)
    let suite = try suites.suite(runner: Self.longCase, clock: "real-time")
    _ = try expectNoVerdict(suites.rig(program: program), suite: suite, ["doomed", "signal 9"])
  }

  /// An emulator that somebody stops, or kills, is not the chip's doing, nor the line's.
  @Test(
    .enabled(if: Firmware.isPresent, "there is no firmware image: scripts/firmware/build makes it"),
    arguments: [(SIGSTOP, "SIGSTOP"), (SIGKILL, "signal 9")])
  func anEmulatorThatIsHeldUpIsTheRigsFault(signal: CInt, words: String) throws {
    let suite = try suites.suite(runner: Self.longCase, clock: "real-time")
    let child = try Solerig.start(["test", suite, "--output", suites.output])
    let emulator = try emulator(of: child)
    kill(emulator, signal)
    let ending = try child.wait()
    #expect(ending.code == 3, "\(ending.output)\(ending.errors)")
    #expect(child.leavesNoOrphan())
    #expect(ending.errors.contains(words), "\(ending.errors)")
    #expect(ending.output.contains("suspect rig"), "\(ending.output)")
  }

  /// The emulator's process, once samples are on their way to it.
  private func emulator(of child: Child) throws -> pid_t {
    for _ in 0..<20_000 {
      if let run = try? RunFiles(in: suites.output),
        let records = try? CaptureReader.read(path: run.capture).records, records.count > 40
      {
        return try #require(
          child.descendants.first { number in
            let name = try? String(contentsOfFile: "/proc/\(number)/comm", encoding: .utf8)
            return name?.hasPrefix("qemu") == true
          })
      }
      usleep(5000)
    }
    throw Child.Hung(output: child.outputSoFar)
  }

  /// The app on this host that dies of its own is wrong, as firmware is. (The signals of a trap may be
  /// caught by the language's own crash reporter, which a mere signal does not end.)
  @Test func anAppThatCrashesIsTheFirmwaresFault() throws {
    let program = try suites.script(
      "crashing",
      """
      (sleep 1.5; kill -SYS $$) > /dev/null 2>&1 &
      exec \(Solerig.native) "$@"
      """)
    let suite = try suites.suite(runner: Self.longCase, clock: "real-time")
    let (ending, _) = try Solerig.test(
      suite, rig: suites.rig(program: program), output: suites.output)
    #expect(ending.code == 1, "\(ending.output)")
    #expect(ending.output.contains("signal 31"), "\(ending.output)")
    #expect(ending.output.contains("suspect firmware"), "\(ending.output)")
  }

  /// A run whose board never came up is a run, for whoever collects the results.
  @Test func aBoardThatDoesNotStartLeavesItsFiles() throws {
    let program = try suites.script("dies", "echo out of luck >&2; exit 7")
    let (ending, run) = try Solerig.test(
      suites.suite(), rig: suites.rig(program: program), output: suites.output)
    ending.expectError(3, ["out of luck"])
    for name in ["run.json", "junit.xml"] {
      let text = try String(decoding: run.data(name), as: UTF8.self)
      #expect(text.contains("out of luck"), "\(name): \(text)")
    }
    #expect(try Solerig.run(["judge", run.path]).code == 3)
  }

  @Test func aMissingImageSaysHowToBuildIt() throws {
    let ending = try Solerig.run(
      ["test", "--firmware", "/nonexistent/x.bin", "--output", suites.output])
    ending.expectError(3, ["/nonexistent/x.bin", "scripts/firmware/build"])
  }

  @Test func aFileThatIsNoImageIsRefused() throws {
    let path = try suites.write("hi", to: "x.bin")
    try Solerig.run(["test", "--firmware", path, "--output", suites.output]).expectError(
      3, [path, "vector table"])
  }

  @Test func aMissingQEMUSaysHowToGetIt() throws {
    let image = try suites.write("\0@\0 A\0\0\0 and code to follow", to: "x.bin")
    let ending = try Solerig.run(
      ["test", "--firmware", image, "--output", suites.output],
      environment: ["PATH": suites.pathWithoutQEMU()])
    ending.expectError(3, ["qemu-system-arm is missing", "qemu-system-arm"])
  }

  private static func hexadecimal(_ message: some FrameContent) -> String {
    let frame = FrameEncoder.encode(message, sequence: 0)
    return (0..<frame.count).map { frame[$0].hexadecimal }.joined()
  }
}
