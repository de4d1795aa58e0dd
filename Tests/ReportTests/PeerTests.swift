import Capture
import Foundation
import Judge
import Report
import TestSupport
import Testing

/// Output for machines, read by machines of others.
@Suite(.enabled(if: PeerProgram.hasPackage("jsonschema"), "jsonschema is missing"))
struct SchemaTests {
  /// The schema allows nothing that it does not name: a member that it does not know is found here.
  @Test func everyKindOfRunFitsTheSchema() throws {
    let folder = try TemporaryFolder()
    var paths: [String] = []
    for (name, document) in [
      ("good", try Documents.goodReport().document), ("mixed", try Documents.mixed()),
      ("poisoned", try Documents.poisoned()),
    ] {
      try folder.write(document.encode(), to: name)
      paths.append(folder.path(name))
    }
    let ending = try validate(paths)
    #expect(ending.code == 0, "\(ending.output)\(ending.errors)")
  }

  @Test(arguments: [
    ("\"verdict\" : \"pass\"", "\"verdict\" : \"passed\""), ("\"schema\" :", "\"scheme\" :"),
    ("\"retries\" : 0", "\"retries\" : -1"), ("\"quantity\" : \"drift\",", ""),
  ])
  func whatDoesNotFitIsFound(_ old: String, _ new: String) throws {
    let folder = try TemporaryFolder()
    let text = String(decoding: try Documents.goodReport().document.encode(), as: UTF8.self)
    let changed = text.replacing(old, with: new)
    #expect(changed != text)
    try folder.write(Data(changed.utf8), to: "run.json")
    #expect(try validate([folder.path("run.json")]).code == 1)
  }

  private func validate(_ paths: [String]) throws -> PeerProgram.Ending {
    let schema = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../protocols/run.schema.json").standardizedFileURL.path
    return try PeerProgram.run("Tests/ReportTests/Peers/schema.py", [schema] + paths)
  }
}

@Suite(.enabled(if: PeerProgram.hasPackage("junitparser"), "junitparser is missing"))
struct JUnitParserTests {
  private struct Understood: Decodable {
    struct Suite: Decodable {
      struct Case: Decodable {
        struct Result: Decodable {
          var kind: String
          var type: String?
          var message: String?
          var text: String?
        }
        var name: String
        var results: [Result]
        var flaky: Bool
        var rerun: Bool
        /// Of attempts after which the case was begun again.
        var earlier: [Result]
      }
      var name: String
      var tests: Int
      var cases: [Case]
      var properties: [String: String]
    }
    var tests: Int
    var failures: Int
    var errors: Int
    var skipped: Int
    var suites: [Suite]
  }

  private func read(_ document: RunDocument) throws -> Understood {
    let folder = try TemporaryFolder()
    try folder.write(Data(JUnit.render(document).utf8), to: "junit.xml")
    let ending = try PeerProgram.run(
      "Tests/ReportTests/Peers/junit.py", [folder.path("junit.xml")])
    #expect(ending.code == 0, "\(ending.errors)")
    return try JSONDecoder().decode(Understood.self, from: Data(ending.output.utf8))
  }

  @Test func isUnderstoodAsItIsMeant() throws {
    let document = try Documents.mixed()
    let understood = try read(document)
    let counts = document.judgement.counts
    #expect(understood.failures == counts.checks.fail)
    #expect(understood.skipped == counts.checks.notMeasured + 1)
    #expect(understood.tests == understood.suites.reduce(0) { $0 + $1.tests })
    #expect(understood.suites.map(\.name) == ["run", "walk", "stand", "broken"])
    let results = understood.suites.flatMap(\.cases).flatMap(\.results)
    #expect(results.count { $0.kind == "Failure" } == understood.failures)
    #expect(results.count { $0.kind == "Error" } == understood.errors)
    #expect(results.count { $0.kind == "Skipped" } == understood.skipped)
    #expect(results.contains { $0.type == "firmware" })
    #expect(understood.suites[0].properties["unique_id"] == "123456789abcdef0")
  }

