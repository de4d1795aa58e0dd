import Foundation
import Judge

/// Two feet beside each other, as a person reads it.
struct AsymmetryTable {
  let asymmetry: Asymmetry

  init(_ asymmetry: Asymmetry) { self.asymmetry = asymmetry }

  var text: String {
    var lines = [shoe("left", asymmetry.left), shoe("right", asymmetry.right), pairs]
    if !asymmetry.rows.isEmpty {
      lines.append(
        row(
          "metric", ["left", "right", "left − right", "asymmetry", "left's share", "pairs"]))
      lines += asymmetry.rows.map(line)
    }
    return (lines + asymmetry.warnings.map { "warning: \($0)" }).joined(separator: "\n")
  }

  private func shoe(_ name: String, _ shoe: Asymmetry.Shoe) -> String {
    "\(name): \(shoe.case), \(shoe.strides) strides, \(shoe.flagged) of them flagged and left out, "
      + "\(shoe.unpaired) without a partner"
  }

  private var pairs: String {
    var text = "\(asymmetry.pairs) pairs, both chips' sample times taken to "
    text +=
      asymmetry.offsetSeconds == 0
      ? "begin together" : String(format: "begin %.3f s apart", asymmetry.offsetSeconds)
    if let phase = asymmetry.phasePercent {
      text += String(
        format: "; the right foot comes down at %.1f %% of the left one's stride", phase)
    }
    if let drift = asymmetry.driftPPM, let doubt = asymmetry.driftUncertaintyPPM {
      text += String(format: ", moving by %.0f ± %.0f ppm", drift, doubt)
    }
    return text
  }

  private func line(_ row: Asymmetry.Row) -> String {
    func with(_ value: Double, _ doubt: Double?, _ unit: String) -> String {
      Self.number(value) + (doubt.map { " ± \(Self.number($0))" } ?? "") + " \(unit)"
    }
    let doubt = row.asymmetryUncertaintyPercent
    return self.row(
      row.metric.title,
      [
        "\(Self.number(row.left)) \(row.unit)", "\(Self.number(row.right)) \(row.unit)",
        with(row.difference, row.uncertainty, row.unit),
        row.asymmetryPercent.map { with($0, doubt, "%") } ?? "–",
        row.balancePercent.map { with($0, doubt.map { $0 / 4 }, "%") } ?? "–", "\(row.pairs)",
      ])
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    let widths = [14, 14, 22, 16, 18, 7]
    return zip(cells, widths).reduce("  " + Self.padded(name, 14, left: true)) {
      $0 + Self.padded($1.0, $1.1, left: false)
    }
  }

  private static func padded(_ text: String, _ width: Int, left: Bool) -> String {
    let space = String(repeating: " ", count: max(1, width - text.count))
    return left ? text + space : space + text
  }

  /// Three digits that say something.
  private static func number(_ value: Double) -> String {
    String(format: value.magnitude >= 100 ? "%.0f" : value.magnitude >= 10 ? "%.1f" : "%.2f", value)
  }
}
