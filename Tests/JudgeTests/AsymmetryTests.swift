import Capture
import Foundation
import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus
import Testing

/// Two feet of one runner, each played on a chip of its own: what they differ by is found.
@Suite struct AsymmetryTests {
  /// A runner's foot; the right one starts half a stride later.
  private func capture(
    _ side: FootSide, contact: Double? = nil, speed: Double = 3, delay: Double = 0,
    change: (inout RunnerParameters) -> Void = { _ in }
  ) throws -> CaptureContents {
    var segment = RunnerSegment.run(metresPerSecond: speed, seconds: 30)
    segment.contactTimeMilliseconds = contact
    segment.cadenceStepsPerMinute = 165
    let half = 60.0 / 165
    let wait = 2 + (side == .right ? half : 0) + delay
    var parameters = RunnerParameters(
      segments: [.stand(seconds: wait), segment, .stand(seconds: 2)], seed: 5)
    parameters.side = side
    change(&parameters)
    return try play(try SyntheticRunner(parameters).makeTrace(name: "run"), side)
  }

  private func play(_ trace: Trace, _ side: FootSide) throws -> CaptureContents {
    var suiteCase = BenchSuite.suiteCase("run", trace, checks: [.sampleAccounting])
    suiteCase.configure.side = side
    var bench = Bench()
    return try bench.play(BenchSuite.suite([suiteCase]), traces: [trace])
  }

  private func compare(
    _ left: CaptureContents, _ right: CaptureContents, offset: Double = 0
  ) throws -> Asymmetry {
    Asymmetry(
      left: try ShoeStrides(left, case: nil), right: try ShoeStrides(right, case: nil),
      offsetSeconds: offset)
  }

  private func row(_ metric: ShoeMetric, _ asymmetry: Asymmetry) throws -> Asymmetry.Row {
    try #require(asymmetry.rows.first { $0.metric == metric })
  }

  @Test func evenFeetAreEven() throws {
    let found = try compare(try capture(.left), try capture(.right))
    #expect(found.pairs > 30)
    #expect(found.left.unpaired + found.right.unpaired <= 2)
    #expect(found.warnings == [])
    #expect(abs((found.phasePercent ?? 0) - 50) < 2)
    for metric in [ShoeMetric.contactTime, .strideTime, .strideLength, .speed] {
      let row = try row(metric, found)
      #expect((row.asymmetryPercent ?? 100) < 1.5, "\(metric) \(row)")
      #expect(abs((row.balancePercent ?? 0) - 50) < 0.5)
    }
    #expect(try row(.strikeAngle, found).asymmetryPercent == nil)
  }

  /// 225 ms left and 205 ms right: 9.3 % of their mean, and the left foot carries 52.3 % of it.
  @Test func aLimpIsMeasured() throws {
    let found = try compare(try capture(.left, contact: 225), try capture(.right, contact: 205))
    let contact = try row(.contactTime, found)
    #expect(abs(contact.difference - 20) < 5)
    #expect(abs((contact.asymmetryPercent ?? 0) - 100 * 20 / 215) < 2.5)
    #expect(abs((contact.balancePercent ?? 0) - 100 * 225 / 430) < 0.7)
    #expect((contact.asymmetryUncertaintyPercent ?? 9) < 4)
    #expect((try row(.strideTime, found).asymmetryPercent ?? 100) < 0.5)
  }

  @Test func anglesDifferByDegrees() throws {
    let found = try compare(
      try capture(.left) { $0.pronationDegrees = 10 },
      try capture(.right) { $0.pronationDegrees = 4 })
    let row = try row(.pronation, found)
    #expect(abs(row.difference - 6) < 1.5)
    #expect(row.asymmetryPercent == nil && row.balancePercent == nil)
  }

  /// The right shoe's recording began 0.9 s late: unsaid, the feet seem to come down together.
  @Test func anOffsetIsTakenAsGiven() throws {
    let left = try capture(.left)
    let right = try capture(.right, delay: -0.35)
    #expect(try compare(left, right).warnings.contains { $0.contains("began together") })
    let found = try compare(left, right, offset: 0.35)
    #expect(found.warnings == [])
    #expect(abs((found.phasePercent ?? 0) - 50) < 2)
    #expect(found.offsetSeconds == 0.35)
  }

  /// A clock that runs 1 % fast is noticed, not averaged away.
  @Test func clocksThatRunApartAreToldOf() throws {
    let found = try compare(
      try capture(.left), try capture(.right) { $0.sensor.rateErrorPercent = 1 })
    #expect(abs((found.driftPPM ?? 0) - 10_000) < 1500)
    #expect(found.warnings.contains { $0.contains("do not run alike") })
  }

