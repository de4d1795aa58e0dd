import Capture
import Foundation
import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus

/// Runs in memory, with the real app on a chip that is a value.
struct MemoryBench {
  let seed: UInt64

  func run(_ fault: MemoryFault) throws -> Trial {
    var generator = RandomGenerator(seed: seed)
    let trace = try Workload.trace(generator.next() % 1000 + 1)
    var scene = Scene(trace: trace)
    let truth = scene.prepare(fault, &generator)
    let capture = try scene.play()
    let judgement = try Judge.judge(capture: capture, suite: scene.asked)
    return Trial(
      bench: "memory", fault: fault.rawValue, seed: seed,
      truth: truth ?? Evidence.truth(capture, deed: scene.deed), judgement: judgement)
  }
}

/// A bench that is being set up, and what is asked of it.
private struct Scene: ~Copyable {
  let trace: Trace
  var deed = ""
  private var bench = Bench()
  private var played: Trace
  private var cases: [ResolvedCase]
  /// What the capture says that was asked, and what the judge is told.
  private var announced: ResolvedSuite
  private(set) var asked: ResolvedSuite

  init(trace: Trace) {
    self.trace = trace
    played = trace
    cases = ["walk-1", "walk-2"].map {
      BenchSuite.suiteCase($0, trace, checks: Workload.checks)
    }
    announced = BenchSuite.suite(cases)
    asked = announced
  }

  mutating func play() throws -> CaptureContents {
    try bench.play(announced, playing: cases, traces: [played, played])
  }

  /// Sets the fault up; nil where what arrived tells what may be said of it.
  mutating func prepare(_ fault: MemoryFault, _ random: inout RandomGenerator) -> Truth? {
    deed = fault.rawValue
    switch fault {
    case .none: return .sound("nothing")
    case .gyroSign, .droppedSamples, .lateEvents, .withheldStride, .doubledStride, .wrongLength,
      .wrongDistance, .missingSummary, .miscountedSamples, .backwardEvents:
      spoilFirmware(fault, &random)
      return .firmware(deed)
    case .hiddenLoss:
      spoilLine(.lostToChip, &random)
      bench.tampering.chipSays = { Self.hidingLoss($0) }
      return .both(deed)
    case .badFirmwareBadLine:
      spoilFirmware([.gyroSign, .wrongLength, .lateEvents].randomElement(using: &random)!, &random)
      spoilLine([.lostToChip, .flippedToHost].randomElement(using: &random)!, &random)
      return .both(deed)
    case .lostToChip, .flippedToChip, .lostToHost, .flippedToHost:
      spoilLine(fault, &random)
      return nil
    default: return breakOff(fault, &random)
    }
  }

  private mutating func spoilFirmware(_ fault: MemoryFault, _ random: inout RandomGenerator) {
    let number = UInt32.random(in: 4...20, using: &random)
    let phase = Int.random(in: 0..<200, using: &random)
    switch fault {
    case .gyroSign: bench.tampering.engineSamples = { $0.map(\.mirrored) }
    case .droppedSamples:
      bench.tampering.engineSamples = { samples in
        let kept = samples.enumerated().filter { $0.offset % 250 != phase }.map(\.element)
        return kept + samples.suffix(samples.count - kept.count)
      }
    case .lateEvents:
      bench.tampering.chipSays = { $0.changed { $0.emittedIndex += 12 } }
    case .withheldStride:
      bench.tampering.chipSays = { message in
        if case .stride(let stride) = message, stride.number == number { [] } else { [message] }
      }
    case .doubledStride:
      bench.tampering.chipSays = { message in
        if case .stride(let stride) = message, stride.number == number {
          [message, message]
        } else {
          [message]
        }
      }
    case .wrongLength:
      bench.tampering.chipSays = { $0.changed { $0.strideLength += $0.strideLength / 10 } }
    case .wrongDistance:
      bench.tampering.chipSays = { message in
        guard case .summary(var summary) = message else { return [message] }
        summary.distance += 1000
        return [.summary(summary)]
      }
    case .missingSummary:
      bench.tampering.chipSays = { message in
        if case .summary(let summary) = message, summary.sampleIndex == number * 200 {
          []
        } else {
          [message]
        }
      }
    case .miscountedSamples:
      bench.tampering.chipSays = { message in
        guard case .status(var status) = message, status.samplesConsumed > number else {
          return [message]
        }
        status.samplesConsumed -= number
        return [.status(status)]
      }
    default:
      bench.tampering.chipSays = {
        $0.changed { if $0.number == number { $0.emittedIndex /= 2 } }
      }
    }
  }

