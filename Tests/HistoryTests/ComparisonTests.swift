import Judge
import TestSupport
import Testing

@testable import History
@testable import Report

@Suite struct ComparisonTests {
  private static func run(_ id: Int64) -> RecordedRun {
    RecordedRun(
      id: id, name: "run-\(id)", folder: "/runs/\(id)", state: .ended, startedAt: "", rig: "r",
      board: "b", suite: "s", suiteHash: "5e", retries: 0)
  }

  private static func measured(
    _ value: Double?, _ quantity: String = "error", limit: Limit = .atMost(4),
    uncertainty: Double? = nil
  ) -> RecordedMeasurement {
    let item = MeasuredValue(quantity, value, uncertainty: uncertainty, unit: "%", limit: limit)
    return RecordedMeasurement(
      run: 0, case: "walk", check: "stride_length", quantity: quantity, unit: "%",
      value: item.value, uncertainty: item.uncertainty, lower: limit.lower, upper: limit.upper,
      margin: item.margin, verdict: item.verdict)
  }

  private static func compare(
    _ old: [RecordedMeasurement], _ new: [RecordedMeasurement],
    earlier: [[RecordedMeasurement]] = []
  ) -> RunComparison {
    RunComparison(before: run(1), old, after: run(2), new, earlier: earlier)
  }

  @Test func lessErrorIsBetterAndMoreIsWorse() {
    let change = Self.compare([Self.measured(2)], [Self.measured(1)]).changes.first
    #expect(change?.direction == .better)
    #expect(change?.shareOfLimit == 0.25)
    #expect(Self.compare([Self.measured(1)], [Self.measured(2)]).changes.first?.direction == .worse)
    let found = Self.compare(
      [Self.measured(98, limit: .atLeast(98))], [Self.measured(99, limit: .atLeast(98))])
    #expect(found.changes.first?.direction == .better)
  }

  @Test func whatIsTheSameIsCountedOnly() {
    let comparison = Self.compare([Self.measured(2)], [Self.measured(2)])
    #expect(comparison.changes.isEmpty)
    #expect(comparison.unchanged == 1)
  }

  @Test func whatOneRunAloneMeasuredIsNamed() {
    let comparison = Self.compare(
      [Self.measured(2, "old"), Self.measured(nil, "both")],
      [Self.measured(2, "new"), Self.measured(1, "both")])
    #expect(comparison.onlyBefore.map(\.quantity) == ["old"])
    #expect(comparison.onlyAfter.map(\.quantity) == ["both", "new"])
  }

  @Test func whatFailsNowComesFirstThenWhatLeftTheSpread() {
    let spread = (0..<6).map { index in
      [Self.measured(2 + Double(index % 2) / 10, "left"), Self.measured(1, "big")]
    }
    let comparison = Self.compare(
      [Self.measured(1, "big"), Self.measured(2, "left"), Self.measured(3.9, "broken")],
      [Self.measured(3, "big"), Self.measured(2.05, "left"), Self.measured(4.1, "broken")],
      earlier: spread)
    #expect(comparison.changes.map(\.series.quantity) == ["broken", "big", "left"])
    #expect(comparison.changes.map(\.isBeyondSpread) == [nil, true, false])
  }

  @Test func theSpreadIsThePredictionIntervalOfTheNextRun() throws {
    // Hahn and Meeker: for n = 5 the factor is t(0.995; 4) · √1.2 = 4.604 · 1.0954 = 5.043.
    let spread = try #require(EarlierSpread([9, 10, 11, 10, 10]))
    #expect(spread.mean == 10)
    #expect(abs(spread.deviation - 0.5.squareRoot()) < 1e-12)
    #expect(abs(spread.halfWidth - 5.043 * 0.5.squareRoot()) < 1e-3)
    #expect(!spread.isBeyond(10 + spread.halfWidth - 0.01, uncertainty: nil))
    #expect(spread.isBeyond(10 + spread.halfWidth + 0.01, uncertainty: nil))
    #expect(!spread.isBeyond(10 + spread.halfWidth + 0.01, uncertainty: 0.1))
    #expect(EarlierSpread([1, 2]) == nil)
  }

  @Test func equalRunsHaveNoSpreadAndAnyChangeIsBeyondIt() throws {
    let spread = try #require(EarlierSpread([0.3, 0.3, 0.3, 0.3]))
    #expect(!spread.isBeyond(0.3, uncertainty: nil))
    #expect(spread.isBeyond(0.31, uncertainty: nil))
  }

  /// Against scipy.stats.t.ppf(0.995, n), to four digits.
  @Test(arguments: [(5, 4.0321), (7, 3.4995), (10, 3.1693), (20, 2.8453), (29, 2.7564)])
  func studentsQuantiles(degreesOfFreedom: Int, expected: Double) {
    let value = StudentQuantile.twoSided99(degreesOfFreedom: degreesOfFreedom)
    #expect(abs(value / expected - 1) < 0.01, "\(value)")
  }

  @Test func aCaseIsFlakyWhereNothingChangedButItsVerdict() {
    func item(_ run: Int64, _ name: String, _ verdict: Verdict, attempts: Int = 1) -> RecordedCase {
      RecordedCase(run: run, name: name, verdict: verdict, attempts: attempts)
    }
    var runs = (1...4).map { Self.run(Int64($0)) }
    runs[3].imageHash = "other firmware"
    let flaky = FlakyCase.find(
      runs,
      [
        item(1, "steady", .pass), item(2, "steady", .pass), item(4, "steady", .fail),
        item(1, "torn", .pass), item(2, "torn", .fail), item(3, "torn", .pass),
        item(1, "again", .pass, attempts: 3), item(2, "again", .pass),
        item(1, "skipped", .pass), item(2, "skipped", .notMeasured, attempts: 0),
      ])
    #expect(flaky.map(\.name) == ["again", "torn"])
    #expect(flaky.first?.retried == 1)
    #expect(flaky.last?.verdicts == ["pass": 2, "fail": 1])
    #expect(flaky.last?.runs == 3)
  }

  /// Ctrl-C tells nothing of a case; a line that broke does.
  @Test func whatTheRigBrokeOffIsNotFlaky() {
    let runs = (1...3).map { Self.run(Int64($0)) }
    func flaky(_ suspect: Suspect, attempts: Int = 1) -> FlakyCase? {
      FlakyCase.find(
        runs,
        [
          RecordedCase(run: 1, name: "walk", verdict: .pass, attempts: 1),
          RecordedCase(
            run: 2, name: "walk", verdict: .error, suspect: suspect, attempts: attempts),
          RecordedCase(run: 3, name: "walk", verdict: .pass, attempts: 1),
        ]
      ).first
    }
    #expect(flaky(.rig) == nil)
    #expect(flaky(.link)?.verdicts == ["pass": 2, "error": 1])
    let retried = flaky(.rig, attempts: 2)
    #expect(retried?.retried == 1 && retried?.verdicts == ["pass": 2] && retried?.runs == 3)
  }
}
