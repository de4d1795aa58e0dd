internal import Foundation
internal import RigModel
internal import SoleLink
internal import Stimulus

// Checks of what adds up.

extension CaseScene {
  func sessionTotals() -> CheckResult {
    let told = shoe.totals.filter { $0.phase == .session && $0.message.scope == .session }
      .map(\.message)
    var differences = Differences()
    let due = transcript.summaries.map(\.sampleIndex)
    if told.map(\.sampleIndex) != due {
      differences.add("\(told.count) totals came, one is due for each of \(due.count) summaries")
    }
    let bests = ProgressRules(detected, settings, endIndex: suiteCase.stimulus.sampleCount).bests
    for (index, totals) in told.enumerated() {
      var sums = StrideSums()
      for stride in strides(upTo: totals.sampleIndex) { sums.take(stride) }
      hold(totals, sums, bests, &differences)
      // A session that ends on a full second has two summaries then, and two totals.
      guard index < transcript.summaries.count else { continue }
      hold(paceNow: totals, transcript.summaries[index], &differences)
    }
    return self.differences(differences.list, of: told.count, "totals")
  }

  private func hold(
    _ totals: Wire.Totals, _ sums: StrideSums, _ bests: [ProgressRules.Expected],
    _ differences: inout Differences
  ) {
    let at = String(format: "at %.0f s", Double(totals.sampleIndex) / rate)
    differences.hold("\(at), steps", totals.steps, 2 * sums.strides)
    differences.hold("\(at), distance in mm", Double(totals.distance), sums.millimetres, within: 0)
    differences.hold("\(at), walk strides", totals.walkStrides, sums.walkStrides)
    differences.hold("\(at), run strides", totals.runStrides, sums.runStrides)
    differences.hold("\(at), rearfoot strides", totals.rearfootStrides, sums.rearfootStrides)
    differences.hold("\(at), midfoot strides", totals.midfootStrides, sums.midfootStrides)
    differences.hold("\(at), forefoot strides", totals.forefootStrides, sums.forefootStrides)
    // Rounded down to whole seconds and tenths of a kcal.
    differences.hold(
      "\(at), walking in s", Double(totals.walkTime) + 0.5, sums.walkSeconds, within: 0.502)
    differences.hold(
      "\(at), running in s", Double(totals.runTime) + 0.5, sums.runSeconds, within: 0.502)
    let spent = sums.kilocalories(bodyMassKilograms: settings.bodyMassKilograms)
    differences.hold("\(at), kcal", Double(totals.calories) / 10 + 0.05, spent, within: 0.052)
    differences.hold("\(at), top speed in mm/s", Double(totals.topSpeed), sums.topSpeed, within: 0)
    let pace = sums.millimetres > 0 ? 1e6 * sums.seconds / sums.millimetres : 0
    differences.hold("\(at), mean pace in s/km", Double(totals.meanPace), pace, within: 1.01)
    for (name, told, kind) in [
      ("400 m", totals.best400M, Wire.ProgressKind.best400M),
      ("1 km", totals.best1Km, .best1Km), ("5 km", totals.best5Km, .best5Km),
    ] {
      let best = bests.last { $0.kind == kind && $0.index <= totals.sampleIndex }
      differences.hold("\(at), best \(name) in ms", Double(told), best?.value ?? 0, within: 3)
    }
  }

  private func hold(
    paceNow totals: Wire.Totals, _ summary: Wire.Summary, _ differences: inout Differences
  ) {
    let due = summary.speed > 0 ? min(1_000_000 / Double(summary.speed), 65_535) : 0
    differences.hold(
      "at sample \(totals.sampleIndex), pace in s/km", Double(totals.pace), due, within: 1)
  }

