import Capture
import Foundation
import Glibc
import Judge
import RigModel
import Stimulus
import TestRun

/// Runs on a chip that is a process of this machine, behind the cable: the app itself, or an emulator
/// with the firmware's image.
struct ProcessBench {
  let project: String
  let isEmulated: Bool
  let seed: UInt64

  func run(_ fault: ProcessFault) throws -> Trial {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "solerig-campaign-\(getpid())-\(seed)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var random = RandomGenerator(seed: seed)
    var rig = rig(&random)
    try prepare(fault, &rig, in: folder.path, &random)
    // A silence that ends is no dead line.
    if fault.isRealTime { rig.link.answerTimeoutMilliseconds = 5000 }
    let observer = Saboteur(fault, atSample: Int.random(in: 500...4000, using: &random))
    var plan = RunPlan(
      rig: rig,
      suite: try Workload.suite(
        seed, seconds: fault.isRealTime ? 5 : 60, realTime: fault.isRealTime,
        more: fault == .slowEvents ? "event_latency: {mean_ms: 4}" : nil),
      firmware: nil, output: folder.path, project: project, recordings: "", command: [])
    // What the first attempt is called is what counts here.
    plan.repeatsCases = false
    let outcome = try TestRunner(plan: plan, observer: observer).run()
    return try judged(fault, outcome.folder)
  }

  private func judged(_ fault: ProcessFault, _ folder: RunFolder) throws -> Trial {
    let data = try Data(contentsOf: URL(filePath: folder.suite))
    let suite = try ResolvedSuite.decode(data, file: folder.suite)
    let capture = try CaptureReader.read(path: folder.capture)
    var bare = capture
    bare.records.removeAll { record in
      if case .event(.cable) = record.body { true } else { false }
    }
    let hash = SHA256Text.of(data)
    return Trial(
      bench: isEmulated ? "virtual-microbit" : "native", fault: fault.rawValue, seed: seed,
      truth: truth(fault, capture),
      judgement: Judge.judge(capture: capture, suite: suite, suiteHash: hash),
      withoutLog: Judge.judge(capture: bare, suite: suite, suiteHash: hash),
      needsLog: fault.needsLog)
  }

  private func rig(_ random: inout RandomGenerator) -> Rig {
    let board: Rig.Board
    if isEmulated {
      board = .virtualMicrobit(Rig.VirtualMicrobit())
    } else {
      board = .native(Rig.NativeBoard())
    }
    var rig = Rig(name: "campaign", title: "", board: board)
    rig.cable.seed = random.next()
    rig.link.answerTimeoutMilliseconds = 1000
    return rig
  }

