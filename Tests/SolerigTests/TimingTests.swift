import Capture
import Foundation
import Glibc
import Testing

/// Times, by the built program: a host that stands still, a line that is too slow, an image that is
/// late.
@Suite(.serialized) struct TimingTests {
  private let suites: Suites

  init() throws { suites = try Suites() }

  private static let checks = """
    [{event_latency: {maximum_ms: 1000}}, {event_latency: {clock: host, maximum_ms: 45}},
      {response_time: {maximum_ms: 45}}, {response_time: {clock: device, maximum_ms: 1000}},
      sample_accounting]
    """

  /// A rig that is stopped for 50 ms again and again. What was to be read meanwhile is late by no
  /// fault of the chip, whose own clock went on.
  @Test func aHostThatStandsStillNeverFailsTheBoard() throws {
    let suite = try suites.suite(
      runner: Suites.walk(4), clock: "real-time", checks: Self.checks)
    // Questions are on the line for a fifth of the time, so that standstills meet some of them.
    let rig = try suites.rig(cable: "{latency_us: 10000}")
    let child = try Solerig.start([
      "test", suite, "--rig", rig, "--output", suites.output, "--accept-link", "--json",
    ])
    child.stopUntilItEnds(once: "case_started", isIn: suites.output)
    let ending = try child.wait()
    // On a machine that has no time left for the chip's process either, samples are missed by the
    // rig's fault.
    #expect([2, 3].contains(ending.code), "\(ending.errors)")
    let checks = try TimedRun(ending.outputData)
    #expect(checks.names("fail") == [])
    #expect(checks.names("inconclusive").contains("response_time.time_sync.host"))
    let passed = checks.names("pass")
    if passed.contains("sample_accounting") {
      #expect(passed.isSuperset(of: ["event_latency.device", "response_time.time_sync.device"]))
    }
    #expect(checks.timing?.pacingLateMicroseconds?.count ?? 0 > 20, "frames have deadlines")
    let capture = try RunFiles(in: suites.output).capture
    #expect(try Solerig.run(["inspect", capture]).output.contains("the rig's host stood still"))
    let longest = try #require(checks.timing?.hostLateLongestMilliseconds)
    #expect(longest >= 45)
    if checks.line?.decision == "sufficient" {
      #expect(checks.attempts > 1, "it is begun again, and that shows")
    }
  }

  /// An adapter that gathers bytes for 16 ms, as FTDI's do by default.
  private static let slowCable = "{latency_us: 8000, frame_us: 16000}"

  @Test func aLineThatCanNotTellIsRefusedWithTheFigureAndARemedy() throws {
    let suite = try suites.suite(
      runner: Suites.walk(3), clock: "real-time",
      checks: "[{response_time: {p99_ms: 12}}, {event_latency: {maximum_ms: 1000}}]")
    let rig = try suites.rig(cable: Self.slowCable)
    let (ending, run) = try Solerig.test(suite, rig: rig, output: suites.output)
    ending.expectError(
      3,
      [
        "Measuring the line failed", "12 ms of `response_time.time_sync.host` of case only-case",
        "--accept-link", "raise the budget to",
      ])
    let events = try CaptureReader.read(path: run.capture).records.compactMap { record in
      if case .event(let event) = record.body { event } else { nil }
    }
    #expect(events.contains(.linkMeasured(.init(decision: .refused))))
    #expect(!events.contains { if case .caseStarted = $0 { true } else { false } })
  }

  @Test func anAcceptedLineLeavesItsChecksInconclusive() throws {
    let suite = try suites.suite(
      runner: Suites.walk(3), clock: "real-time",
      checks: "[{response_time: {p99_ms: 12}}, {event_latency: {maximum_ms: 1000}}]")
    let rig = try suites.rig(cable: Self.slowCable)
    let ending = try Solerig.test(
      suite, rig: rig, ["--accept-link", "--json"], output: suites.output
    ).ending
    #expect(ending.code == 2, "\(ending.errors)")
    let run = try TimedRun(ending.outputData)
    #expect(run.names("inconclusive").contains("response_time.time_sync.host"))
    #expect(run.names("fail") == [])
    let line = try #require(run.line)
    #expect(line.decision == "accepted")
    #expect(line.roundTripMilliseconds.p99 > 12)
  }

