internal import Foundation
internal import Judge

/// Numbers as a person reads them.
enum NumberText {
  /// Three decimals at most, fewer for large numbers, none that say nothing.
  static func of(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let decimals = value.magnitude >= 1000 ? 0 : value.magnitude >= 100 ? 1 : 2
    return of(value, decimals: decimals)
  }

  private static func of(_ value: Double, decimals: Int) -> String {
    var text = String(format: "%.\(decimals)f", value)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text == "-0" ? "0" : text.replacing("-", with: "−")
  }

  /// With its unit, set off by a space: `98.3 %`.
  static func of(_ value: Double, _ unit: String?) -> String {
    let unit = unit ?? ""
    return unit.isEmpty ? of(value) : "\(of(value)) \(unit)"
  }

  /// Hours, minutes or seconds.
  static func duration(_ seconds: Double) -> String {
    guard seconds >= 60 else { return "\(of(seconds)) s" }
    let whole = Int(seconds.rounded())
    return whole >= 3600
      ? "\(whole / 3600) h \(whole % 3600 / 60) min" : "\(whole / 60) min \(whole % 60) s"
  }
}

extension MeasuredValue {
  /// `2.31 ± 0.04 %`; a dash where it was not measured.
  var valueText: String {
    guard let value else { return "–" }
    guard let uncertainty, uncertainty > 0 else { return NumberText.of(value, unit) }
    let suffix = unit.isEmpty ? "" : " \(unit)"
    return "\(NumberText.of(value)) ± \(NumberText.of(uncertainty))" + suffix
  }

  var limitText: String {
    let suffix = unit.isEmpty ? "" : " \(unit)"
    return switch (limit.lower, limit.upper) {
    case (let lower?, let upper?) where lower == upper: "= \(NumberText.of(lower))" + suffix
    case (let lower?, let upper?) where lower == -upper: "± \(NumberText.of(upper))" + suffix
    case (let lower?, let upper?): "\(NumberText.of(lower)) … \(NumberText.of(upper))" + suffix
    case (let lower?, nil): "≥ \(NumberText.of(lower))" + suffix
    case (nil, let upper?): "≤ \(NumberText.of(upper))" + suffix
    case (nil, nil): "–"
    }
  }

  var marginText: String {
    guard let margin, margin.isFinite else { return "–" }
    return margin > 0 ? "+\(NumberText.of(margin))" : NumberText.of(margin)
  }
}

extension CheckJudgement {
  /// A verdict for each measurement's row: its own; and where more than the measurements decided,
  /// the check's in the first.
  var rowVerdicts: [Verdict] {
    var verdicts = measurements.map(\.verdict)
    if !verdicts.isEmpty, verdicts.worst != verdict { verdicts[0] = verdict }
    return verdicts
  }
}