  private func prepare(
    _ fault: ProcessFault, _ rig: inout Rig, in folder: String, _ random: inout RandomGenerator
  ) throws {
    // About one to eight bytes of what goes that way in a run.
    let some = 1.0 / Double.random(in: 10_000...80_000, using: &random)
    let fewer = 1.0 / Double.random(in: 2_000...10_000, using: &random)
    let place = UInt64.random(in: 3_000...60_000, using: &random)
    switch fault {
    case .none, .hostStall: break
    case .flipToChip: rig.cable.toChip.bitFlipsPerByte = some
    case .flipToHost: rig.cable.toHost.bitFlipsPerByte = fewer
    case .dropToChip: rig.cable.toChip.dropsPerByte = some
    case .dropToHost: rig.cable.toHost.dropsPerByte = fewer
    case .duplicateToChip: rig.cable.toChip.duplicatesPerByte = some
    case .duplicateToHost: rig.cable.toHost.duplicatesPerByte = fewer
    case .stallToChip:
      rig.cable.toChip.stalls = [.init(afterBytes: place, microseconds: 200_000)]
    case .stallToHost:
      rig.cable.toHost.stalls = [.init(afterBytes: place / 10, microseconds: 200_000)]
    case .longStall:
      rig.cable.toHost.stalls = [.init(afterBytes: place / 10, microseconds: 5_000_000)]
    // Longer than the chip's queue of samples lasts, in the middle of five seconds.
    case .stallToChipRealTime:
      rig.cable.toChip.stalls = [.init(afterBytes: 3_000 + place / 10, microseconds: 1_500_000)]
    case .stallToHostRealTime:
      rig.cable.toHost.stalls = [.init(afterBytes: 1_000 + place / 100, microseconds: 1_500_000)]
    case .dropToHostRealTime: rig.cable.toHost.dropsPerByte = 1.0 / 500
    case .cutToChip: rig.cable.toChip.cutAfterBytes = place
    case .cutToHost: rig.cable.toHost.cutAfterBytes = place / 10
    case .unplug, .killed, .stopped, .crashed, .interruption:
      // Slow enough for something to happen in the middle.
      rig.cable.baud = 1_000_000
      if fault == .unplug {
        rig.cable.unplugAfterMicroseconds = UInt64.random(in: 300_000...700_000, using: &random)
      }
    case .overrun:
      rig.cable = .line(baud: 460_800)
      rig.cable.chipFIFO?.graceMicroseconds = 0
      rig.cable.seed = random.next()
    case .otherChip, .mute, .flood: try standIn(fault, &rig, in: folder)
    case .gyroSign, .droppedSample, .lateEvents, .slowEvents, .fault:
      var board = Rig.VirtualMicrobit()
      board.firmware = ".build/firmware/solerig-microbit-\(fault.rawValue).bin"
      rig.board = .virtualMicrobit(board)
    }
  }

  /// A program in the place of the chip's.
  private func standIn(_ fault: ProcessFault, _ rig: inout Rig, in folder: String) throws {
    let chip = """
      #!/usr/bin/perl
      use Socket;
      socket(my $line, AF_UNIX, SOCK_STREAM, 0) or die;
      connect($line, pack_sockaddr_un($ARGV[1])) or die;

      """
    var board = Rig.NativeBoard()
    let text: String
    switch fault {
    case .otherChip:
      board.uniqueID = 0xAB
      let native = BoardStarter.image(of: rig, project: project) ?? ""
      text = "#!/bin/sh\nexec \(native) \"$1\" \"$2\" --unique-id cd\n"
    case .mute: text = chip + "while (sysread($line, my $bytes, 4096)) {}\n"
    default: text = chip + "my $junk = 'U' x 4096; while (syswrite($line, $junk)) {}\n"
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/stand-in"
    try Data(text.utf8).write(to: URL(filePath: path))
    chmod(path, 0o755)
    board.program = path
    rig.board = .native(board)
  }

  /// What may be said, by what was done and by what the cable says it did.
  private func truth(_ fault: ProcessFault, _ capture: CaptureContents) -> Truth {
    let log = Self.log(capture)
    let deed = ([fault.rawValue] + log.map { "\($0.key) \($0.value)" }.sorted())
      .joined(separator: ", ")
    switch fault {
    case .gyroSign, .droppedSample, .lateEvents, .slowEvents, .fault, .crashed:
      return .firmware(deed)
    case .killed, .stopped, .interruption: return .notTheFirmware(.rig, deed)
    case .otherChip, .mute, .flood: return .notTheFirmware(.board, deed)
    case .hostStall:
      var truth = Truth.notTheFirmware(.rig, deed)
      if Evidence.truth(capture, deed: "").verdicts.contains(.pass) { truth.verdicts.insert(.pass) }
      return truth
    default:
      return log.isEmpty ? .sound(deed) : Evidence.truth(capture, deed: deed)
    }
  }

  /// What the cable did that was no mere forwarding, by kind.
  private static func log(_ capture: CaptureContents) -> [String: UInt64] {
    let harmful = ["flip", "drop", "duplicate", "stall", "cut", "overrun", "unplug"]
    var log: [String: UInt64] = [:]
    for case .event(.cable(let event)) in capture.records.map(\.body)
    where harmful.contains(event.kind) {
      log["\(event.kind) \(event.direction)", default: 0] += max(1, event.count)
    }
    return log
  }
}
