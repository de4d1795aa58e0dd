import Foundation

// Measures the rig: `RigBench PROJECT [JSON]`; scripts/bench calls it. Every line is a ratio within
// this one run: to real time, to what a paced line carries, or to a peer. Exits with 1 where a figure
// that is wanted was missed, or could not be had.

/// What the run found, for scripts.
struct Findings: Codable {
  var replay: [ReplayBench.Result] = []
  var start: [StartBench.Result] = []
  var roundTrip: [RoundTripBench.Result] = []
  var open: OpenBench.Result?
  var list: ListBench.Result?
  var capture: [CaptureBench.Result] = []
  var expect: [ExpectBench.Result] = []
  var smallCases: [StartBench.Result] = []
  /// What was not reached, or could not be measured, in words.
  var missed: [String] = []
}

let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
  FileHandle.standardError.write(Data("usage: RigBench PROJECT [JSON]\n".utf8))
  exit(64)
}
let project = arguments[1]
var findings = Findings()

let replay = ReplayBench(
  project: project, firmware: project + "/.build/firmware/solerig-microbit.bin")
print("replay as fast as possible, 200 Hz")
for line in replay.lines {
  do {
    let result = try replay.run(line)
    findings.replay.append(result)
    if !result.isReached { findings.missed.append("\(result.name): below what is wanted") }
    let share = result.lineUse.map { String(format: ", %.1f %% of the line", $0 * 100) } ?? ""
    let wanted =
      result.lineUse == nil
      ? String(format: "%.0f x", result.wanted) : String(format: "%.0f %%", result.wanted * 100)
    let name = result.name.padding(toLength: 30, withPad: " ", startingAt: 0)
    print(
      "  \(name)" + String(format: "%8.1f x real time", result.speed)
        + "\(share)  (wanted \(wanted)\(result.isReached ? "" : ", MISSED"))")
  } catch {
    print("  \(line.name): failed: \(error)")
    findings.missed.append("\(line.name): \(error)")
  }
}

let bin = project + "/.build/venv/bin/"
let start = StartBench(programs: [
  ("solerig --help", [project + "/.build/release/solerig", "--help"]),
  ("esptool --help", [bin + "esptool", "--help"]),
  ("labgrid-client --help", [bin + "labgrid-client", "--help"]),
])
print("cold start, median")
findings.start = start.run()
for result in findings.start {
  let ratio = result.milliseconds / (findings.start.first?.milliseconds ?? 1)
  let name = result.name.padding(toLength: 30, withPad: " ", startingAt: 0)
  print("  \(name)" + String(format: "%8.1f ms  %.1f x", result.milliseconds, ratio))
}

let limit = StartBench.wantedMilliseconds
if findings.start.first.map({ $0.milliseconds > limit }) ?? true {
  findings.missed.append(String(format: "solerig --help: above the %.0f ms that are wanted", limit))
}

/// Runs one bench; one that can't be run was missed, too.
@MainActor func measure(_ name: String, _ body: @MainActor () throws -> Void) {
  do {
    try body()
  } catch {
    print("  \(name): failed: \(error)")
    findings.missed.append("\(name): \(error)")
  }
}

print("64 bytes there and back on one pty")
measure("round trip") {
  findings.roundTrip = try RoundTripBench(
    peer: [bin + "python", project + "/scripts/bench-peers/round-trip.py"]
  ).run()
  for result in findings.roundTrip {
    let name = result.name.padding(toLength: 30, withPad: " ", startingAt: 0)
    let text = String(
      format: "p50 %6.1f us %.2f x, p99 %6.1f us %.2f x", result.p50Microseconds, result.p50Ratio,
      result.p99Microseconds, result.p99Ratio)
    print("  \(name)\(text)")
    let isSlow = max(result.p50Ratio, result.p99Ratio) > RoundTripBench.wantedRatio
    if result.name == "solerig's port", isSlow {
      findings.missed.append("round trip: above \(RoundTripBench.wantedRatio) x the C loop")
    }
  }
}

