import BootWire
import Testing

@testable import Flash

/// What a person reads while a board is flashed, and afterwards.
@Suite struct FlashTextTests {
  @Test(arguments: [
    (0, "[........................] 0 %, 1.0 kB/s, 24 s left"),
    (12_000, "[############............] 50 %, 1.0 kB/s, 12 s left"),
    (24_000, "[########################] 100 %, 1.0 kB/s, 0 s left"),
  ])
  func progressIsABarWithRateAndTimeLeft(sent: Int, expected: String) {
    let progress = FlashProgress.sent(sent, of: 24_000, bytesPerSecond: 1000)
    #expect(progress.text == "flash: " + expected)
  }

  /// An upload that is gone on with has sent nothing yet.
  @Test func noTimeIsToldWithoutARate() {
    let progress = FlashProgress.sent(12_000, of: 24_000, bytesPerSecond: 0)
    #expect(progress.text == "flash: [############............] 50 %, 0.0 kB/s")
  }

  @Test func notesStandBelowTheSentence() {
    var report = FlashReport()
    report.wasSkipped = true
    report.notes = ["the first", "the second"]
    #expect(
      report.text == """
        the board has this image already, nothing was sent
        note: the first
        note: the second
        """)
  }

  @Test(
    arguments: [
      (0, "power on"), (1, "reset pin"), (2, "watchdog"), (4, "software"), (8, "lockup"),
      (6, "watchdog, software"), (0x4_0000, "debugger"),
    ] as [(UInt64, String)])
  func theChipsOwnResetReasonIsTold(bits: UInt64, expected: String) throws {
    let answer = SMPMessage(
      parsing: SMPMessage.request(
        .readAnswer, group: 64, command: 0, sequence: 1,
        [("board", .unsigned(1)), ("reset", .unsigned(bits)), ("stay", .unsigned(4))]))
    let facts = try #require(answer.flatMap(BootloaderFacts.init))
    #expect(facts.resetText == expected)
    #expect(facts.stayText.contains("did not live"))
  }

  @Test func anothersBootloaderHasNoFacts() {
    let answer = SMPMessage(
      parsing: SMPMessage.request(
        .readAnswer, group: 64, command: 0, sequence: 1, [("rc", .unsigned(8))]))
    #expect(answer.flatMap(BootloaderFacts.init) == nil)
  }
}
