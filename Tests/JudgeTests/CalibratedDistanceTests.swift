import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus
import Testing

/// Distance once a half of the way has told the factor: what is off everywhere alike passes, what is
/// off in one half fails.
@Suite struct CalibratedDistanceTests {
  private static let checks = [
    Check.calibratedDistance(errorPercent: 0.8),
    .strideLength(meanAbsoluteErrorPercent: 4, biasPercent: 1),
  ]

  /// The judgement of a walk where a stride's length is changed before it is heard.
  private func judgement(
    seconds: Double = 30, _ spoil: @escaping @Sendable (inout Wire.Stride) -> Void
  ) throws -> Judgement {
    try judged(try BenchSuite.walk(seconds: seconds), checks: Self.checks) { bench in
      bench.tampering.chipSays = { message in
        guard case .stride(var stride) = message else { return [message] }
        spoil(&stride)
        return [.stride(stride)]
      }
    }
  }

  private func check(_ judgement: Judgement, _ name: String) throws -> CheckJudgement {
    try #require(judgement.cases.first?.checks.first { $0.name == name })
  }

  @Test func aFactorIsCalibratedAway() throws {
    let judgement = try judgement { $0.strideLength = $0.strideLength * 23 / 20 }
    #expect(try check(judgement, "stride_length").verdict == .fail)
    let calibrated = try check(judgement, "calibrated_distance")
    #expect(calibrated.verdict == .pass)
    #expect(calibrated.measurements.count == 2)
    let factors = calibrated.figures.filter { $0.name.hasPrefix("factor") }.map(\.value)
    #expect(factors.count == 2 && factors.allSatisfy { abs($0 * 23 / 20 - 1) < 0.01 })
  }

  @Test func whatChangesOnTheWayIsNot() throws {
    let judgement = try judgement {
      if $0.number > 12 { $0.strideLength += $0.strideLength / 50 }
    }
    let calibrated = try check(judgement, "calibrated_distance")
    #expect(calibrated.verdict == .fail)
    #expect(calibrated.suspect == .firmware)
  }

  @Test func aFewStridesCalibrateNothing() throws {
    let judgement = try judgement(seconds: 8) { _ in }
    let calibrated = try check(judgement, "calibrated_distance")
    #expect(calibrated.verdict == .notMeasured)
    #expect(calibrated.evidence.contains { $0.contains("too few") })
  }
}
