import Foundation
import SoleLink
import TestSupport
import Testing

@testable import solerig

@Suite struct MonitorTests {
  private static let words = ["monitor", "--rig", "native", "walk:1.4:6"]

  @Test func elsewhereThanOnATerminalItPrintsLines() throws {
    let ending = try Solerig.run(Self.words)
    #expect(ending.code == 0, "\(ending.errors)")
    let lines = ending.output.split(separator: "\n")
    #expect(lines.count >= 4)
    #expect(lines.last?.contains("walk") == true)
    #expect(lines.last?.contains("steps/min") == true)
    ending.expectPlain()
  }

  /// The terminal that `script` gives sees the other screen entered once and left once, and the cursor
  /// back, whatever ends the monitor.
  @Test(arguments: [0, SIGINT]) func aTerminalIsLeftAsItWasFound(signal: CInt) throws {
    var environment = ProcessInfo.processInfo.environment
    environment["TERM"] = "xterm"
    let command = "exec \(Solerig.program) \(Self.words.joined(separator: " "))"
    let full = signal == 0 ? command : "timeout -s INT 3 \(command.dropFirst(5))"
    let ending = try Child(
      "/usr/bin/script", ["-qec", full, "/dev/null"], environment: environment,
      directory: Solerig.project
    ).wait()
    let text = ending.output
    #expect(text.ranges(of: "\u{1B}[?1049h").count == 1)
    #expect(text.ranges(of: "\u{1B}[?1049l").count == 1)
    #expect(text.hasSuffix("\u{1B}[?25h\u{1B}[?1049l"), "\(text.suffix(80))")
    #expect(text.contains("cadence"))
  }

  /// Ctrl-Z gives the screen back, `fg` takes it again.
  @Test func whoStopsItSeesTheirOwnScreen() throws {
    var environment = ProcessInfo.processInfo.environment
    environment["TERM"] = "xterm"
    let command =
      "\(Solerig.program) monitor --rig native walk:1.4:3 & sleep 1; kill -TSTP $!; sleep 0.3; "
      + "echo meanwhile; kill -CONT $!; wait $!"
    let ending = try Child(
      "/usr/bin/script", ["-qec", command, "/dev/null"], environment: environment,
      directory: Solerig.project
    ).wait()
    let text = ending.output
    let parts = text.split(separator: "meanwhile")
    #expect(parts.count == 2)
    #expect(parts[0].ranges(of: "\u{1B}[?1049h").count == 1)
    #expect(parts[0].hasSuffix("\u{1B}[?25h\u{1B}[?1049l"), "\(parts[0].suffix(60))")
    #expect(parts[1].ranges(of: "\u{1B}[?1049h").count == 1)
    #expect(text.hasSuffix("\u{1B}[?25h\u{1B}[?1049l"), "\(text.suffix(60))")
  }

  /// On a terminal of six rows it draws six: more would scroll what stands above away.
  @Test func aSmallTerminalIsNotScrolled() throws {
    var environment = ProcessInfo.processInfo.environment
    environment["TERM"] = "xterm"
    let command = "stty rows 6 cols 40; exec \(Solerig.program) monitor --rig native walk:1.4:2"
    let ending = try Child(
      "/usr/bin/script", ["-qec", command, "/dev/null"], environment: environment,
      directory: Solerig.project
    ).wait()
    let frames = ending.output.split(separator: "\u{1B}[H").dropFirst()
    #expect(!frames.isEmpty)
    #expect(
      frames.allSatisfy { $0.split(separator: "\r\n", omittingEmptySubsequences: false).count == 6 }
    )
  }

  @Test func theScreenTellsTheLastStride() {
    var state = MonitorState()
    for length: UInt16 in [1300, 1400, 1500] {
      var stride = Wire.Stride()
      stride.strideLength = length
      stride.contactTime = 6543
      stride.strike = .midfoot
      state.take(.stride(stride))
    }
    var summary = Wire.Summary()
    summary.speed = 3000
    summary.distance = 4_321_987
    summary.strides = 3
    state.take(.summary(summary))
    let text = state.lines(width: 100).joined(separator: "\n")
    #expect(text.contains("5:33 /km, 3.00 m/s"))
    #expect(text.contains("4321.9 m"))
    #expect(text.contains("1500 mm"))
    #expect(text.contains("▁▅█") || text.contains("▁▄█"))
    #expect(text.contains("654.3 ms"))
    #expect(text.contains("midfoot 3"))
    #expect(state.lines(width: 10).allSatisfy { $0.count <= 10 })
  }

  @Test func countsAsLargeAsTheirFieldsAreShown() {
    var state = MonitorState()
    var status = Wire.Status()
    status.crcErrors = .max
    status.noiseChunks = 1
    state.take(.status(status))
    #expect(state.lines(width: 200).contains { $0.contains("broken frames 4294967296,") })
  }

  @Test func aSparkLineReachesFromTheLeastToTheMost() {
    #expect(Sparkline.text([0, 7]) == "▁█")
    #expect(Sparkline.text([3, 3, 3]) == "▅▅▅")
    #expect(Sparkline.text([]) == "")
  }
}
