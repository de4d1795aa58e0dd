import Capture
import Judge
import Report
import Testing

@Suite struct JUnitTests {
  @Test func failuresAreTheDevicesAndErrorsTheRigs() throws {
    let document = try Documents.mixed()
    let markup = try Markup(JUnit.render(document))
    let counts = document.judgement.counts
    #expect(markup.all("failure").count == counts.checks.fail)
    #expect(markup.all("failure").allSatisfy { $0.attributes["type"] == "firmware" })
    // The checks of the case that never ran, and that case.
    #expect(markup.all("skipped").count == counts.checks.notMeasured + 1)
    let errors = markup.all("error")
    #expect(errors.contains { $0.attributes["message"] == "The port hung up." })
    #expect(
      errors.contains { $0.attributes["type"] == "inconclusive" }
        == (counts.checks.inconclusive > 0))
  }

  @Test func totalsAreThoseOfTheTests() throws {
    let markup = try Markup(JUnit.render(Documents.mixed()))
    let suites = markup.all("testsuite")
    #expect(suites.map { $0.attributes["name"] } == ["run", "walk", "stand", "broken"])
    for (attribute, element) in [
      ("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped"),
    ] {
      let total = suites.compactMap { $0.attributes[attribute].flatMap { Int($0) } }.reduce(0, +)
      #expect(total == markup.all(element).count, "\(attribute)")
      #expect(markup.all("testsuites").first?.attributes[attribute] == "\(total)")
    }
  }

  @Test func saysWhatWasTested() throws {
    let markup = try Markup(JUnit.render(Documents.mixed()))
    let properties = Dictionary(
      markup.all("property").map { ($0.attributes["name"] ?? "", $0.attributes["value"] ?? "") },
      uniquingKeysWith: { first, _ in first })
    #expect(properties["unique_id"] == "123456789abcdef0")
    #expect(properties["exit_code"] == "1")
    #expect(properties["verdict"] == "fail")
  }

  @Test func hostileTextStaysText() throws {
    let xml = try JUnit.render(Documents.poisoned())
    let markup = try Markup(xml)
    #expect(markup.all("script").isEmpty)
    #expect(markup.all("failure").contains { $0.text.contains("<script>alert(1)</script>") })
    #expect(!xml.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
  }

  @Test func aRetryThatFailedAgainIsARerun() throws {
    var document = try Documents.mixed()
    var item = document.judgement.cases[1]
    var broken = try #require(item.attempts.first)
    broken.verdict = .inconclusive
    broken.failure = .init(.rig, "The host was late.")
    var last = broken
    last.attempt = 2
    item.attempts = [broken, last]
    item.verdict = .inconclusive
    item.statement = "The host was late."
    item.checks = []
    document.judgement.cases[1] = item
    let markup = try Markup(JUnit.render(document))
    #expect(markup.all("flakyError").isEmpty)
    #expect(
      markup.all("rerunError").map { $0.attributes["message"] }
        == ["Attempt 1: inconclusive. The host was late."])
    // One test, one error: what came before is none of its own.
    #expect(markup.all("error").count { $0.attributes["message"] == "The host was late." } == 1)
  }

  @Test func aRetryThatPassedIsFlaky() throws {
    var document = try Documents.mixed()
    var item = document.judgement.cases[1]
    let attempt = try #require(item.attempts.first)
    var broken = attempt
    broken.verdict = .error
    broken.failure = .init(.linkLost, "The port hung up once.")
    // The rig's own doubt is no failure of the attempt, and a pass that is begun again is no flake.
    var busy = attempt
    busy.attempt = 2
    busy.verdict = .inconclusive
    busy.failure = nil
    var calm = attempt
    calm.verdict = .pass
    calm.failure = nil
    item.attempts = [broken, busy, calm, attempt]
    document.judgement.cases[1] = item
    let markup = try Markup(JUnit.render(document))
    let words = ["Attempt 1: error. The port hung up once.", "Attempt 2: inconclusive"]
    let flakes = markup.all("flakyError")
    #expect(flakes.map { $0.attributes["message"] } == words)
    #expect(
      flakes.map { $0.attributes["type"] } == [CaseFailure.Kind.linkLost.rawValue, "inconclusive"])
    #expect(markup.all("stackTrace").map(\.text) == words)
  }
}
