import Capture
import JudgeBench
import Testing

@testable import Judge
@testable import Report

/// From the page alone: whose fault it is, and what to run next.
@Suite struct AdviceTests {
  private func broken(_ ending: BenchEnding) throws -> RunReport {
    let walk = try BenchSuite.walk(seconds: 10)
    let suite = BenchSuite.suite([
      BenchSuite.suiteCase("walk", walk, checks: BenchSuite.walkChecks)
    ])
    var bench = Bench()
    bench.tampering.breaksOff = (afterSamples: 500, ending: ending)
    var report = try Documents.report(try bench.play(suite, traces: [walk]), suite)
    report.document.run.command = ["solerig", "test", "--firmware", "build/app.slot.bin"]
    return report
  }

  private func text(_ report: RunReport, _ element: String) throws -> [String] {
    try Markup(HTMLReport.render(report)).all(element).map(\.text)
  }

  @Test func aFaultIsLookedUpWhereItWas() throws {
    let report = try broken(.panic)
    let commands = try text(report, "code")
    #expect(
      commands.contains("arm-none-eabi-addr2line -f -e build/app.elf 0x00006100 0x00006201"),
      "\(commands)")
    #expect(commands.contains("solerig inspect capture.pcapng --frames --message panic"))
    #expect(commands.contains("solerig test --firmware build/app.slot.bin --only walk"))
    #expect(!commands.contains { $0.contains("compare") })
  }

  @Test func wrongStridesAreComparedWithTheEngine() throws {
    let commands = try text(Documents.mixedReport(), "code")
    #expect(commands.contains("solerig compare . engine"))
    #expect(commands.contains("solerig inspect capture.pcapng --frames --message stride"))
  }

  @Test func theHeadNamesTheSuspects() throws {
    let mixed = try text(Documents.mixedReport(), "header").first
    #expect(mixed?.contains("Suspects: firmware in 1 case, link.") == true, "\(mixed ?? "")")
    #expect(try text(broken(.panic), "header").first?.contains("Suspect: firmware.") == true)
    #expect(try text(Documents.goodReport(seconds: 5), "header").first?.contains("uspect") == false)
  }

  /// It is no doing of anybody's that it never came to a case.
  @Test func whatNeverRanHasNoSuspect() throws {
    let report = try Documents.mixedReport()
    let markup = try Markup(HTMLReport.render(report))
    #expect(markup.all("li").contains { $0.text == "1 case never ran: see Cases." })
    #expect(!markup.all("p").contains { $0.text.contains("The case never ran. Suspect") })
    let table = TerminalTable.render(report.document.judgement, colour: false)
    #expect(table.contains("\n    The case never ran.\n"), "\(table)")
  }

  /// The table of cases tells what decided, not what was merely near.
  @Test func aFailedCaseNamesWhatFailed() throws {
    let report = try Documents.mixedReport()
    let rows = try Markup(HTMLReport.render(report)).all("tr").map(\.text)
    let walk = try #require(rows.first { $0.hasPrefix("walk") && $0.contains(" of 13") })
    let failed = report.document.judgement.cases[0].checks.filter { $0.verdict == .fail }
    #expect(failed.contains { walk.contains("\($0.title): ") }, "\(walk)")
  }

  @Test func everyCheckSaysWhatItAsks() throws {
    let report = try Documents.goodReport(seconds: 5)
    let heads = try text(report, "th")
    #expect(heads.contains { $0.hasPrefix("stride length") && $0.contains("bias within ± 5 %") })
    for check in report.document.judgement.cases[0].checks {
      let asked = check.asked.dropFirst(check.title.count + 2)
      #expect(heads.contains { $0.hasPrefix(check.title) && $0.contains(asked) }, "\(check.asked)")
    }
  }

  @Test func theChipsLoadIsDrawnFromStatusToStatus() throws {
    var report = try Documents.goodReport(seconds: 5)
    report.series[0]?.loads = [
      CaseSeries.Load(seconds: 4, percent: 12), CaseSeries.Load(seconds: 9, percent: 20),
    ]
    let pictures = try Markup(HTMLReport.render(report)).all("svg")
    #expect(
      pictures.contains { $0.attributes["aria-label"]?.hasPrefix("chip load in walk") == true })
    report.series[0]?.loads = [CaseSeries.Load(seconds: 4, percent: 0)]
    #expect(!HTMLReport.render(report).contains("chip load in walk"))
  }
}
