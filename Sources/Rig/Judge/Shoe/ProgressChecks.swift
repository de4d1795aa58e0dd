internal import Capture
internal import Foundation
internal import RigModel
internal import SoleLink
internal import Stimulus

// Checks of what was reached on the way.

extension CaseScene {
  private var progressRules: ProgressRules {
    ProgressRules(detected, settings, endIndex: suiteCase.stimulus.sampleCount)
  }

  func splits(errorPercent: Double) -> CheckResult {
    let told = shoe.progress.filter { $0.kind == .split }
    var result = held(told, progressRules.splits, milliseconds: 3)
    guard let course = trueCourse else {
      return .notMeasured("the reference does not tell every stride's length")
    }
    let length = ProgressRules.splitMetres(settings)
    let times = told.indices.compactMap { index -> ComparedTime? in
      guard let end = course.reaching(Double(index + 1) * length),
        let start = index == 0 ? (-1, 0) : course.reaching(Double(index) * length)
      else { return nil }
      return ComparedTime("split \(index + 1)", told[index].value, end.seconds - start.1)
    }
    hold("worst split's time", times, errorPercent, &result)
    return result
  }

  func bests(errorPercent: Double) -> CheckResult {
    let kinds: [(Wire.ProgressKind, Int)] = [(.best400M, 4), (.best1Km, 10), (.best5Km, 50)]
    let told = shoe.progress.filter { event in kinds.contains { $0.0 == event.kind } }
    var result = held(told, progressRules.bests, milliseconds: 3)
    guard let course = trueCourse else {
      return .notMeasured("the reference does not tell every stride's length")
    }
    let times = kinds.compactMap { kind, marks -> ComparedTime? in
      guard let last = told.last(where: { $0.kind == kind }),
        let best = course.bests(overMarks: marks).last
      else { return nil }
      return ComparedTime(kind.wireName, last.value, best.seconds)
    }
    hold("worst best's time", times, errorPercent, &result)
    return result
  }

  func milestones() -> CheckResult {
    guard let before = shoe.totals(.lifetime, .before) else {
      return CheckResult(findings: [.firmware("the totals did not come when asked for")])
    }
    let kinds: [Wire.ProgressKind] = [
      .milestone5Km, .milestone10Km, .milestoneHalfMarathon, .longestRun,
    ]
    let longest = Double(before.longest) / 1000
    var result = held(
      shoe.progress.filter { kinds.contains($0.kind) },
      progressRules.milestones(longest: longest), milliseconds: 3)
    result.figures.append(Figure("longest session before", longest, "m"))
    return result
  }

  func goals() -> CheckResult {
    let kinds: [Wire.ProgressKind] = [.goalTime, .goalDistance, .goalCalories, .goalSteps]
    return held(
      shoe.progress.filter { kinds.contains($0.kind) }, progressRules.goals, milliseconds: 0)
  }

  func sprints(expected: Int, errorPercent: Double) -> CheckResult {
    let told = shoe.progress.filter { $0.kind == .sprint }
    var result = held(told, progressRules.sprints, milliseconds: 0)
    result.measurements.append(
      MeasuredValue(
        "sprints", Double(told.count), unit: "", limit: .exactly(Double(expected))))
    let speeds = (suiteCase.truth?.strides ?? []).indices.compactMap { index in
      alignment?.reference(.speed, index)
    }
    if expected > 0, let top = speeds.max() {
      let fastest = told.map { Double($0.value) }.max()
      result.measurements.append(
        MeasuredValue(
          "error of the top speed", fastest.map { 100 * ($0 / top - 1) }, uncertainty: 0.05,
          unit: "%", limit: .within(errorPercent)))
      result.figures.append(Figure("top speed of the reference", top / 1000, "m/s"))
    }
    return result
  }

  /// Times that were told against the truth's: the worst of them counts.
  private func hold(
    _ quantity: String, _ times: [ComparedTime], _ limit: Double, _ result: inout CheckResult
  ) {
    let worst = times.max { $0.errorPercent.magnitude < $1.errorPercent.magnitude }
    result.measurements.append(
      MeasuredValue(quantity, worst?.errorPercent, unit: "%", limit: .within(limit)))
    if let worst {
      result.evidence.append(
        String(
          format: "%@: %.2f s told, %.2f s true", worst.name, worst.toldSeconds, worst.trueSeconds))
    }
  }

  /// Events against those that are due: each of those must have come, in the tick of the stride that
  /// reached it, and nothing else.
  private func held(
    _ told: [Wire.Progress], _ due: [ProgressRules.Expected], milliseconds tolerance: Double
  ) -> CheckResult {
    var differences = Differences()
    var left = told
    for event in due {
      let place = left.firstIndex { $0.kind == event.kind && $0.sampleIndex == event.index }
      guard let place else {
        if event.isCertain {
          differences.add("\(event.kind.wireName) was due at \(seconds(event.index)), not told")
        }
        continue
      }
      let found = left.remove(at: place)
      let name = "\(event.kind.wireName) at \(seconds(event.index))"
      differences.hold("\(name), number", found.number, event.number)
      differences.hold("\(name), value", Double(found.value), event.value, within: tolerance)
    }
    for event in left {
      differences.add("\(event.kind.wireName) at \(seconds(event.sampleIndex)) was not due")
    }
    if told.isEmpty, due.isEmpty { return silence("events") }
    return self.differences(differences.list, of: told.count, "events")
  }

  private func seconds(_ index: UInt32) -> String {
    String(format: "%.2f s", Double(index) / rate)
  }
}

/// A time as it was told and as it was.
private struct ComparedTime {
  var name: String
  var toldSeconds: Double
  var trueSeconds: Double

  init(_ name: String, _ milliseconds: UInt32, _ trueSeconds: Double) {
    self.name = name
    toldSeconds = Double(milliseconds) / 1000
    self.trueSeconds = trueSeconds
  }

  var errorPercent: Double { 100 * (toldSeconds / trueSeconds - 1) }
}