  /// A stride that one chip did not tell leaves its partner alone, and shifts no other pair.
  @Test func strideThatIsMissingHasNoPartner() throws {
    var bench = Bench()
    bench.tampering.chipSays = { message in
      if case .stride(let stride) = message, stride.number % 10 == 5 { return [] }
      return [message]
    }
    var parameters = RunnerParameters(
      segments: [.stand(seconds: 2), .run(metresPerSecond: 3, seconds: 30), .stand(seconds: 2)],
      seed: 5)
    parameters.segments[1].cadenceStepsPerMinute = 165
    parameters.side = .left
    let trace = try SyntheticRunner(parameters).makeTrace(name: "run")
    var suiteCase = BenchSuite.suiteCase("run", trace, checks: [.sampleAccounting])
    suiteCase.configure.side = .left
    let holed = try bench.play(BenchSuite.suite([suiteCase]), traces: [trace])
    let whole = try compare(try capture(.left), try capture(.right))
    let found = try compare(holed, try capture(.right))
    let lost = whole.left.strides - found.left.strides
    #expect(lost >= 3)
    #expect(found.pairs == whole.pairs - lost)
    #expect(found.right.unpaired == whole.right.unpaired + lost)
    #expect(abs((found.phasePercent ?? 0) - 50) < 2)
  }

  @Test func nothingInCommonHasNoPairs() throws {
    let stand = try play(try BenchSuite.stand(), .right)
    let found = try compare(try capture(.left), stand)
    #expect(found.pairs == 0 && found.rows == [])
    #expect(found.warnings.contains { $0.hasPrefix("no stride of one shoe") })
  }

  @Test func casesAreFoundByName() throws {
    let trace = try BenchSuite.stand()
    let cases = ["a", "b"].map {
      BenchSuite.suiteCase($0, trace, checks: [.sampleAccounting])
    }
    var bench = Bench()
    let capture = try bench.play(BenchSuite.suite(cases), traces: [trace, trace])
    #expect(throws: ShoeError.severalCases(["a", "b"])) { try ShoeStrides(capture, case: nil) }
    #expect(throws: ShoeError.unknownCase("c", known: ["a", "b"])) {
      try ShoeStrides(capture, case: "c")
    }
    #expect(try ShoeStrides(capture, case: "b").caseName == "b")
  }

  @Test func resultSurvivesJSON() throws {
    let found = try compare(try capture(.left), try capture(.right))
    let data = try JSONEncoder().encode(found)
    #expect(try JSONDecoder().decode(Asymmetry.self, from: data) == found)
  }

  /// Both feet of one walk, recorded on one clock, beside what the motion capture says of them.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: RecordedFeet.path(.left)),
      "no recordings: set SOLERIG_RECORDINGS"))
  func recordedFeetAreAsTheMotionCaptureSays() throws {
    var shoes: [CaptureContents] = []
    var truths: [Truth] = []
    for side in [FootSide.left, .right] {
      let trace = try CSVImporter.importFile(path: RecordedFeet.path(side)).trace
      truths.append(try #require(trace.truth))
      shoes.append(try play(trace, side))
    }
    let found = try compare(shoes[0], shoes[1])
    #expect(found.pairs >= 20)
    #expect(found.warnings == [])
    #expect(abs((found.phasePercent ?? 0) - 50) < 3)
    let contacts = try truths.map(RecordedFeet.meanContact)
    let contact = try row(.contactTime, found)
    #expect(abs((contact.balancePercent ?? 0) - 100 * contacts[0] / contacts.reduce(0, +)) < 0.7)
    #expect((contact.asymmetryPercent ?? 100) < 3)
    #expect((try row(.strideTime, found).asymmetryPercent ?? 100) < 1)
    #expect((try row(.strideLength, found).asymmetryPercent ?? 100) < 4)
  }
}

/// The two shoes of one recorded walk, which is no part of the project.
private enum RecordedFeet {
  static func path(_ side: FootSide) -> String {
    let named = ProcessInfo.processInfo.environment["SOLERIG_RECORDINGS"]
    let package = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = named ?? package.deletingLastPathComponent().appending(path: "shared/data").path
    return "\(folder)/gaitmap_walk_\(side.rawValue).csv"
  }

  /// Of the stances between steady strides, seconds.
  static func meanContact(_ truth: Truth) throws -> Double {
    let contacts = truth.strides.indices.compactMap { index in
      truth.strides[index].isSteady ? truth.contactSeconds(beforeStride: index) : nil
    }
    try #require(contacts.count > 10)
    return contacts.reduce(0, +) / Double(contacts.count)
  }
}
