import Judge
import JudgeBench
import RigModel
import SoleLink
import Stimulus
import Testing

/// Metrics of a stride against the reference: what is right passes, what is off fails by its name,
/// be it what the board tells or the golden.
@Suite struct StrideMetricTests {
  /// A metric, limits that the engine keeps on a synthetic walk, and how to be beyond them.
  struct Case: Sendable, CustomTestStringConvertible {
    var metric: StrideMetric
    var limits: ErrorLimits
    var spoil: @Sendable (inout Wire.Stride) -> Void
    var testDescription: String { metric.rawValue }

    init(
      _ metric: StrideMetric, bias: Double, spread: Double,
      spoil: @escaping @Sendable (inout Wire.Stride) -> Void
    ) {
      self.metric = metric
      limits = ErrorLimits(bias: bias, spread: spread)
      self.spoil = spoil
    }
  }

  static let cases = [
    Case(.strideTime, bias: 10, spread: 10) { $0.strideTime += 200 },
    Case(.contactTime, bias: 10, spread: 10) { $0.contactTime += 200 },
    Case(.swingTime, bias: 10, spread: 10) { $0.swingTime += 200 },
    Case(.flightTime, bias: 10, spread: 10) { $0.flightTime -= 200 },
    Case(.dutyFactor, bias: 2, spread: 2) { $0.dutyFactor += 40 },
    Case(.contactTiming, bias: 10, spread: 10) { $0.initialContact += 64 },
    Case(.toeOffTiming, bias: 10, spread: 10) { $0.toeOff -= 64 },
    Case(.speed, bias: 40, spread: 40) { $0.speed += 80 },
    Case(.strikeAngle, bias: 3, spread: 3) { $0.strikeAngle -= 60 },
    Case(.pronation, bias: 3, spread: 3) { $0.pronation += 60 },
    Case(.clearance, bias: 30, spread: 30) { $0.clearance += 60 },
  ]

  private static let checks =
    cases.map { Check.strideMetric($0.metric, $0.limits) } + [.strikeClass(minimumPercent: 90)]

  private let walk: Trace

  init() throws { walk = try BenchSuite.walk(seconds: 30) }

  /// The judgement where every stride is changed before it is heard.
  private func judgement(
    _ trace: Trace? = nil, _ spoil: @escaping @Sendable (inout Wire.Stride) -> Void = { _ in }
  ) throws -> Judgement {
    try judged(trace ?? walk, checks: Self.checks) { bench in
      bench.tampering.chipSays = { message in
        guard case .stride(var stride) = message else { return [message] }
        spoil(&stride)
        return [.stride(stride)]
      }
    }
  }

  @Test func everyMetricHasACase() {
    #expect(Set(Self.cases.map(\.metric)) == Set(StrideMetric.allCases))
  }

  @Test func aRightBoardPassesThemAll() throws {
    let judgement = try judgement()
    #expect(judgement.names(.pass) == Self.checks.map(\.name))
    for check in judgement.cases.flatMap(\.checks) {
      #expect(check.reference?.hasSuffix(", by \(walk.truth?.source ?? "")") == true)
      #expect(check.figures.contains { $0.name == "strides compared" && $0.value > 20 })
    }
  }

