import Capture
import Judge
import JudgeBench
import SoleLink
import TestSupport
import Testing

@testable import Report

/// What a device that means harm puts on the line: whatever it is, it changes its own text on a page, a
/// table or a file, and nothing about it.
struct HostileDevice: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// In place of what the chip would have said, and behind it; frames of any type and content.
  var logs: [[UInt8]] = []
  var frames: [RawFrame] = []
  /// Bytes between frames.
  var noise: [UInt8] = []

  /// Any bytes as the payload of any message.
  struct RawFrame: FrameContent, Sendable {
    var messageType: UInt8
    var payload: [UInt8]

    func encode(into writer: inout PayloadWriter) {
      for byte in payload { writer.append(byte) }
    }
  }

  static let texts: [HostileDevice] = [
    .init(testDescription: "script tags", logs: [Array("<script>alert(1)</script>\"'&".utf8)]),
    .init(testDescription: "control characters", logs: [Array(0...31) + [127]]),
    .init(
      testDescription: "escape sequences", logs: [Array("\u{1B}[2J\u{1B}]0;x\u{7}\u{9B}31m".utf8)]),
    .init(testDescription: "0xFF as far as it goes", logs: [all(239)]),
    .init(testDescription: "right to left", logs: [Array("\u{202E}\u{2066}\u{200F}ssap".utf8)]),
    .init(testDescription: "a formula", logs: [Array("=HYPERLINK(\"http://x\",\"pass\")".utf8)]),
    .init(testDescription: "a template", logs: [Array("{{verdict}}{{{.}}}]]>--><!--".utf8)]),
    .init(testDescription: "no text at all", logs: [[]]),
  ]

  static let frames: [HostileDevice] = [
    .init(
      testDescription: "a panic of 0xFF", frames: [RawFrame(messageType: 0x8B, payload: all(44))]),
    .init(
      testDescription: "a panic of markup",
      frames: [
        RawFrame(messageType: 0x8B, payload: Array("<script>alert(1)</script>\u{202E}=1+1".utf8))
      ]),
    .init(
      testDescription: "a panic as long as a frame",
      frames: [RawFrame(messageType: 0x8B, payload: all(248))]),
    .init(
      testDescription: "an identity of 0xFF",
      frames: [RawFrame(messageType: 0x81, payload: all(63))]),
    .init(
      testDescription: "an identity as long as a frame",
      frames: [RawFrame(messageType: 0x81, payload: all(248))]),
    .init(
      testDescription: "an identity of markup",
      frames: [RawFrame(messageType: 0x81, payload: Array("\u{1B}[31m<b>=cmd|'/C calc'!A0".utf8))]),
    .init(
      testDescription: "a message that there is not",
      frames: [RawFrame(messageType: 0xFF, payload: all(248))]),
    .init(testDescription: "255 bytes of 0xFF", noise: all(255) + [0]),
  ]

  private static func all(_ count: Int) -> [UInt8] { Array(repeating: 0xFF, count: count) }

  /// A walk on this device.
  func report() throws -> RunReport {
    let walk = try BenchSuite.walk(seconds: 5)
    let suite = BenchSuite.suite([
      BenchSuite.suiteCase("walk", walk, checks: BenchSuite.walkChecks)
    ])
    var bench = Bench()
    bench.tampering.chipSays = { message in
      guard case .stride(let stride) = message, stride.number == 2 else { return [message] }
      return [message]
        + logs.map { text in
          var line = Wire.Log(level: .error)
          for byte in text { line.text.append(byte) }
          return .log(line)
        }
    }
    let extra =
      frames.flatMap { frame in
        FrameEncoder.encode(frame, sequence: 7).bytes.withUnsafeBytes { Array($0) }
      } + noise
    bench.tampering.toHost = { number, bytes in number == 5 ? bytes + extra : bytes }
    return try Documents.report(try bench.play(suite, traces: [walk]), suite)
  }
}

@Suite struct HostileDeviceTests {
  /// A log's text is told, and everything else is as it were without harm in it.
  @Test(arguments: HostileDevice.texts)
  func aTextChangesItsOwnTextAlone(_ device: HostileDevice) throws {
    let harmless = try HostileDevice(testDescription: "", logs: [Array("harmless".utf8)]).report()
    let report = try device.report()
    #expect(report.document.judgement.cases[0].log.count == 1)
    try expectTheSameShape(report, harmless)
  }

  /// A frame that is none, or of nonsense, is counted or blamed; the page is a page.
  @Test(arguments: HostileDevice.frames)
  func aFrameIsNoMoreThanEvidence(_ device: HostileDevice) throws {
    let report = try device.report()
    #expect(report.document.judgement.verdict != .pass)
    try expectUnharmed(report)
  }

  /// Of text in every place that a device or a file writes to.
  @Test func textAnywhereChangesItselfAlone() throws {
    // Of a length that wants as much room.
    let harmless = String(repeating: "harmless ", count: 12)
    try expectTheSameShape(Documents.poisonedReport(), Documents.poisonedReport(harmless))
  }

  private func expectUnharmed(_ report: RunReport) throws {
    _ = try shape(HTMLReport.render(report))
    _ = try shape(JUnit.render(report.document))
    for text in [
      HTMLReport.render(report), JUnit.render(report.document),
      MarkdownReport.render(report.document), StrideTable.csv(report),
      TerminalTable.render(report.document.judgement, colour: false),
    ] {
      let hidden = text.unicodeScalars.filter { scalar in
        ![0x0A, 0x0D].contains(scalar.value)
          && [.control, .format].contains(scalar.properties.generalCategory)
      }
      #expect(hidden.isEmpty, "\(hidden)")
    }
  }

  private func expectTheSameShape(_ report: RunReport, _ other: RunReport) throws {
    try expectUnharmed(report)
    #expect(try shape(HTMLReport.render(report)) == shape(HTMLReport.render(other)))
    #expect(try shape(JUnit.render(report.document)) == shape(JUnit.render(other.document)))
    for render in [
      { MarkdownReport.render($0.document) },
      { TerminalTable.render($0.document.judgement, colour: true) }, StrideTable.csv,
    ] as [(RunReport) -> String] {
      #expect(lines(render(report)) == lines(render(other)))
    }
    let cells = StrideTable.csv(report).split(separator: "\r\n").flatMap {
      $0.split(separator: ",")
    }
    #expect(!cells.contains { $0.first.map("=+@".contains) ?? false })
  }

  /// Elements, one by one, with those of their attributes that say how they look and what they do.
  private func shape(_ markup: String) throws -> [String] {
    try Markup(markup).elements.map { element in
      let kept = ["id", "class", "href", "role", "style"].map { element.attributes[$0] ?? "" }
      return ([element.name] + kept + element.attributes.keys.sorted()).joined(separator: " ")
    }
  }

  private func lines(_ text: String) -> Int {
    text.unicodeScalars.count { $0 == "\n" || $0 == "\u{2028}" || $0 == "\u{85}" }
  }
}
