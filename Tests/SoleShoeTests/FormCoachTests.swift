import SoleShoe
import Testing

@testable import SoleGait

/// A runner whose strides are judged one by one.
private struct Runner {
  var coach: FormCoach
  var stride = SoleGait.Stride()
  /// What was told, and with which stride.
  var told: [(note: FormNote, stride: UInt32)] = []

  init(_ kinds: [FormKind] = FormKind.allCases, _ change: (inout FormSettings) -> Void = { _ in }) {
    var settings = FormSettings()
    for kind in kinds { settings.enabled |= 1 << kind.rawValue }
    change(&settings)
    coach = FormCoach(settings, rateHertz: 200)
  }

  mutating func run(
    _ count: Int, metres: Double = 2.2, seconds: Double = 0.7,
    _ change: (inout SoleGait.Stride) -> Void = { _ in }
  ) {
    for _ in 0..<count {
      stride = .next(after: stride, metres: metres, seconds: seconds)
      change(&stride)
      coach.take(stride)
      for _ in 0..<FormCoach.notesPerStride {
        guard let note = coach.nextNote(now: stride.endMidstance / 16) else { break }
        told.append((note, stride.number))
      }
    }
  }

  var kinds: [FormKind] { told.map(\.note.kind) }

  func advice(_ kind: FormKind) -> FormNote? {
    var coach = coach
    return coach.advice(kind)
  }
}

@Suite("Form")
struct FormCoachTests {
  @Test("good form is not spoken of")
  func silence() {
    var runner = Runner()
    runner.run(3000)
    #expect(runner.kinds.isEmpty)
    for kind in FormKind.allCases { #expect(runner.advice(kind) == nil) }
  }

  /// One fault a rule: how the strides are when it is there.
  struct Fault: Sendable {
    var kind: FormKind
    var change: @Sendable (inout SoleGait.Stride) -> Void
  }

  static let faults: [Fault] = [
    Fault(kind: .cadenceLow) { $0.cadenceTenthsPerMinute = 1400 },
    Fault(kind: .overstriding) { $0.initialContact = $0.endMidstance &- 480 },
    Fault(kind: .heavyImpact) { $0.impactHundredthsG = 1450 },
    Fault(kind: .heelStrike) {
      $0.speedMillimetresPerSecond = 4500
      $0.strikeAngleTenthDegrees = 120
      $0.cadenceTenthsPerMinute = 1750
      $0.initialContact = $0.endMidstance &- 160
    },
    Fault(kind: .excessPronation) { $0.pronationTenthDegrees = 200 },
    Fault(kind: .rhythmUneven) {
      $0.strideTimeTenthMilliseconds = $0.number.isMultiple(of: 2) ? 7250 : 6750
    },
    Fault(kind: .fatigueContact) { $0.contactTimeTenthMilliseconds = 2750 },
    Fault(kind: .fatigueCadence) {
      $0.strideTimeTenthMilliseconds = 7400
      $0.cadenceTenthsPerMinute = 1622
    },
  ]

  @Test("each fault is told by its own rule alone, once while it lasts", arguments: faults.indices)
  func rules(index: Int) throws {
    let fault = Self.faults[index]
    var runner = Runner()
    runner.run(400)
    let good = runner.stride.number
    runner.run(300, fault.change)
    let first = try #require(runner.told.first)
    #expect(Set(runner.kinds) == [fault.kind] && runner.told.count == 1, "\(runner.kinds)")
    #expect(first.stride > good && first.stride <= good + 80, "at once, but not for one stride")
    let isPast = first.note.value > first.note.limit
    #expect(fault.kind == .cadenceLow ? first.note.value < first.note.limit : isPast)
    let advice = try #require(runner.advice(fault.kind))
    #expect(advice.shareTenths > 250)
  }

  @Test("what goes away and comes back is told again, but not before the interval is over")
  func hysteresis() {
    var runner = Runner([.heavyImpact]) { $0.intervalSeconds = 60 }
    runner.run(60)
    runner.run(60) { $0.impactHundredthsG = 1450 }
    #expect(runner.told.count == 1)
    // Back below the limit, but within the margin: it is still the same fault.
    runner.run(60) { $0.impactHundredthsG = 1250 }
    runner.run(60) { $0.impactHundredthsG = 1450 }
    #expect(runner.told.count == 1)
    runner.run(20)
    runner.run(30) { $0.impactHundredthsG = 1450 }
    #expect(runner.told.count == 2)
    // 20 good strides and 20 bad ones are 28 s: too soon, then told when the interval is over.
    let second = runner.told[1].stride
    runner.run(20)
    runner.run(20) { $0.impactHundredthsG = 1450 }
    #expect(runner.told.count == 2)
    runner.run(80) { $0.impactHundredthsG = 1450 }
    #expect(runner.told.count == 3)
    #expect(Double(runner.told[2].stride - second) * 0.7 >= 60)
  }

  @Test("the settings are the limits")
  func settings() {
    var runner = Runner([.heavyImpact, .cadenceLow, .excessPronation]) {
      $0.impactHundredths = 600
      $0.cadenceTenths = 1800
      $0.pronationTenths = 70
    }
    runner.run(100)
    #expect(Set(runner.kinds) == [.heavyImpact, .cadenceLow, .excessPronation])
    #expect(Set(runner.told.map(\.note.limit)) == [600, 1800, 70])
    #expect(runner.told[0].stride == runner.told[1].stride, "two may leave with one stride")
    #expect(runner.told[2].stride == runner.told[0].stride + 1, "the third waits for the next")
  }

  @Test("walking, flagged strides and rules that are off are not judged")
  func notJudged() {
    var runner = Runner([.heelStrike, .excessPronation])
    runner.run(200, metres: 3) {
      $0.pronationTenthDegrees = 200
      $0.strikeAngleTenthDegrees = 200
      $0.quality = .turned
    }
    #expect(runner.kinds.isEmpty, "the angles of a foot that turned are not its own")
    runner = Runner()
    runner.run(200) {
      $0.impactHundredthsG = 1500
      $0.activity = .walk
    }
    runner.run(200) {
      $0.impactHundredthsG = 1500
      $0.quality = .fromStanding
    }
    #expect(runner.kinds.isEmpty)
    runner = Runner([.overstriding])
    runner.run(200) { $0.impactHundredthsG = 1500 }
    #expect(runner.kinds.isEmpty)
    #expect(runner.advice(.heavyImpact) == nil)
  }

  @Test("advice wants a hundred strides, and a quarter of them past the limit")
  func advice() throws {
    var runner = Runner([.heavyImpact])
    runner.run(100) { $0.impactHundredthsG = 1500 }
    #expect(runner.advice(.heavyImpact) == nil, "the first 16 are not judged")
    runner.run(20) { $0.impactHundredthsG = 1500 }
    let advice = try #require(runner.advice(.heavyImpact))
    #expect(advice.shareTenths == 1000)
    #expect(advice.value == 1500 && advice.limit == 1300)
    runner.run(400)
    #expect(runner.advice(.heavyImpact) == nil)
  }

  @Test("a clock that wraps neither silences a rule nor repeats it")
  func wrap() {
    var runner = Runner([.heavyImpact])
    runner.stride.endMidstance = .max - 3200 * 60
    runner.run(300) { $0.impactHundredthsG = 1450 }
    #expect(runner.told.count == 1)
    runner.run(40)
    runner.run(40) { $0.impactHundredthsG = 1450 }
    #expect(runner.told.count == 2)
  }
}
