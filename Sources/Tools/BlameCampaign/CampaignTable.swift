import Foundation

/// How often each fault was blamed rightly.
struct CampaignTable {
  let trials: [Trial]

  init(_ trials: [Trial]) { self.trials = trials }

  var text: String {
    var lines = [
      row("bench", "fault", "runs", "right", "without the cable's log", "false passes")
    ]
    var seen: [String] = []
    for trial in trials where !seen.contains(key(trial)) {
      seen.append(key(trial))
      let group = trials.filter { key($0) == key(trial) }
      lines.append(row(trial.bench, trial.fault, group))
    }
    for bench in ["memory", "native", "virtual-microbit"] {
      let group = trials.filter { $0.bench == bench }
      if !group.isEmpty { lines.append(row(bench, "all", group)) }
    }
    lines.append(row("all", "", trials))
    return lines.joined(separator: "\n")
  }

  private func key(_ trial: Trial) -> String { trial.bench + "/" + trial.fault }

  private func row(_ bench: String, _ fault: String, _ group: [Trial]) -> String {
    let logged = group.compactMap(\.isRightWithoutLog)
    return row(
      bench, fault, "\(group.count)", share(group.count(where: \.isRight), group.count),
      logged.isEmpty ? "" : share(logged.count { $0 }, logged.count),
      "\(group.count(where: \.isFalsePass))")
  }

  private func share(_ part: Int, _ whole: Int) -> String {
    String(format: "%.1f %%", 100 * Double(part) / Double(max(1, whole)))
  }

  private func row(_ cells: String...) -> String {
    zip(cells, [17, 26, 5, 9, 24, 13]).enumerated().map { index, cell in
      index < 2
        ? cell.0.padding(toLength: cell.1, withPad: " ", startingAt: 0)
        : String(repeating: " ", count: max(0, cell.1 - cell.0.count)) + cell.0
    }.joined(separator: " ")
  }
}
