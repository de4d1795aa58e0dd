import Foundation
import Judge
import RigModel
import TestSupport
import Testing

@testable import Report

/// The page in headless Chromium: no request, no message, no text on text, every number run.json's, axe
/// without a finding, the keyboard, and no need of JavaScript. `Peers/page.py` has the rules.
@Suite(
  .serialized, .enabled(if: Browser.isPresent, "chromium, selenium or axe-core is missing"))
struct BrowserTests {
  @Test func aRunThatPassed() throws { try expectFaultless(Documents.goodReport()) }

  @Test func aRunOfEveryVerdict() throws { try expectFaultless(Documents.mixedReport()) }

  @Test func aRunAfterOthers() throws {
    var report = try Documents.goodReport()
    report.document.earlier = Documents.earlier(of: report.document.judgement, runs: 9)
    report.documentHash = SHA256Text.of(report.document.encode())
    try expectFaultless(report)
  }

  @Test func aRunOfADeviceThatMeansHarm() throws { try expectFaultless(Documents.poisonedReport()) }

  /// The rules can be broken: a page with a wrong number, a request, text on text and a script of
  /// someone else's is found out.
  @Test func theRulesFindWhatIsWrong() throws {
    let report = try Documents.goodReport(seconds: 5)
    let measured = try #require(report.document.judgement.cases[0].checks[4].measurements.first)
    let page = HTMLReport.render(report)
      .replacing(">\(measured.valueText)<", with: ">77 %<")
      .replacing(
        "<h2 id=\"tested\">",
        with: """
          <p>8765.4 in all</p><img src="http://127.0.0.1:9/x.png"/><div style="height:0;margin-bottom:-2rem"><p>under</p></div><h2 id="tested">
          """)
    let findings = try Browser.findings(page, report)
    for word in ["77 %", "overlaps", "image-alt", "console: ", "the number 8765.4"] {
      #expect(findings.contains(word), "\(word) in \(findings)")
    }
  }

  /// A trend is held to run.json, point by point.
  @Test func aTrendThatIsDrawnWrongIsFound() throws {
    var report = try Documents.goodReport(seconds: 5)
    report.document.earlier = Documents.earlier(of: report.document.judgement, runs: 3)
    let page = HTMLReport.render(report)
    let value = try #require(report.document.earlier?.series[0].values[1])
    report.document.earlier?.series[0].values[1] = value * 1.1 + 1
    #expect(try Browser.findings(page, report).contains("the trend "))
  }

  private func expectFaultless(_ report: RunReport) throws {
    let findings = try Browser.findings(HTMLReport.render(report), report)
    #expect(findings == "")
  }
}

enum Browser {
  static let isPresent =
    ["chromium", "chromedriver"].allSatisfy {
      FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0)
    } && ["selenium", "axe_playwright_python"].allSatisfy(PeerProgram.hasPackage)

  /// What is wrong with a page, line by line.
  static func findings(_ page: String, _ report: RunReport) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(Data(page.utf8), to: "report.html")
    try folder.write(report.document.encode(), to: "run.json")
    var arguments = [folder.path("report.html"), folder.path("run.json")]
    if let pictures = ProcessInfo.processInfo.environment["SOLERIG_TEST_SCREENSHOTS"] {
      arguments.append(pictures)
    }
    let ending = try PeerProgram.run("Tests/ReportTests/Peers/page.py", arguments)
    return (ending.output + ending.errors).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
