import SoleLink
import Stimulus
import Testing

@testable import Judge

/// Which stride of the board is which of the reference.
@Suite struct AlignmentTests {
  /// Strides of a second each, at 200 Hz, from second 1 on.
  private func truth(_ count: Int, unsteady: Set<Int> = [], isComplete: Bool = true) -> Truth {
    let strides = (0..<count).map {
      TruthStride(
        startSeconds: Double($0 + 1), endSeconds: Double($0 + 2), lengthMetres: 1,
        isSteady: !unsteady.contains($0))
    }
    return Truth(strides: strides, strideCount: isComplete ? count : nil, source: "test")
  }

  private func stride(_ start: Double, _ end: Double) -> DetectedStride {
    DetectedStride(
      Wire.Stride(
        emittedIndex: UInt32(end * 200) + 40, startMidstance: UInt32(start * 3200),
        endMidstance: UInt32(end * 3200)), sampleRateHertz: 200)
  }

  private func align(_ truth: Truth, _ strides: [(Double, Double)]) -> StrideAlignment {
    StrideAlignment(truth, strides.map { stride($0.0, $0.1) }, traceSeconds: 60)
  }

  @Test func strideByStride() {
    let aligned = align(truth(3), [(1.1, 2.1), (2.1, 3.05), (3.05, 4)])
    #expect(aligned.matches == [0, 1, 2])
    #expect(aligned.outcomes == [.matched, .matched, .matched])
  }

  @Test func twoToldAsOneAreBothMissed() {
    let aligned = align(truth(3), [(1, 3), (3, 4)])
    #expect(aligned.matches == [nil, nil, 1])
    #expect(aligned.outcomes == [.unfounded, .matched])
    #expect(aligned.missed.count == 2)
  }

  @Test func oneToldAsTwoIsMissed() {
    let aligned = align(truth(2), [(1, 1.5), (1.5, 2), (2, 3)])
    #expect(aligned.matches == [nil, 2])
    #expect(aligned.outcomes == [.unfounded, .unfounded, .matched])
  }

  @Test func oneToldTwiceIsFoundOnce() {
    let aligned = align(truth(1), [(1, 2), (1, 2)])
    #expect(aligned.outcomes == [.matched, .unfounded])
  }

  @Test func startsAndStopsCountForNothing() {
    let aligned = align(truth(3, unsteady: [0, 2]), [(0.4, 1.6), (2, 3)])
    #expect(aligned.outcomes == [.tolerated, .matched])
    #expect(aligned.missed.isEmpty)
    #expect(aligned.rows.map(\.outcome) == [.tolerated, .tolerated, .matched, .tolerated])
  }

  @Test func outsideOfTheReferenceCountsOnlyWhereItIsComplete() {
    #expect(align(truth(2), [(10, 11)]).outcomes == [.unfounded])
    #expect(align(truth(2, isComplete: false), [(10, 11)]).outcomes == [.unjudged])
    // Two told as one lie within it in any case.
    #expect(align(truth(2, isComplete: false), [(1, 3)]).outcomes == [.unfounded])
  }

  @Test func aStrideAtTheVeryEndIsNotAskedFor() {
    let aligned = StrideAlignment(truth(3), [], traceSeconds: 4.2)
    #expect(aligned.asked == [0, 1])
  }

  /// A suite may have been made by hand.
  @Test func aReferenceThatEndsBeforeItBeginsHoldsNothing() {
    let reversed = TruthStride(startSeconds: 2, endSeconds: 1, isSteady: true)
    let aligned = align(
      Truth(strides: [reversed], strideCount: 1, source: "test"), [(1.2, 1.8), (5, 6)])
    #expect(aligned.matches == [nil])
    #expect(aligned.outcomes == [.unfounded, .unfounded])
  }

  @Test func sampleTimesWrap() {
    // Two samples before 2^32 sixteenths have passed, and two after.
    let edge = UInt32(1 << 28)
    let wrapped = DetectedStride(
      Wire.Stride(emittedIndex: edge + 40, startMidstance: 0 &- 200 * 16, endMidstance: 16),
      sampleRateHertz: 200)
    #expect(wrapped.end == Double(edge + 1) / 200)
    #expect(abs(wrapped.end - wrapped.start - 201.0 / 200) < 1e-6)
    #expect(abs(wrapped.delayMilliseconds(sampleRateHertz: 200) - 195) < 1e-3)
  }
}

/// A slope that a few wrong points do not turn.
@Suite struct RobustSlopeTests {
  private func points(_ slope: Double, count: Int = 40) -> [RobustSlope.Point] {
    // Steps that repeat every seven points have no slope of their own.
    (0..<count).map { index in
      let x = Double(index)
      return RobustSlope.Point(x: x, y: slope * x + Double(index * 3 % 7) * 0.001, group: 0)
    }
  }

  @Test(arguments: [-0.001, 0, 0.0005])
  func isFoundWithinItsUncertainty(_ slope: Double) throws {
    let line = try #require(RobustSlope(points(slope)))
    #expect(abs(line.slope - slope) <= line.uncertainty)
    #expect(line.uncertainty < 1e-4)
  }

  @Test func outliersDoNotTurnIt() throws {
    var points = points(0.001)
    for index in stride(from: 3, to: 40, by: 6) { points[index].y += 5 }
    let line = try #require(RobustSlope(points))
    #expect(abs(line.slope - 0.001) < 1e-4)
  }

  @Test func offsetsOfGroupsDoNotBendIt() throws {
    var points = points(0)
    for index in 20..<40 {
      points[index].y += 0.05
      points[index].group = 1
    }
    let line = try #require(RobustSlope(points))
    #expect(abs(line.slope) <= line.uncertainty)
    #expect(line.uncertainty < 5e-4)
  }

  @Test func manyPointsAreCheap() throws {
    let line = try #require(RobustSlope(points(0.001, count: 6000)))
    #expect(abs(line.slope - 0.001) < 1e-6)
  }

  @Test func tooFewPointsHaveNone() {
    #expect(RobustSlope(points(1, count: 4)) == nil)
    #expect(RobustSlope([]) == nil)
  }
}

/// A measured value against its limit, by interval.
@Suite struct MeasuredValueTests {
  @Test(arguments: [
    (3.0, 0.5, Verdict.pass), (3.6, 0.5, .inconclusive), (4.4, 0.5, .inconclusive),
    (4.6, 0.5, .fail), (4.0, 0.0, .pass),
  ])
  func isJudgedByInterval(_ value: Double, _ doubt: Double, _ verdict: Verdict) {
    let measured = MeasuredValue(
      "error", value, uncertainty: doubt, unit: "%", limit: .atMost(4))
    #expect(measured.verdict == verdict)
  }

  @Test func withoutAValueNothingIsMeasured() {
    #expect(MeasuredValue("error", nil, unit: "%", limit: .atMost(4)).verdict == .notMeasured)
  }
}
