import Foundation
import History
import Judge
import Report
import Wording

extension RunComparison {
  /// What changed, as a person reads it.
  var text: String {
    let runs = [("before", before), ("after", after)].map { label, run in
      SafeText.printable(
        "\(label)  \(run.name)  firmware \(run.firmwareVersion ?? "–") "
          + "\(run.imageHash?.prefix(8) ?? "–")  \(run.outcome)")
    }
    var parts = [runs.joined(separator: "\n")]
    if !changes.isEmpty { parts.append(table) }
    parts += [("before", onlyBefore), ("after", onlyAfter)].compactMap { when, series in
      guard !series.isEmpty else { return nil }
      let names = series.map(\.words).joined(separator: "; ")
      return SafeText.printable("measured \(when) only: \(names)")
    }
    let better = changes.count { $0.direction == .better }
    let worse = changes.count { $0.direction == .worse }
    parts.append("\(better) better, \(worse) worse, \(unchanged) unchanged")
    return parts.joined(separator: "\n\n")
  }

  private var table: String {
    var table = TextTable([
      ("case", .left), ("check", .left), ("before", .right), ("after", .right),
      ("change", .right), ("", .left), ("verdict", .left), ("earlier runs", .left),
    ])
    for item in changes {
      table.add([
        item.series.case, "\(item.series.check): \(item.series.quantity)",
        item.text(item.before), item.text(item.after),
        (item.after > item.before ? "+" : "") + item.text(item.after - item.before),
        item.direction == .same ? "" : item.direction.rawValue, item.verdictWords, item.spreadWords,
      ])
    }
    return table.text
  }
}

extension RunComparison.Change {
  fileprivate func text(_ value: Double) -> String {
    let digits = value.formatted(.number.precision(.significantDigits(1...4)).grouping(.never))
    return unit.isEmpty ? digits : "\(digits) \(unit)"
  }

  fileprivate var verdictWords: String {
    verdictBefore == verdictAfter
      ? verdictAfter.words : "\(verdictBefore.words) → \(verdictAfter.words)"
  }

  fileprivate var spreadWords: String {
    guard let earlier, let isBeyondSpread else { return "too few to tell" }
    let range = "\(text(earlier.mean)) ± \(text(earlier.halfWidth)) in \(earlier.count)"
    return (isBeyondSpread ? "beyond " : "within ") + range
  }
}

extension RecordedMeasurement.Series {
  fileprivate var words: String { "\(self.case) \(check): \(quantity)" }
}
