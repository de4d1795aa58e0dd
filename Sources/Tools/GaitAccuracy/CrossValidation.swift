import Foundation
import SoleGait
import Stimulus

/// Chooses the engine's constants anew on some sets of data, and judges them on the others.
///
/// A choice sees no set that it is judged on, and does not begin at the chip's own constants. What a
/// set can't tell, as gaitmap's walks nothing of running, stays where the choice began.
struct CrossValidation {
  /// What a change has to gain.
  private static let least = 0.05

  private struct Judged {
    var subject: Subject
    var truth: Truth
    var gait: Subject.Gait
  }

  private var sets: [(name: String, subjects: [Judged])] = []

  init(_ subjects: [Subject]) throws {
    // Ground and bad sensors are left to judge what was chosen on the plain grid.
    for subject in subjects
    where !subject.isSynthetic || subject.origin == Subject.syntheticOrigin {
      let (truth, gait) = try subject.readTruth()
      guard let truth, let gait else { continue }
      let name = Self.set(of: subject)
      let index = sets.firstIndex { $0.name == name } ?? sets.count
      if index == sets.count { sets.append((name, [])) }
      sets[index].subjects.append(Judged(subject: subject, truth: truth, gait: gait))
    }
  }

  /// The synthetic grid is two sets: its running is the only one whose contact times are known.
  private static func set(of subject: Subject) -> String {
    guard subject.isSynthetic else { return subject.origin }
    let isRearfoot = subject.name.contains("rearfoot") && subject.name.hasPrefix("run")
    return isRearfoot || subject.name.contains("seed 1") && subject.name.hasPrefix("walk")
      ? "synthetic A" : "synthetic B"
  }

  /// Chosen on each set alone, then on all but each; judged on the rest.
  func text() -> String {
    var text = "constants chosen on some sets, judged on the others; * misses a goal\n"
    text += Text.left("chosen on", 20) + Outcome.heading
    text += line("as on the chip", Tuning(), on: sets.indices.map { $0 }, chosen: false)
    for index in sets.indices {
      let others = sets.indices.filter { $0 != index }
      text += line(sets[index].name, choose(on: [index]), on: others, chosen: true)
    }
    for index in sets.indices {
      let others = sets.indices.filter { $0 != index }
      text += line("all but \(sets[index].name)", choose(on: others), on: [index], chosen: true)
    }
    return text
  }

  private func line(_ name: String, _ tuning: Tuning, on judges: [Int], chosen: Bool) -> String {
    let outcome = Outcome(tallies(tuning, judges))
    let constants = Knob.all.map { "\($0.name) \($0.read(tuning))" }.joined(separator: ", ")
    return Text.left(name, 20) + outcome.text + (chosen ? "    \(constants)\n" : "")
  }

  /// The constants of least cost, one after the other, twice round.
  private func choose(on indices: [Int]) -> Tuning {
    var best = Knob.beginning
    var least = cost(best, indices)
    for _ in 0..<2 {
      for knob in Knob.all {
        for value in knob.values where value != knob.read(best) {
          var trial = best
          knob.write(&trial, value)
          let cost = cost(trial, indices)
          if cost < least - Self.least { (best, least) = (trial, cost) }
        }
      }
    }
    return best
  }

  /// Percent of strides missed and false, twice that of length, and 0.1 a millisecond of contact;
  /// the mean over sets and gaits.
  private func cost(_ tuning: Tuning, _ indices: [Int]) -> Double {
    let costs = indices.flatMap { tallies(tuning, [$0]).values.map(cost) }
    return costs.reduce(0, +) / Double(costs.count)
  }

  private func cost(_ tally: Tally) -> Double {
    let expected = Double(max(tally.expected, 1))
    var cost = 100 * Double(tally.expected - tally.found + tally.falseOnes) / expected
    cost += 2 * (tally.statistics(.strideLength)?.meanAbsolute ?? 0)
    for metric in [Metric.initialContact, .toeOff] {
      cost += 0.1 * (tally.statistics(metric)?.meanAbsolute ?? 0)
    }
    return cost
  }

  private func tallies(_ tuning: Tuning, _ indices: [Int]) -> [Subject.Gait: Tally] {
    let chip = TunedChip(tuning: tuning)
    var tallies: [Subject.Gait: Tally] = [:]
    for judged in indices.flatMap({ sets[$0].subjects }) {
      tallies[judged.gait, default: Tally()].take(
        chip.play(judged.subject), of: judged.subject, judged.truth)
    }
    return tallies
  }
}

/// How well constants did where they were judged.
private struct Outcome {
  static let heading =
    "   walk: found false   length    IC SD   TO SD    run: found false   length  contact bias, SD\n"

  let text: String

  init(_ tallies: [Subject.Gait: Tally]) {
    let (walk, run) = (tallies[.walk], tallies[.run])
    text =
      Self.strides(walk, .walk) + Self.events(walk) + Self.strides(run, .run) + Self.contact(run)
      + "\n"
  }

  private static func strides(_ tally: Tally?, _ gait: Subject.Gait) -> String {
    guard let tally else { return Text.right("-", 32) }
    let found = 100 * Double(tally.found) / Double(max(tally.expected, 1))
    let wrong = 100 * Double(tally.falseOnes) / Double(max(tally.told, 1))
    let length = tally.statistics(.strideLength)?.meanAbsolute ?? 0
    return Text.figure(found, 14, found < Goals.found(gait))
      + Text.figure(wrong, 8, wrong > Goals.falseShare)
      + Text.figure(length, 10, length > (gait == .walk ? 2 : 2.5))
  }

  private static func events(_ tally: Tally?) -> String {
    [Metric.initialContact, .toeOff].map { metric in
      tally?.statistics(metric).map { Text.figure($0.deviation, 9, $0.deviation > 8) }
        ?? Text.right("-", 8) + " "
    }.joined()
  }

  private static func contact(_ tally: Tally?) -> String {
    guard let found = tally?.statistics(.contactTime) else { return Text.right("-", 12) }
    return Text.figure(found.bias, 12, found.bias.magnitude > 10)
      + Text.figure(found.deviation, 8, found.deviation > 5)
  }
}