  func calories(errorPercent: Double) -> CheckResult {
    guard let truth = suiteCase.truth, trueCourse != nil else {
      return .notMeasured("the reference does not tell every stride's length")
    }
    guard let told = shoe.totals(.session, .session) else {
      return CheckResult(findings: [.firmware("no totals came")])
    }
    var sums = StrideSums()
    for stride in truth.strides {
      sums.take(
        isRun: stride.activity == .run, millimetres: 1000 * (stride.lengthMetres ?? 0),
        seconds: stride.durationSeconds)
    }
    let due = sums.kilocalories(bodyMassKilograms: settings.bodyMassKilograms)
    let spent = Double(told.calories) / 10
    return CheckResult(
      measurements: [
        MeasuredValue(
          "error", 100 * (spent / due - 1), uncertainty: 100 * 0.1 / due, unit: "%",
          limit: .within(errorPercent))
      ],
      figures: [
        Figure("told", spent, "kcal"), Figure("by ACSM's equations", due, "kcal"),
        Figure("walked", sums.walkMillimetres / 1000, "m"),
        Figure("run", sums.runMillimetres / 1000, "m"),
        Figure("active", sums.seconds / 60, "min"),
      ],
      evidence: [String(format: "%.1f kcal told, %.1f due", spent, due)],
      reference: truth.source)
  }

  func pace(errorPercent: Double) -> CheckResult {
    guard let course = trueCourse, let truth = suiteCase.truth, course.metres > 0 else {
      return .notMeasured("the reference does not tell every stride's length")
    }
    let told = shoe.totals.filter { $0.phase == .session }.map(\.message)
    guard let last = told.last else {
      return CheckResult(findings: [.firmware("no totals came")])
    }
    let due = 1000 * course.seconds / course.metres
    // Pace now is of the last whole stride: held against the steady stride before.
    let errors = told.compactMap { totals -> Double? in
      let time = Double(totals.sampleIndex) / rate
      guard totals.pace > 0,
        let index = truth.strides.lastIndex(where: { $0.endSeconds + 0.3 < time }),
        index + 1 < truth.strides.count, truth.strides[index + 1].isSteady,
        truth.strides[index].isSteady, time < truth.strides[index + 1].endSeconds + 0.3,
        let metres = truth.strides[index].lengthMetres
      else { return nil }
      let real = 1000 * truth.strides[index].durationSeconds / metres
      return 100 * (Double(totals.pace) / real - 1)
    }
    return CheckResult(
      measurements: [
        MeasuredValue(
          "error of the mean pace", 100 * (Double(last.meanPace) / due - 1),
          uncertainty: 100 / due, unit: "%", limit: .within(errorPercent)),
        MeasuredValue(
          "mean error of the pace now", Statistics.mean(errors), uncertainty: 50 / due,
          unit: "%", limit: .within(errorPercent)),
      ],
      figures: [
        Figure("mean pace told", Double(last.meanPace), "s/km"),
        Figure("mean pace", due, "s/km"), Figure("seconds compared", errors.count),
      ],
      evidence: [String(format: "mean pace %d s/km told, %.1f true", Int(last.meanPace), due)],
      reference: truth.source)
  }

  func lifetimeTotals() -> CheckResult {
    guard let before = shoe.totals(.lifetime, .before), let after = shoe.totals(.lifetime, .after),
      let session = shoe.totals(.session, .after)
    else { return CheckResult(findings: [.firmware("the totals did not come when asked for")]) }
    var differences = Differences()
    let counts: [(String, KeyPath<Wire.Totals, UInt32>)] = [
      ("steps", \.steps), ("walk strides", \.walkStrides), ("run strides", \.runStrides),
      ("rearfoot strides", \.rearfootStrides), ("midfoot strides", \.midfootStrides),
      ("forefoot strides", \.forefootStrides), ("sprints", \.sprints),
      ("walking in s", \.walkTime), ("running in s", \.runTime),
      ("0.1 kcal", \.calories),
    ]
    for (name, path) in counts {
      differences.hold(
        name, Int(after[keyPath: path]) - Int(before[keyPath: path]), session[keyPath: path])
    }
    // Kept in whole centimetres.
    differences.hold(
      "distance in mm", Double(after.distance) - Double(before.distance),
      Double(session.distance), within: 10)
    differences.hold("longest in mm", after.longest, max(before.longest, session.longest))
    differences.hold("top speed in mm/s", after.topSpeed, max(before.topSpeed, session.topSpeed))
    for (name, path) in [
      ("best 400 m in ms", \Wire.Totals.best400M), ("best 1 km in ms", \.best1Km),
      ("best 5 km in ms", \.best5Km),
    ] {
      let bests: [UInt32] = [before[keyPath: path], session[keyPath: path]]
      differences.hold(name, after[keyPath: path], bests.filter { $0 > 0 }.min() ?? 0)
    }
    return self.differences(differences.list, of: counts.count + 6, "sums")
  }
}