  /// Each golden says what it is of, and where it comes from.
  @Test func goldensTellWhereTheyComeFrom() throws {
    let check = try judgement().check("contact_time")
    #expect(
      check.reference
        == "contact times of steady strides, by kinematics of the synthetic runner, model 2, "
        + "seed 1")
  }

  @Test(arguments: cases) func whatTheBoardTellsWronglyFailsAlone(_ item: Case) throws {
    let judgement = try judgement(nil, item.spoil)
    #expect(judgement.names(.fail) == [item.metric.rawValue])
    let check = try judgement.check(item.metric.rawValue)
    #expect(check.suspect == .firmware)
    #expect(check.evidence.first?.hasPrefix("worst stride at ") == true)
  }

  /// One stride in ten is off: the mean hardly moves, the spread does.
  @Test func aValueThatScattersFailsItsSpread() throws {
    let judgement = try judgement { stride in
      if stride.number % 10 == 5 { stride.contactTime += 400 }
    }
    #expect(judgement.names(.fail) == ["contact_time"])
    let measurements = try judgement.check("contact_time").measurements
    #expect(measurements.first { $0.quantity == "bias" }?.verdict == .pass)
    #expect(measurements.first { $0.quantity == "standard deviation" }?.verdict == .fail)
  }

  @Test func aClassThatIsWrongFails() throws {
    let judgement = try judgement { $0.strike = .midfoot }
    #expect(judgement.names(.fail) == ["strike_class"])
    #expect(
      try judgement.check("strike_class").evidence.first?.contains("midfoot told, rearfoot true")
        == true)
  }

  /// A board that does not commit itself passes no limit on its errors.
  @Test func valuesThatAreNotToldFail() throws {
    let judgement = try judgement { stride in
      if stride.number % 3 == 0 { stride.contactTime = 0 }
    }
    #expect(judgement.names(.fail) == ["contact_time", "flight_time"])
    let told = try judgement.check("contact_time").measurements.last
    #expect(told?.quantity == "told" && told?.verdict == .fail)
  }

  /// A golden that is off by more than its tolerance fails, and only what it is the golden of.
  @Test(arguments: [
    (
      "strike_angle",
      { @Sendable (stride: inout TruthStride) in
        stride.strikeAngleDegrees = stride.strikeAngleDegrees.map { $0 + 6 }
      }
    ),
    (
      "pronation",
      { @Sendable (stride: inout TruthStride) in
        stride.pronationDegrees = stride.pronationDegrees.map { $0 + 6 }
      }
    ),
    (
      "clearance",
      { @Sendable (stride: inout TruthStride) in
        stride.clearanceMetres = stride.clearanceMetres.map { $0 + 0.08 }
      }
    ),
    (
      "speed",
      { @Sendable (stride: inout TruthStride) in
        stride.lengthMetres = stride.lengthMetres.map { $0 * 1.1 }
      }
    ),
  ])
  func aGoldenThatIsOffFails(
    _ name: String, _ spoil: @Sendable (inout TruthStride) -> Void
  ) throws {
    var trace = walk
    var strides = trace.truth?.strides ?? []
    for index in strides.indices { spoil(&strides[index]) }
    trace.truth?.strides = strides
    #expect(try judgement(trace).names(.fail) == [name])
  }

  /// A value that the reference does not have is nothing to hold against the board.
  @Test func aGoldenThatDoesNotKnowAMetricMeasuresNothing() throws {
    var trace = walk
    var strides = trace.truth?.strides ?? []
    for index in strides.indices { strides[index].pronationDegrees = nil }
    trace.truth?.strides = strides
    let check = try judgement(trace).check("pronation")
    #expect(check.verdict == .notMeasured && check.suspect == .rig)
    #expect(check.evidence.first?.contains("the reference does not know") == true)
  }

  /// Nor is a stride of which the suite itself leaves samples out.
  @Test func stridesThatAllLackSamplesMeasureNothing() throws {
    let half = UInt32(walk.sampleRateHertz / 2)
    let faults = (1..<70).map { LineFault.skip(atSample: UInt32($0) * half, samples: 2) }
    let check = try judged(walk, checks: [.cadence(errorPerMinute: 1)], faults: faults)
      .check("cadence")
    #expect(check.verdict == .notMeasured && check.suspect == .rig)
    #expect(check.evidence.first?.contains("leaves out on purpose") == true)
  }

  /// A board that tells none of what it could is at fault.
  @Test func stridesOfWhichNoneIsToldFail() throws {
    let check = try judged(walk, checks: [.cadence(errorPerMinute: 1)]) { bench in
      bench.tampering.chipSays = { message in
        if case .stride = message { return [] }
        return [message]
      }
    }.check("cadence")
    #expect(check.verdict == .fail && check.suspect == .firmware)
  }

  @Test func aGoldenOfContactsThatIsOffFailsAllThatRestsOnThem() throws {
    var trace = walk
    var strides = trace.truth?.strides ?? []
    for index in strides.indices {
      strides[index].initialContactSeconds = strides[index].initialContactSeconds.map { $0 - 0.03 }
    }
    trace.truth?.strides = strides
    #expect(
      try judgement(trace).names(.fail)
        == ["contact_time", "swing_time", "flight_time", "duty_factor", "contact_timing"])
  }
}
