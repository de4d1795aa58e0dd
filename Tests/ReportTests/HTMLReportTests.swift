import Judge
import Testing

@testable import Report

@Suite struct HTMLReportTests {
  @Test func isWellFormedAndNeedsNothingElse() throws {
    let html = try HTMLReport.render(Documents.mixedReport())
    let markup = try Markup(html)
    let names = Set(markup.elements.map(\.name))
    #expect(names.isDisjoint(with: ["link", "img", "iframe", "object", "form"]))
    #expect(markup.all("script").map(\.text) == [PageScript.text])
    let targets = markup.elements.flatMap { $0.attributes.filter { $0.key == "href" }.values }
    #expect(!targets.isEmpty && targets.allSatisfy { $0.hasPrefix("#") })
    #expect(!html.contains("url(") && !html.contains("@import"))
    #expect(!markup.elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
  }

  @Test func linksAndLabelsLeadSomewhere() throws {
    let markup = try Markup(HTMLReport.render(Documents.mixedReport()))
    let ids = markup.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let wanted =
      markup.elements.compactMap { $0.attributes["aria-labelledby"] }
      + markup.all("a").compactMap { $0.attributes["href"].map { String($0.dropFirst()) } }
    #expect(Set(wanted).isSubset(of: Set(ids)))
    let levels = markup.elements.compactMap { element in
      element.name.count == 2 && element.name.first == "h"
        ? Int(String(element.name.last ?? "0")) : nil
    }.filter { $0 > 0 }
    #expect(levels.first == 1)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
  }

  @Test func tellsEveryVerdictAndNumber() throws {
    let report = try Documents.mixedReport()
    let document = report.document
    let markup = try Markup(HTMLReport.render(report))
    let text = markup.all("body").map(\.text).joined()
    #expect(markup.all("h1").first?.text.contains("fail") == true)
    #expect(text.contains(document.judgement.statement))
    for item in document.judgement.cases {
      #expect(text.contains(item.name) && text.contains(item.requirement))
      for check in item.checks {
        for measured in check.rows.map(\.measured) {
          #expect(text.contains(measured.valueText), "\(check.name)")
          #expect(text.contains(measured.limitText), "\(check.name)")
        }
        #expect(check.verdict == .pass || check.evidence.allSatisfy { text.contains($0) })
      }
    }
    for fact in ["123456789abcdef0", "0.1.0, release", "ab12", "solerig judge"] {
      #expect(text.contains(fact), "\(fact)")
    }
  }

  @Test func drawsStridesWhereThereIsAGolden() throws {
    let markup = try Markup(HTMLReport.render(Documents.mixedReport()))
    let pictures = markup.all("svg").compactMap { $0.attributes["aria-label"] }
    let course = pictures.filter { $0.hasPrefix("stride length stride by stride in ") }
    #expect(course.count == 1 && course.first?.contains("1 missed") == true)
    #expect(pictures.contains { $0.hasPrefix("agreement of stride length with the golden") })
    // A plot that nobody can read aloud is none: every picture has a name, or is hidden.
    #expect(
      markup.all("svg").allSatisfy { picture in
        (picture.attributes["role"] == "img" && picture.attributes["aria-label"]?.isEmpty == false)
          || picture.attributes["aria-hidden"] == "true"
      })
  }

  @Test func hostileTextStaysText() throws {
    let html = try HTMLReport.render(Documents.poisonedReport())
    let markup = try Markup(html)
    #expect(markup.all("script").map(\.text) == [PageScript.text])
    let text = markup.all("body").map(\.text).joined()
    #expect(text.contains("<script>alert(1)</script>"))
    // Shown as what it is, and not obeyed.
    #expect(text.contains("\\u{202E}") && text.contains("\\u{1B}[31m"))
    #expect(text.contains("{{verdict}}"))
    #expect(!html.unicodeScalars.contains { $0 == "\u{202E}" || ($0.value < 32 && $0 != "\n") })
    #expect(text.contains("\u{FFFD}"))
  }

  @Test func anEmptyRunIsAPage() throws {
    var report = try Documents.mixedReport()
    report.document.judgement.cases = []
    report.document.judgement.device = nil
    report.document.run.firmwareVersion = nil
    report.document.run.flavour = nil
    report.series = []
    #expect(try !Markup(HTMLReport.render(report)).all("h1").isEmpty)
  }
}

@Suite struct NumberTextTests {
  @Test(arguments: [
    (2.0, "2"), (2.5, "2.5"), (-2.345, "−2.35"), (123.456, "123.5"), (12345.6, "12346"),
    (-0.001, "0"), (0.046, "0.05"),
  ])
  func numbersAreReadable(_ value: Double, _ text: String) {
    #expect(NumberText.of(value) == text)
  }

  @Test(arguments: [
    (0.003, "0.003"), (0.0046, "0.005"), (0.00004, "0.00004"), (1e-12, "1e-12"), (0.04, "0.04"),
    (3.0, "3"), (0.0, "0"),
  ])
  func onlyNoUncertaintyIsZero(_ value: Double, _ text: String) {
    #expect(NumberText.uncertainty(value) == text)
  }

  @Test func anUncertaintyThatIsSmallIsShown() {
    let measured = MeasuredValue("q", 2.5, uncertainty: 0.003, unit: "%", limit: .atMost(4))
    #expect(measured.valueText == "2.5 ± 0.003 %")
  }

  @Test func aDurationOfAnySizeIsText() {
    #expect(NumberText.duration(90) == "1 min 30 s")
    #expect(NumberText.duration(7260) == "2 h 1 min")
    #expect(NumberText.duration(1e300).hasSuffix(" s"))
    #expect(NumberText.duration(.infinity).hasSuffix(" s"))
  }
}