  /// What a chip of this machine's clock says it sent, left before it was read.
  @Test func everyDeviceTimeIsToldOnTheHostsClock() throws {
    let suite = try suites.suite(runner: Suites.walk(3), clock: "real-time")
    let (ending, run) = try Solerig.test(suite, output: suites.output)
    #expect(ending.code == 0, "\(ending.output)")
    let told = try Solerig.run(["inspect", run.capture, "--times"])
    let rows = told.output.split(separator: "\r\n").map { $0.split(separator: ",") }
    #expect(rows.first == ["message", "device_us", "host_ms", "uncertainty_ms", "read_ms"])
    let strides = rows.filter { $0.first == "stride" }
    #expect(strides.count >= 2)
    for row in strides {
      let numbers = row.dropFirst().compactMap { Double($0) }
      try #require(numbers.count == 4, "\(row)")
      #expect(numbers[2] > 0 && numbers[1] - numbers[2] <= numbers[3], "\(row)")
    }
    let json = try Solerig.run(["inspect", run.capture, "--times", "--message", "stride", "--json"])
    let lines = json.output.split(separator: "\n")
    #expect(lines.count == strides.count)
    #expect(lines.allSatisfy { $0.contains("\"uncertainty_ms\":") })
  }

  /// The line's speed each way is told from the capture: 57600 baud is.
  @Test func theSpeedOfTheLineIsMeasured() throws {
    let suite = try suites.suite(
      runner: Suites.walk(2), clock: "real-time", checks: "[{response_time: {p99_ms: 2000}}]")
    let rig = try suites.rig(cable: "{baud: 57600}")
    let ending = try Solerig.test(suite, rig: rig, ["--json"], output: suites.output).ending
    let line = try #require(try TimedRun(ending.outputData).line, "\(ending.errors)")
    #expect(line.decision == "sufficient")
    // A busy machine takes its time, too.
    for baud in [line.baudToChip, line.baudToHost] {
      let found = try #require(baud)
      #expect((57_600 * 0.75...57_600 * 1.25).contains(found))
    }
  }

  @Test(
    .enabled(
      if: Firmware.isPresent("known-bad-slow-events"),
      "there is no such image: scripts/firmware/build --flavour known-bad-slow-events"))
  func eventsThatLeave5MillisecondsLateAreFoundByTheirLatencyAlone() throws {
    let ending = try Solerig.run([
      "test", "timing", "--only", "latency", "--firmware",
      Firmware.image("known-bad-slow-events"), "--accept-link", "--output", suites.output,
      "--json",
    ])
    #expect(ending.code == 1, "\(ending.errors)")
    #expect(try TimedRun(ending.outputData).names("fail") == ["event_latency.device"])
  }
}

extension Child {
  /// Stops it for 50 ms again and again, until it ends; from when a word is in the only capture in a
  /// folder of runs.
  fileprivate func stopUntilItEnds(once word: String, isIn output: String) {
    // It is looked at, not collected: its number stays its own while signals are sent to it.
    func hasEnded() -> Bool {
      var info = siginfo_t()
      return waitid(P_PID, id_t(identifier), &info, WEXITED | WNOHANG | WNOWAIT) != 0
        || info.si_signo != 0
    }
    func hasWord() -> Bool {
      guard let data = try? RunFiles(in: output).data("capture.pcapng") else { return false }
      return data.range(of: Data(word.utf8)) != nil
    }
    while !hasEnded(), !hasWord() { usleep(20_000) }
    while !hasEnded() {
      usleep(100_000)
      send(SIGSTOP)
      usleep(50_000)
      send(SIGCONT)
    }
  }
}

/// What a script reads of a run's times in `run.json`; the run has one case.
private struct TimedRun {
  struct Line: Decodable {
    struct Spread: Decodable { var p99: Double }
    var decision: String
    var roundTripMilliseconds: Spread
    var baudToChip: Double?
    var baudToHost: Double?
  }
  struct Timing: Decodable {
    struct Spread: Decodable { var count: Int }
    var hostLateLongestMilliseconds: Double?
    var pacingLateMicroseconds: Spread?
  }

  private struct Document: Decodable { var judgement: Judgement }
  private struct Judgement: Decodable {
    struct Check: Decodable {
      var name: String
      var verdict: String
    }
    struct Attempt: Decodable {}
    struct Case: Decodable {
      var checks: [Check]
      var attempts: [Attempt]
      var timing: Timing?
    }
    var line: Line?
    var cases: [Case]
  }

  private let judgement: Judgement

  init(_ data: Data) throws {
    judgement = try JSONDecoder().decode(Document.self, from: data).judgement
  }

  var line: Line? { judgement.line }
  var timing: Timing? { judgement.cases.first?.timing }
  var attempts: Int { judgement.cases.first?.attempts.count ?? 0 }

  func names(_ verdict: String) -> Set<String> {
    Set(judgement.cases.flatMap(\.checks).filter { $0.verdict == verdict }.map(\.name))
  }
}
