import Judge
import JudgeBench
import Testing

@testable import Report

@Suite struct TrendTests {
  private static let place = EarlierRuns.Place(
    case: "walk", check: "stride_length", quantity: "bias")

  private func past(_ values: [Double?]) -> [(
    EarlierRuns.Run, [EarlierRuns.Place: EarlierRuns.Value]
  )] {
    values.enumerated().map { index, value in
      (
        EarlierRuns.Run(id: "run-\(index)", startedAt: "2026-11-20T19:40:11Z"),
        value.map { [Self.place: EarlierRuns.Value($0)] } ?? [:]
      )
    }
  }

  private func earlier(_ values: [Double?], of report: RunReport) -> EarlierRuns? {
    EarlierRuns(
      past(values).map { (run: $0.0, measured: $0.1) }, of: report.document.judgement)
  }

  @Test func aRunThatNobodyRemembersAnythingBeforeHasNone() throws {
    let report = try Documents.goodReport(seconds: 5)
    #expect(earlier([], of: report) == nil)
    #expect(earlier([nil, nil], of: report) == nil)
    #expect(!HTMLReport.render(report).contains("id=\"trends\""))
  }

  @Test func aQuantityIsHeldToTheRunsThatMeasuredIt() throws {
    let report = try Documents.goodReport(seconds: 5)
    let found = try #require(earlier([9, nil, 10, 11], of: report))
    #expect(found.runs.map(\.id) == ["run-0", "run-1", "run-2", "run-3"])
    let series = try #require(found.series.first)
    #expect(found.compared == 1 && found.series.count == 1)
    #expect(series.place == Self.place)
    #expect(series.values == [9, nil, 10, 11])
    #expect(series.mean == 10)
    // Hahn and Meeker: t(0.995; 2) · √(1 + 1/3) = 9.925 · 1.1547.
    #expect(abs((series.halfWidth ?? 0) - 11.460) < 1e-3)
    #expect(series.isBeyond == false && found.beyond == 0)
  }

  @Test func whatLeftItsSpreadIsSaidAtOnce() throws {
    var report = try Documents.goodReport(seconds: 5)
    report.document.earlier = earlier([90, 90.1, 90, 90.1], of: report)
    #expect(report.document.earlier?.beyond == 1)
    let markup = try Markup(HTMLReport.render(report))
    let words = "One quantity lies beyond what earlier runs of this board and suite explain."
    #expect(markup.all("li").contains { $0.text == words })
    #expect(MarkdownReport.render(report.document).contains(words))
    let caption = markup.all("figcaption").map(\.text).first {
      $0.hasPrefix("walk: stride length, bias")
    }
    #expect(
      caption?.contains("beyond what the 4 before it explain: 90.05 ± ") == true, "\(caption ?? "")"
    )
  }

  @Test func tooFewRunsTellNoSpread() throws {
    var report = try Documents.goodReport(seconds: 5)
    report.document.earlier = earlier([9, 10], of: report)
    #expect(report.document.earlier?.series.first?.isBeyond == nil)
    #expect(HTMLReport.render(report).contains("too few to tell how far it varies"))
  }

  /// Those that left their spread before the nearest to their limits, and no more than a page holds.
  @Test func theTellingOnesAreKept() throws {
    let report = try Documents.goodReport()
    let judgement = report.document.judgement
    let found = try #require(Documents.earlier(of: judgement, runs: 5))
    #expect(found.series.count <= EarlierRuns.seriesLimit && found.compared > found.series.count)
    #expect(found.beyond == 0)
    // What is far from its limit, but no longer where it was, comes before all of them.
    let lastKept = try #require(found.series.last?.place)
    var left = past([90, 90.1, 90, 90.1]).map { (run: $0.0, measured: $0.1) }
    for index in left.indices {
      left[index].measured = Dictionary(
        uniqueKeysWithValues: found.series.map { series in
          let own = series.place == lastKept ? 90 + Double(index) / 10 : series.values[index] ?? 0
          return (series.place, EarlierRuns.Value(own))
        })
    }
    let moved = try #require(EarlierRuns(left, of: judgement))
    #expect(moved.beyond == 1 && moved.series.first?.isBeyond == true)
    #expect(moved.series.first?.place == lastKept)
  }

  /// A count that has to be 0, and always was, makes no plot; that it was so is said.
  @Test func whatAlwaysWasAsItHasToBeIsSummedUp() throws {
    var report = try Documents.goodReport(seconds: 5)
    let checks = report.document.judgement.cases[0].checks
    let zero = try #require(checks.first { $0.name == "false_strides" }?.measurements.first)
    let place = EarlierRuns.Place(case: "walk", check: "false_strides", quantity: zero.quantity)
    func found(_ value: Double) -> EarlierRuns? {
      EarlierRuns(
        past([0, 0]).map { (run: $0.0, measured: [place: EarlierRuns.Value(value)]) },
        of: report.document.judgement)
    }
    #expect(zero.value == 0 && found(0)?.series.isEmpty == true && found(0)?.compared == 1)
    #expect(found(1)?.series.count == 1)
    report.document.earlier = found(0)
    let page = HTMLReport.render(report)
    #expect(page.contains("id=\"trends\"") && page.contains("as it has to be"))
  }

  @Test func everyRunIsDrawnWithItsUncertaintyAndTheLimit() throws {
    var report = try Documents.goodReport()
    report.document.earlier = Documents.earlier(of: report.document.judgement, runs: 5)
    let series = try #require(report.document.earlier).series
    let trends = TrendSeries.all(report.document)
    #expect(trends.count == series.count)
    for (trend, kept) in zip(trends, series) {
      #expect(trend.points.dropLast().map { $0?.value } == kept.values)
      #expect(trend.points.last??.value == trend.measured.value)
      let view = try #require(trend.view)
      #expect(view.svgs.count == 1 && view.svgs[0].contains("this run"))
    }
    let markup = try Markup(HTMLReport.render(report))
    #expect(markup.elements.contains { $0.attributes["aria-labelledby"] == "trends" })
  }

  @Test func anotherImageIsMarked() throws {
    var report = try Documents.goodReport()
    report.document.run.imageHash = String(repeating: "ab", count: 32)
    var found = try #require(Documents.earlier(of: report.document.judgement, runs: 4))
    for index in found.runs.indices {
      found.runs[index].imageHash = String(repeating: index < 2 ? "cd" : "ab", count: 32)
    }
    report.document.earlier = found
    let svg = try #require(TrendSeries.all(report.document).first?.view?.svgs.first)
    #expect(svg.contains("another image"))
    for index in found.runs.indices { found.runs[index].imageHash = report.document.run.imageHash }
    report.document.earlier = found
    let same = try #require(TrendSeries.all(report.document).first?.view?.svgs.first)
    #expect(!same.contains("another image"))
  }

  @Test func runJSONKeepsThem() throws {
    var document = try Documents.goodReport(seconds: 5).document
    document.earlier = Documents.earlier(of: document.judgement, runs: 3)
    let data = document.encode()
    #expect(try RunDocument.decode(data, path: "run.json") == document)
    // The judgement's own bytes are still found in it.
    #expect(data.firstRange(of: document.judgementJSON.dropLast()) != nil)
  }
}
