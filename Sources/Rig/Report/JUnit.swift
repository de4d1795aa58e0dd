internal import Capture
internal import Foundation
internal import Judge

/// A run as JUnit XML, for consumers such as Jenkins.
///
/// A suite for each case, a test for each check, and one that tells whether the case came to its
/// end at all. `failure` is the device's, `error` the rig's, the link's or an evidence that can't
/// tell; `skipped` was not measured.
package enum JUnit {
  package static func render(_ document: RunDocument) -> String {
    let suites = [runSuite(document)] + document.judgement.cases.map(suite)
    let total = suites.reduce(Totals()) { $0 + $1.totals }
    var xml = XMLText()
    xml.open("testsuites", attributes(document.run.suite, total, document.run.durationSeconds))
    for suite in suites { write(suite, &xml) }
    xml.close("testsuites")
    return xml.text
  }

  private struct Suite {
    var name: String
    var seconds: Double
    var properties: [(String, String)] = []
    var tests: [Test] = []

    var totals: Totals {
      tests.reduce(Totals()) { $0 + Totals($1.verdict) }
    }
  }

  private struct Test {
    var name: String
    var verdict: Verdict
    var suspect: Suspect?
    var message: String
    var details: [String]
    var seconds = 0.0
    /// Earlier attempts that went wrong.
    var retried: [Retried] = []
  }

  /// An attempt after which the case was begun again: `flaky…` where the last one passed, `rerun…`
  /// where it did not (junit-10.xsd of Jenkins' xUnit plugin, and Maven Surefire's).
  private struct Retried {
    let element: String
    let type: String
    let message: String

    init(_ attempt: AttemptFacts, passedAtLast: Bool) {
      element =
        (passedAtLast ? "flaky" : "rerun") + (attempt.verdict == .fail ? "Failure" : "Error")
      type = attempt.failure?.kind.rawValue ?? attempt.verdict.rawValue
      message =
        "Attempt \(attempt.attempt): \(attempt.verdict.words)"
        + (attempt.failure.map { ". \($0.message)" } ?? "")
    }
  }

  private struct Totals {
    var tests = 0, failures = 0, errors = 0, skipped = 0

    init() {}

    init(_ verdict: Verdict) {
      tests = 1
      switch verdict {
      case .pass: break
      case .fail: failures = 1
      case .error, .inconclusive: errors = 1
      case .notMeasured: skipped = 1
      }
    }

    static func + (left: Totals, right: Totals) -> Totals {
      var sum = left
      sum.tests += right.tests
      sum.failures += right.failures
      sum.errors += right.errors
      sum.skipped += right.skipped
      return sum
    }
  }

  /// What concerns the run as a whole.
  private static func runSuite(_ document: RunDocument) -> Suite {
    let judgement = document.judgement
    let run = document.run
    let problem = judgement.problems.max { $0.verdict < $1.verdict }
    var suite = Suite(name: "run", seconds: 0)
    suite.properties = [
      ("id", run.id), ("started", run.startedAt), ("rig", run.rig), ("board", run.board),
      ("unique_id", run.uniqueID ?? ""), ("firmware_version", run.firmwareVersion ?? ""),
      ("flavour", run.flavour ?? ""), ("image_hash", run.imageHash ?? ""),
      ("contract_hash", run.contractHash), ("suite", run.suite), ("suite_hash", run.suiteHash),
      ("emulator", run.emulator ?? ""), ("host", run.host), ("solerig", run.tool),
      ("verdict", judgement.verdict.rawValue), ("exit_code", "\(judgement.exitCode)"),
    ].filter { !$0.1.isEmpty }
    suite.tests = [
      Test(
        name: "came_to_its_end", verdict: problem?.verdict ?? .pass, suspect: problem?.suspect,
        message: problem?.message ?? "", details: judgement.problems.map(\.message))
    ]
    return suite
  }

  private static func suite(_ item: CaseJudgement) -> Suite {
    let seconds = item.attempts.reduce(0) { $0 + ($1.hostSeconds ?? 0) }
    var suite = Suite(name: item.name, seconds: seconds)
    suite.properties = [
      ("requirement", item.requirement), ("stimulus", item.stimulus.name),
      ("attempts", "\(item.attempts.count)"), ("verdict", item.verdict.rawValue),
    ]
    // What no check accounts for is the case's own.
    let isOwn = item.verdict > item.checks.map(\.verdict).worst || item.checks.isEmpty
    var end = Test(
      name: "came_to_its_end", verdict: isOwn ? item.verdict : .pass,
      suspect: item.suspect, message: item.statement, details: item.evidence, seconds: seconds)
    if item.attempts.isEmpty { end.verdict = .notMeasured }
    end.retried = item.attempts.dropLast().filter { $0.verdict != .pass }.map {
      Retried($0, passedAtLast: item.attempts.last?.failure == nil)
    }
    suite.tests = [end] + item.checks.map(test)
    return suite
  }

  private static func test(_ check: CheckJudgement) -> Test {
    let measured = check.measurements.map {
      "\($0.quantity): measured \($0.valueText), limit \($0.limitText), margin \($0.marginText): "
        + $0.verdict.words
    }
    let figures = check.figures.map { "\($0.name): \(NumberText.of($0.value, $0.unit))" }
    return Test(
      name: check.name, verdict: check.verdict, suspect: check.suspect, message: message(check),
      details: check.evidence + measured + figures)
  }

  private static func message(_ check: CheckJudgement) -> String {
    guard let deciding = check.deciding, deciding.verdict != .pass else {
      return check.evidence.first ?? check.asked
    }
    return "\(check.asked); measured \(deciding.valueText)"
  }

  private static func write(_ suite: Suite, _ xml: inout XMLText) {
    xml.open("testsuite", attributes(suite.name, suite.totals, suite.seconds))
    if !suite.properties.isEmpty {
      xml.open("properties", [])
      for (name, value) in suite.properties {
        xml.leaf("property", [("name", name), ("value", value)])
      }
      xml.close("properties")
    }
    for test in suite.tests { write(test, suite, &xml) }
    xml.close("testsuite")
  }

  private static func write(_ test: Test, _ suite: Suite, _ xml: inout XMLText) {
    let attributes = [
      ("classname", "solerig.\(suite.name)"), ("name", test.name), ("time", seconds(test.seconds)),
    ]
    let details = test.details.joined(separator: "\n")
    guard test.verdict != .pass || !test.retried.isEmpty else {
      return xml.leaf("testcase", attributes)
    }
    xml.open("testcase", attributes)
    let type = test.suspect?.rawValue ?? "unknown"
    switch test.verdict {
    case .pass: break
    case .fail: xml.element("failure", [("message", test.message), ("type", type)], details)
    case .error: xml.element("error", [("message", test.message), ("type", type)], details)
    case .inconclusive:
      xml.element("error", [("message", test.message), ("type", "inconclusive")], details)
    case .notMeasured: xml.leaf("skipped", [("message", test.message)])
    }
    for earlier in test.retried {
      xml.open(earlier.element, [("message", earlier.message), ("type", earlier.type)])
      xml.element("stackTrace", [], earlier.message)
      xml.close(earlier.element)
    }
    xml.close("testcase")
  }

  private static func attributes(
    _ name: String, _ totals: Totals, _ time: Double
  ) -> [(String, String)] {
    [
      ("name", name), ("tests", "\(totals.tests)"), ("failures", "\(totals.failures)"),
      ("errors", "\(totals.errors)"), ("skipped", "\(totals.skipped)"), ("time", seconds(time)),
    ]
  }

  private static func seconds(_ value: Double) -> String { String(format: "%.3f", value) }
}