  /// As Jenkins' xUnit plugin and Maven Surefire have them.
  @Test func attemptsBeforeTheLastAreFlakyOrReruns() throws {
    var document = try Documents.mixed()
    #expect(try read(document).suites.flatMap(\.cases).allSatisfy { !$0.flaky && !$0.rerun })
    var item = document.judgement.cases[1]
    let attempt = try #require(item.attempts.first)
    var broken = attempt
    broken.verdict = .error
    broken.failure = .init(.linkLost, "The port hung up once.")
    item.attempts = [broken, broken, attempt]
    document.judgement.cases[1] = item
    let flaky = try #require(try read(document).suites[2].cases.first)
    #expect(flaky.flaky && !flaky.rerun && flaky.results.isEmpty)
    #expect(flaky.earlier.map(\.kind) == ["FlakyError", "FlakyError"])
    #expect(flaky.earlier.allSatisfy { $0.text == "Attempt 1: error. The port hung up once." })
    item.attempts = [broken, broken]
    (item.verdict, item.checks) = (.error, [])
    document.judgement.cases[1] = item
    let rerun = try #require(try read(document).suites[2].cases.first)
    #expect(rerun.rerun && !rerun.flaky)
    #expect(rerun.results.map(\.kind) == ["Error"])
    #expect(rerun.earlier.map(\.kind) == ["RerunError"])
  }

  @Test func hostileTextArrivesAsText() throws {
    let understood = try read(Documents.poisoned())
    let texts = understood.suites.flatMap(\.cases).flatMap(\.results).compactMap(\.text)
    #expect(texts.contains { $0.contains("<script>alert(1)</script>") && $0.contains("]]>") })
  }
}

@Suite(.enabled(if: PeerProgram.hasPackage("cmarkgfm"), "cmarkgfm is missing"))
struct GitHubMarkdownTests {
  private func html(_ document: RunDocument) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(Data(MarkdownReport.render(document).utf8), to: "summary.md")
    let ending = try PeerProgram.run(
      "Tests/ReportTests/Peers/markdown.py", [folder.path("summary.md")])
    #expect(ending.code == 0, "\(ending.errors)")
    return "<page>\(ending.output)</page>"
  }

  @Test func tablesAreTablesAndSayWhatFailed() throws {
    let document = try Documents.mixed()
    let markup = try Markup(html(document))
    #expect(markup.all("h2").first?.text == "✗ fail: bench on bench")
    let tables = markup.all("table")
    #expect(tables.count == 4)
    let cells = markup.all("td").map(\.text)
    for item in document.judgement.cases { #expect(cells.contains(item.name)) }
    let checks = document.judgement.cases[0].checks
    let failed = try #require(checks.first { $0.name == "stride_length" }?.measurements.first)
    // To two decimals, as the page has it.
    let value = String(format: "%.2f", failed.value ?? 0)
    #expect(cells.contains { $0.hasPrefix(value) && $0.hasSuffix("%") }, "\(value) in \(cells)")
    let text = markup.all("page").map(\.text).joined()
    for words in ["suspect", "solerig inspect capture.pcapng", "--only walk"] {
      #expect(text.lowercased().contains(words), "\(words)")
    }
  }

  @Test func hostileTextIsTextAndNothingElse() throws {
    var document = try Documents.poisoned()
    let harm =
      "[a](http://x.y) ![b](c) <b>d</b> `e` *f* _g_ | h | ~~i~~ # j http://k.l www.m.n o@p.q :rocket: $r$ &lt; \\"
    document.judgement.statement = harm
    document.judgement.cases[1].name = harm
    document.judgement.warnings = [harm]
    let markup = try Markup(html(document))
    let names = Set(markup.elements.map(\.name))
    let own = Set([
      "page", "h2", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ul", "ol",
      "li", "code", "pre",
    ])
    #expect(names.isSubset(of: own), "\(names.subtracting(own))")
    #expect(markup.all("td").contains { $0.text == harm })
    #expect(markup.all("p").contains { $0.text.hasPrefix(harm) })
    #expect(markup.all("li").contains { $0.text.contains(harm) })
    let widths = Set(markup.all("tr").map { row in row.path.count })
    #expect(widths.count == 1)
  }
}
