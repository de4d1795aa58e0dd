import SoleLink
import Stimulus

/// Collects what was found in all subjects, by gait and set of data.
struct Survey {
  private(set) var findings: Findings
  private var tallies: [(gait: Subject.Gait, set: String, isSynthetic: Bool, tally: Tally)] = []

  init(sampleRateHertz: UInt16) { findings = Findings(sampleRateHertz: sampleRateHertz) }

  /// Reads the subject's reference, now that the engine is done, and takes in how it did.
  mutating func take(_ answer: ChipAnswer, of subject: Subject) throws {
    let (truth, gait) = try subject.readTruth()
    guard let truth, let gait else {
      let clean = answer.strides.count { $0.quality.isEmpty }
      findings.unjudged.append(
        .init(subject: subject.name, told: answer.strides.count, unflagged: clean))
      return
    }
    let index = tallies.firstIndex { $0.gait == gait && $0.set == subject.origin }
    if index == nil { tallies.append((gait, subject.origin, subject.isSynthetic, Tally())) }
    tallies[index ?? tallies.count - 1].tally.take(answer, of: subject, truth)
  }

  /// Works the rows out: sets, then totals of the recordings with the goals beside them.
  func finished() -> Findings {
    var findings = findings
    for gait in [Subject.Gait.walk, .run] {
      let sets = tallies.filter { $0.gait == gait }
      var total = Tally()
      for (_, set, isSynthetic, tally) in sets {
        if !isSynthetic { total.add(tally) }
        Self.add(tally, gait, set, goals: isSynthetic, isSynthetic, to: &findings)
      }
      if total.subjects > 0 {
        Self.add(total, gait, "all recordings", goals: true, false, to: &findings)
      }
    }
    return findings
  }

  private static func add(
    _ tally: Tally, _ gait: Subject.Gait, _ set: String, goals: Bool, _ isSynthetic: Bool,
    to findings: inout Findings
  ) {
    findings.found.append(
      .init(
        gait: gait, set: set, subjects: tally.subjects, expected: tally.expected,
        found: tally.found, told: tally.told, falseOnes: tally.falseOnes, hasGoals: goals))
    // What a bad sensor tells is not held to a good one's goals, but for the strides it finds.
    let goals = goals && set != Subject.badSensors
    func row(_ name: String, _ unit: String, _ statistics: Statistics?, _ wanted: [Goal]) {
      guard let statistics else { return }
      findings.rows.append(
        .init(
          gait: gait, set: set, metric: name, unit: unit, statistics: statistics,
          goals: goals ? wanted : []))
    }
    for metric in Metric.allCases {
      row(
        metric.rawValue, metric.unit, tally.statistics(metric),
        Goals.of(metric, gait, isSynthetic: isSynthetic))
    }
    let (plain, calibrated) = tally.distanceErrors()
    row("distance", "%", plain, [Goals.distance])
    row("distance, calibrated on the others", "%", calibrated, [Goals.calibratedDistance])
    row("distance, calibrated on its half", "%", tally.halfErrors(), [Goals.calibratedDistance])
  }
}
