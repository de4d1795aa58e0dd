import Flash
import Foundation
import RigModel
import TestSupport
import Testing

@testable import TestRun

/// Real programs at work for a rig.
struct ToolProcessTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var log: String { folder.path("tools.log") }

  private func text() throws -> String { try String(contentsOfFile: log, encoding: .utf8) }

  private func tool(_ words: [String], seconds: UInt32 = 60) throws -> Rig.Tool {
    Rig.Tool(
      command: CommandTemplate(words: try words.map { try CommandTemplate.pieces(of: $0) }),
      timeoutSeconds: seconds)
  }

  private func run(
    _ words: [String], seconds: UInt32 = 60, _ values: [CommandTemplate.Placeholder: String] = [:],
    isInterrupted: @escaping () -> Bool = { false }, said: (String) -> Void = { _ in }
  ) throws(FlashError) {
    let tool: Rig.Tool
    do { tool = try self.tool(words, seconds: seconds) } catch { fatalError("\(error)") }
    try ToolProcess(log: log, isInterrupted: isInterrupted).run(
      tool, values, "Flashing", said: said)
  }

  private func failure(
    _ words: [String], seconds: UInt32 = 60, _ values: [CommandTemplate.Placeholder: String] = [:]
  ) -> FlashError? {
    #expect(throws: FlashError.self) { try run(words, seconds: seconds, values) }
  }

  @Test func whatItSaysIsKeptAndTold() throws {
    var said: [String] = []
    try run(
      ["sh", "-c", "echo one; sleep 0.3; echo two >&2; sleep 0.3"], said: { said.append($0) })
    #expect(said == ["sh: one", "sh: two"])
    try run(["echo", "three"])
    #expect(
      try text()
        == "$ sh -c echo one; sleep 0.3; echo two >&2; sleep 0.3\none\ntwo\n$ echo three\nthree\n")
  }

  /// A word stays a word: what a shell would make something of comes through as it is.
  @Test func noShellReadsWhatIsFilledIn() throws {
    try run(
      ["printf", "<%s>", "{image}", "{port}"],
      [
        .image: "/tmp/a b;$(touch \(folder.path("x")))'\"`.hex", .port: "/dev/ttyACM0",
      ])
    #expect(try text().hasSuffix("$(touch \(folder.path("x")))'\"`.hex></dev/ttyACM0>"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("x")))
  }

  @Test(arguments: ["--erase", "9900;reset", "99 00", "a\u{0}b", "[exec ls]", "ä", "$X"])
  func aDeviceThatCallsItselfSomethingElseIsNoArgument(serial: String) throws {
    let error = failure(["touch", folder.path("ran"), "{serial}"], [.serial: serial])
    #expect(error?.kind == .board)
    #expect(error?.description.contains("{serial}") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.path("ran")))
  }

  @Test func aBoardWithoutASerialNumberIsToldBeforeAnythingRuns() {
    let error = failure(["touch", folder.path("ran"), "{serial}"])
    #expect(error?.kind == .board)
    #expect(error?.description.contains("the board has none") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.path("ran")))
  }

  @Test func aFailureTellsItsLastWordsAtOnce() throws {
    let error = failure([
      "sh", "-c", "for i in 1 2 3 4 5 6 7 8; do echo line $i; done; echo no probe; exit 9",
    ])
    #expect(error?.kind == .board)
    for words in ["by sh failed", "exit code 9", "line 8 | no probe", log] {
      #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
    #expect(error?.description.contains("line 3") == false)
    #expect(failure(["sh", "-c", "kill -9 $$"])?.description.contains("signal 9") == true)
  }

  @Test func aProgramThatIsNotThereIsTold() {
    for name in ["solerig-no-such-tool", "/nonexistent/tool", folder.path] {
      #expect(failure([name])?.description.contains("no such program") == true)
    }
  }

  /// The tool and what it has started are gone, and the rig is not held up.
  @Test func aToolThatHangsIsEndedWithItsChildren() throws {
    let start = ContinuousClock.now
    let pid = folder.path("pid")
    let error = failure(
      ["sh", "-c", "echo busy; sleep 1000 & echo $! > \(pid); wait"], seconds: 1)
    #expect(error?.description.contains("longer than 1 s") == true)
    #expect(error?.description.contains("busy") == true)
    #expect(ContinuousClock.now - start < .seconds(30))
    let child = try #require(
      pid_t(
        String(contentsOfFile: pid, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
      ))
    #expect(isGone(child))
  }

  private func isGone(_ identifier: pid_t) -> Bool {
    for _ in 0..<500 {
      let state = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8)
      // Whoever is to reap it may take its time.
      if state == nil || state?.contains(") Z ") == true { return true }
      usleep(10_000)
    }
    return false
  }

  @Test func anInterruptionEndsIt() {
    let error = #expect(throws: FlashError.self) {
      try run(["sleep", "1000"], isInterrupted: { true })
    }
    #expect(error?.kind == .interrupted)
  }

  @Test func aLogThatCannotBeWrittenIsTold() throws {
    let error = #expect(throws: FlashError.self) {
      try ToolProcess(log: "/nonexistent/tools.log", isInterrupted: { false }).run(
        tool(["true"]), [:], "Flashing", said: { _ in })
    }
    #expect(error?.description.contains("/nonexistent/tools.log") == true)
  }
}