  private mutating func spoilLine(_ fault: MemoryFault, _ random: inout RandomGenerator) {
    let hit = Set(
      (0..<Int.random(in: 1...4, using: &random)).map { _ in
        Int.random(in: 5...300, using: &random)
      })
    let bit = UInt8.random(in: 0..<8, using: &random)
    let place = Int.random(in: 1...200, using: &random)
    func lost(_ number: Int, _ bytes: [UInt8]) -> [UInt8] { hit.contains(number) ? [] : bytes }
    func flipped(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
      guard hit.contains(number), bytes.count > 4 else { return bytes }
      var bytes = bytes
      bytes[1 + place % (bytes.count - 2)] ^= 1 << bit
      return bytes
    }
    switch fault {
    case .lostToChip: bench.tampering.toChip = lost
    case .flippedToChip: bench.tampering.toChip = flipped
    case .lostToHost: bench.tampering.toHost = lost
    default: bench.tampering.toHost = flipped
    }
    deed += ": frames \(hit.sorted())"
  }

  private mutating func breakOff(
    _ fault: MemoryFault, _ random: inout RandomGenerator
  ) -> Truth {
    let samples = Int.random(in: 100...5000, using: &random)
    func end(_ ending: BenchEnding) { bench.tampering.breaksOff = (samples, ending) }
    switch fault {
    case .panic:
      end(.panic)
      return .firmware(deed)
    case .watchdog, .lockup:
      end(.restart(fault == .watchdog ? .watchdog : .lockup))
      return .firmware(deed)
    case .refusal:
      end(.failure(.refused))
      return .firmware(deed)
    case .powerLoss:
      end(.restart(.powerOn))
      return .notTheFirmware(.board, deed)
    case .silence, .flood, .wrongIdentity:
      end(.failure(fault == .silence ? .silent : fault == .flood ? .flood : .wrongIdentity))
      return .notTheFirmware(.board, deed)
    case .replacedChip:
      bench.uniqueIDs = [0xAAAA, 0xBBBB]
      return .notTheFirmware(.board, deed)
    case .hangUp:
      end(.failure(.linkLost))
      return .notTheFirmware(.link, deed)
    case .deadLine:
      spoilLine(.flippedToHost, &random)
      end(.failure(.silent))
      bench.tampering.toHost = { number, bytes in
        number % 5 == 0 ? Array(bytes.dropFirst(2)) : bytes
      }
      return .notTheFirmware(.link, deed)
    case .killedRig:
      end(.killed)
      return .notTheFirmware(.rig, deed)
    case .rigTrouble, .interruption:
      end(.failure(fault == .rigTrouble ? .rig : .interrupted))
      return .notTheFirmware(.rig, deed)
    case .otherStimulus:
      played.samples[samples].accelerationX ^= 1
      return .notTheFirmware(.rig, deed)
    case .otherSuite:
      asked.title = "Another"
      return .notTheFirmware(.rig, deed)
    default:
      // The bench has no timer: the chip runs as fast as possible, whatever the suite says.
      for index in cases.indices { asked.cases[index].clock = .realTime }
      bench.lateTicks = UInt32.random(in: 1...9, using: &random)
      asked.cases[0].checks.append(.realTime(maximumLateTicks: 0, maximumUnderruns: 0))
      announced = asked
      return .notTheFirmware(.rig, deed)
    }
  }

  /// As if no sample had been missing.
  private static func hidingLoss(_ message: ChipMessage) -> [ChipMessage] {
    switch message {
    case .status(var status):
      status.samplesConsumed += status.samplesSkipped
      status.samplesSkipped = 0
      return [.status(status)]
    case .sampleFault: return []
    default: return [message]
    }
  }
}

extension TraceSample {
  fileprivate var mirrored: TraceSample {
    var sample = self
    sample.angularRateY = angularRateY == .min ? .max : -angularRateY
    return sample
  }
}

extension ChipMessage {
  /// The message, changed if it is a stride.
  fileprivate func changed(_ body: (inout Wire.Stride) -> Void) -> [ChipMessage] {
    guard case .stride(var stride) = self else { return [self] }
    body(&stride)
    return [.stride(stride)]
  }
}
