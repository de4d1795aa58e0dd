import Foundation
import Judge
import JudgeBench
import RigModel
import Stimulus
import Testing

/// What a board that is right gets.
@Suite struct GoodFirmwareTests {
  @Test func passesEveryCheckOfAWalk() throws {
    let judgement = try judged(BenchSuite.walk())
    #expect(judgement.names(.pass).count == BenchSuite.walkChecks.count)
    #expect(judgement.verdict == .pass)
    #expect(judgement.exitCode == 0)
    #expect(judgement.problems == [])
    #expect(judgement.warnings == [])
    let checks = judgement.cases.flatMap(\.checks)
    #expect(checks.allSatisfy { $0.suspect == nil && !$0.measurements.isEmpty })
    #expect(judgement.device?.uniqueID == "123456789abcdef0")
    #expect(judgement.cases.first?.strides.count { $0.outcome == .matched } == 51)
  }

  @Test func tellsNoStridesOfAStand() throws {
    let checks: [Check] = [.noStrides, .activity(is: .still, minimumPercent: 100)]
    let judgement = try judged(BenchSuite.stand(), checks: checks)
    #expect(judgement.names(.pass) == ["no_strides", "activity"])
    #expect(judgement.exitCode == 0)
  }

  @Test func equalCapturesGiveEqualBytes() throws {
    let trace = try BenchSuite.walk(seconds: 20)
    let first = try judged(trace).encode()
    #expect(try judged(trace).encode() == first)
    let again = try Judgement.decode(first)
    #expect(again.encode() == first)
  }

  /// The only summary behind such a gap is the last one.
  @Test(arguments: [
    LineFault.skip(atSample: 1990, samples: 20), .crcError(atSample: 1990, samples: 20),
    .skip(atSample: 1990, samples: 10),
  ])
  func tellsAllSummariesThoughAGapReachesTheEnd(_ fault: LineFault) throws {
    let trace = try BenchSuite.walk(seconds: 10)
      .slice(from: 0, to: Double(fault.lostSamples.upperBound) / 200)
    let judgement = try judged(trace, checks: [.summaries(periodSeconds: 1)], faults: [fault])
    #expect(try judgement.check("summaries").verdict == .pass, "\(judgement.cases)")
  }

  @Test(arguments: [
    LineFault.noise(atSample: 500, bytes: 4, seed: 1), .cutFrame(atSample: 500),
    .oversizeFrame(atSample: 500), .crcError(atSample: 500, samples: 10),
    .skip(atSample: 500, samples: 30), .skip(atSample: 500, samples: 1),
  ])
  func reportsPlannedFaults(_ fault: LineFault) throws {
    var counts = FaultCounts()
    switch fault.kind {
    case .noise: counts.noiseChunks = 1
    case .cutFrame: counts.cutFrames = 1
    case .oversizeFrame: counts.oversizeFrames = 1
    case .crcError:
      counts.crcErrors = 1
      counts.sequenceGaps = 1
      counts.samplesSkipped = 10
    case .skip: counts.samplesSkipped = UInt32(fault.lostSamples.count)
    case .unknownType: break
    }
    let trace = try BenchSuite.walk(seconds: 10)
    let judgement = try judged(
      trace, checks: [.reportedFaults(counts), .sampleAccounting, .summaries(periodSeconds: 1)],
      faults: [fault])
    #expect(judgement.verdict == .pass, "\(judgement.cases)")
    #expect(judgement.warnings == [])
    // The same chip, asked for no fault: the suite is at odds with itself.
    let other = try judged(trace, checks: [.reportedFaults(FaultCounts())], faults: [fault])
    #expect(try other.check("reported_faults").suspect == .rig)
    #expect(other.exitCode == 3)
  }
}