print("from open to identity, emulated chip")
measure("open") {
  let result = try OpenBench(
    project: project, firmware: project + "/.build/firmware/solerig-microbit.bin"
  ).run()
  findings.open = result
  print(
    String(
      format: "  first %.1f ms, slowest reopen %.1f ms", result.firstMilliseconds,
      result.slowestReopenMilliseconds))
  if max(result.firstMilliseconds, result.slowestReopenMilliseconds) > OpenBench.wantedMilliseconds
  {
    findings.missed.append("open to identity: above \(OpenBench.wantedMilliseconds) ms")
  }
}

print("solerig list, 20 devices")
measure("list") {
  let result = try ListBench(
    program: project + "/.build/release/solerig", python: bin + "python"
  ).run()
  findings.list = result
  print(
    String(
      format: "  %.1f ms, of which %.1f ms to start; %d descriptors of others looked at",
      result.milliseconds, result.startMilliseconds, result.openDescriptors))
  if result.milliseconds > ListBench.wantedMilliseconds {
    findings.missed.append("solerig list: above \(ListBench.wantedMilliseconds) ms")
  }
}

let peers = project + "/scripts/bench-peers/"
let python = bin + "python"

print("twenty small cases, the whole process, median")
measure("small cases") {
  findings.smallCases = try SmallCasesBench(
    program: project + "/.build/release/solerig", project: project,
    peers: [
      ("OpenHTF", [python, peers + "cases-openhtf.py"]),
      ("pytest and labgrid", [python, peers + "cases-labgrid.py"]),
      ("pytest-embedded", [python, peers + "cases-pytest-embedded.py"]),
    ]
  ).run()
  for result in findings.smallCases {
    let ratio = result.milliseconds / (findings.smallCases.first?.milliseconds ?? 1)
    let name = result.name.padding(toLength: 30, withPad: " ", startingAt: 0)
    print("  \(name)" + String(format: "%8.1f ms  %.1f x", result.milliseconds, ratio))
  }
  let limit = SmallCasesBench.wantedMilliseconds
  if findings.smallCases.first.map({ $0.milliseconds > limit }) ?? true {
    findings.missed.append(String(format: "twenty small cases: above %.0f ms", limit))
  }
  if findings.smallCases.count < 4 { findings.missed.append("small cases: a peer did not run") }
}

print("write and expect")
measure("expect") {
  findings.expect = try ExpectBench(peers: [
    ("labgrid", [python, peers + "expect-labgrid.py"]),
    ("pytest-embedded", [python, peers + "expect-pytest-embedded.py"]),
  ]).run()
  for result in findings.expect {
    let ratio = result.p50Microseconds / (findings.expect.first?.p50Microseconds ?? 1)
    let name = result.name.padding(toLength: 30, withPad: " ", startingAt: 0)
    print(
      "  \(name)"
        + String(
          format: "p50 %8.1f us  %.1f x, p99 %8.1f us", result.p50Microseconds, ratio,
          result.p99Microseconds))
  }
}

let captureSeconds =
  Double(ProcessInfo.processInfo.environment["BENCH_CAPTURE_SECONDS"] ?? "") ?? 60
print("capture at 3 Mbaud, \(Int(captureSeconds)) s")
measure("capture") {
  findings.capture = try CaptureBench(
    program: project + "/.build/release/solerig", peer: [python, peers + "capture-pyserial.py"],
    seconds: captureSeconds
  ).run()
  for result in findings.capture {
    let name = result.name.padding(toLength: 30, withPad: " ", startingAt: 0)
    print(
      "  \(name)"
        + String(
          format: "%9d bytes, %d lost, %.1f %% of a core", result.bytesSent, result.bytesLost,
          result.processorShare * 100))
  }
  if findings.capture.first.map({ $0.bytesLost != 0 }) ?? true {
    findings.missed.append("capture at 3 Mbaud: bytes were lost")
  }
}

if arguments.count > 2 {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  do {
    try encoder.encode(findings).write(to: URL(filePath: arguments[2]))
  } catch {
    FileHandle.standardError.write(Data("writing \(arguments[2]) failed: \(error)\n".utf8))
    exit(1)
  }
}

for text in findings.missed { FileHandle.standardError.write(Data("MISSED: \(text)\n".utf8)) }
exit(findings.missed.isEmpty ? 0 : 1)
