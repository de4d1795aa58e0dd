/// The findings as a person reads them.
struct Table {
  let findings: Findings

  var text: String {
    foundText + metricsText + peerText + unjudgedText
      + VariantTable(variants: findings.variants).text + costText + boardText
  }

  private var foundText: String {
    var text = "strides found at \(findings.sampleRateHertz) Hz"
    text += " (best known: \(Goals.foundBest))\n"
    for row in findings.found {
      text += "  \(Text.left("\(row.gait.rawValue), \(row.set)", 24))"
      text += Text.right("\(row.found) of \(row.expected)", 14)
      text += Text.right(row.foundShare, 8) + " %"
      text += "   false" + Text.right("\(row.falseOnes)", 4) + " of \(row.told)"
      if row.hasGoals {
        let isReached =
          row.foundShare >= Goals.found(row.gait) && row.falseShare <= Goals.falseShare
        text += "   found ≥ \(Text.number(Goals.found(row.gait))) %, "
        text += "false ≤ \(Text.number(Goals.falseShare)) %\(isReached ? "" : "  MISSED")"
      }
      text += "\n"
    }
    return text
  }

  private var metricsText: String {
    var text = ""
    var last = ""
    for row in findings.rows.sorted(by: before) {
      if row.metric != last {
        last = row.metric
        text += "\n\(Text.left("\(row.metric), \(row.unit)", 38))"
        text += "strides    bias     MAE      SD   worst\n"
      }
      text += "  \(Text.left("\(row.gait.rawValue), \(row.set)", 28))"
      text += Text.right("\(row.statistics.count)", 15)
      for value in [
        row.statistics.bias, row.statistics.meanAbsolute, row.statistics.deviation,
        row.statistics.worst,
      ] { text += Text.right(value, 8) }
      for goal in row.goals {
        text += "   \(goal.text)\(goal.isReached(row.statistics) ? "" : " MISSED")"
        if !goal.best.isEmpty { text += " (best known \(goal.best))" }
      }
      text += "\n"
    }
    return text
  }

  /// By metric in the order they first came, then as they were found.
  private func before(_ left: Findings.Row, _ right: Findings.Row) -> Bool {
    order(left) < order(right)
  }

  private func order(_ row: Findings.Row) -> Int {
    findings.rows.firstIndex { $0.metric == row.metric } ?? 0
  }

  /// What is compared with another program.
  static let peerMetrics = [Metric.strideLength, .initialContact, .toeOff]

  private var peerText: String {
    guard let peer = findings.peer else { return "" }
    var text = "\n\(Text.left("this engine beside \(peer.name)", 44))\(peer.name)\n"
    for theirs in peer.found where theirs.set == "all recordings" {
      let name = "\(theirs.gait.rawValue), strides found, false"
      let ours = findings.found.first { $0.gait == theirs.gait && $0.set == theirs.set }
      text += "  \(Text.left(name, 34))\(Text.left(found(ours), 24))\(found(theirs))\n"
    }
    for theirs in peer.rows where theirs.set == "all recordings" {
      let ours = findings.rows.first {
        $0.gait == theirs.gait && $0.set == theirs.set && $0.metric == theirs.metric
      }
      text += "  \(Text.left("\(theirs.gait.rawValue), \(theirs.metric), \(theirs.unit)", 34))"
      text += "\(Text.left(figures(ours), 36))\(figures(theirs))\n"
    }
    return text
  }

  private func found(_ row: Findings.Found?) -> String {
    row.map { "\($0.found) of \($0.expected), \($0.falseOnes)" } ?? "-"
  }

  private func figures(_ row: Findings.Row?) -> String {
    guard let found = row?.statistics else { return "-" }
    return "bias \(Text.number(found.bias)), MAE \(Text.number(found.meanAbsolute)), "
      + "SD \(Text.number(found.deviation))"
  }

  private var unjudgedText: String {
    if findings.unjudged.isEmpty { return "" }
    var text = "\nwithout a reference                 strides   of them not flagged\n"
    for row in findings.unjudged {
      text += "  \(Text.left(row.subject, 32))\(Text.right("\(row.told)", 9))"
      text += Text.right("\(row.unflagged)", 10) + "\n"
    }
    return text
  }

  private var costText: String {
    guard let cost = findings.cost else { return "" }
    func line(_ name: String, _ value: Double, _ limit: Double) -> String {
      "  \(Text.left(name, 34))\(Text.right(value, 9, 0))   ≤ \(Text.number(limit))"
        + (value <= limit ? "\n" : "  MISSED\n")
    }
    let goals = Cost.goals
    return "\ncost on the Cortex-M0, \(cost.samples) samples, interrupts masked\n"
      + line("instructions a sample, mean", cost.meanInstructions, goals.mean)
      + line("instructions a sample, worst", Double(cost.worstInstructions), Double(goals.worst))
      + line("engine state, bytes", Double(cost.stateBytes), Double(goals.state))
      + line("engine code, bytes", Double(cost.codeBytes), Double(goals.code))
  }

  private var boardText: String {
    guard let board = findings.board else { return "" }
    let same = board.subjects - board.differences.count
    var text = "\n\(board.rig): \(same) of \(board.subjects) subjects gave the host's payloads, "
    text += "\(board.payloads) in all\n"
    for difference in board.differences { text += "  \(difference)\n" }
    return text
  }
}
