import Capture
import Foundation
import RigModel
import SoleLink
import TestRun

/// How fast the whole line replays footsteps as fast as it can: from the first frame of samples to
/// the acknowledged stop.
struct ReplayBench {
  struct Line {
    var name: String
    var rig: Rig
    /// Paced both ways at this rate; nil for an ideal cable.
    var baud: UInt32?
    /// Least sample time over host time.
    var wantedSpeed: Double?
    var minutes: Int
  }

  struct Result: Codable {
    var name: String
    var sampleSeconds: Double
    var hostSeconds: Double
    /// Sample time over host time.
    var speed: Double
    /// Share of what a paced line could have carried to the chip; nil for an ideal cable.
    var lineUse: Double?
    var wanted: Double
    var isReached: Bool
  }

  let project: String
  let firmware: String

  /// Of a paced line, the least share that has to be used.
  static let wantedLineUse = 0.95

  var lines: [Line] {
    var microbit = Rig.VirtualMicrobit()
    microbit.firmware = firmware
    let chip = Rig(name: "bench-chip", title: "", board: .virtualMicrobit(microbit))
    let native = Rig(name: "bench-native", title: "", board: .native(Rig.NativeBoard()))
    return [
      Line(name: "emulated chip, ideal cable", rig: chip, wantedSpeed: 20, minutes: 10),
      Line(name: "native, ideal cable", rig: native, wantedSpeed: 1000, minutes: 60),
      Line(name: "emulated chip, 115200 baud", rig: chip, baud: 115_200, minutes: 2),
      Line(name: "emulated chip, 1 Mbaud", rig: chip, baud: 1_000_000, minutes: 5),
      Line(name: "native, 115200 baud", rig: native, baud: 115_200, minutes: 2),
      Line(name: "native, 1 Mbaud", rig: native, baud: 1_000_000, minutes: 10),
    ]
  }

  func run(_ line: Line) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "solerig-bench-\(ProcessInfo.processInfo.processIdentifier)-\(line.minutes)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let suite = try Suite.read(Data(suiteText(line.minutes).utf8), file: "bench.yaml")
    var rig = line.rig
    rig.cable.baud = line.baud
    let plan = RunPlan(
      rig: rig, suite: suite, firmware: nil, output: folder.path, project: project,
      recordings: "", command: [])
    let outcome = try TestRunner(plan: plan, observer: Silent()).run()
    if let failure = outcome.failure { throw failure }
    return try measure(outcome, line)
  }

  private func measure(_ outcome: TestRunner.Outcome, _ line: Line) throws -> Result {
    let capture = try CaptureReader.read(path: outcome.folder.capture)
    var (first, last): (UInt64?, UInt64) = (nil, 0)
    var (samples, bytes) = (0, 0)
    for record in capture.records {
      guard case .chunk(let chunk) = record.body else { continue }
      switch chunk.message {
      case .host(.samples(let message)):
        first = first ?? record.time
        samples += message.samples.count
        bytes += chunk.length + 2
      case .chip(.acknowledgement(let answer)) where answer.request == Wire.Stop.type:
        last = record.time
      default: continue
      }
    }
    let hostSeconds = Double(last - (first ?? last)) / 1e9
    let sampleSeconds = Double(samples) / 200
    let speed = sampleSeconds / hostSeconds
    let lineUse = line.baud.map { Double(bytes) * 10 / Double($0) / hostSeconds }
    let wanted = line.wantedSpeed ?? Self.wantedLineUse
    return Result(
      name: line.name, sampleSeconds: sampleSeconds, hostSeconds: hostSeconds, speed: speed,
      lineUse: lineUse, wanted: wanted, isReached: (lineUse ?? speed) >= wanted)
  }

  private func suiteText(_ minutes: Int) -> String {
    """
    name: bench
    title: Replay
    cases:
      - name: replay
        requirement: As fast as it can.
        runner:
          segments:
            - walk: {duration_s: \(minutes * 30), speed_m_per_s: 1.4}
            - run: {duration_s: \(minutes * 30), speed_m_per_s: 3}
        checks:
          - sample_accounting
    """
  }
}

/// Nobody looks on.
private struct Silent: RunObserver {
  var isInterrupted: Bool { false }
  func report(_ progress: RunProgress) {}
}
