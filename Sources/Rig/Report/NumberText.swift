internal import Foundation
internal import Judge

/// Numbers as a person reads them.
enum NumberText {
  /// Two decimals at most, fewer for large numbers, none that say nothing.
  static func of(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let decimals = value.magnitude >= 1000 ? 0 : value.magnitude >= 100 ? 1 : 2
    var text = fixed(value, decimals: decimals)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text == "−0" ? "0" : text
  }

  /// An uncertainty, of which a digit stays however small it is: 0 would say that there is none.
  static func uncertainty(_ value: Double) -> String {
    let text = of(value)
    guard text == "0", value != 0 else { return text }
    if value.magnitude < 1e-9 { return String(format: "%.0e", value) }
    return fixed(value, decimals: -Int(log10(value.magnitude).rounded(.down)))
  }

  /// All with so many decimals, as along an axis.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let text = String(format: "%.\(decimals)f", value)
    guard text.hasPrefix("-") else { return text }
    return text.contains { ("1"..."9").contains($0) }
      ? "−" + text.dropFirst() : String(text.dropFirst())
  }

  /// With its unit, set off by a space: `98.3 %`.
  static func of(_ value: Double, _ unit: String?) -> String {
    let unit = unit ?? ""
    return unit.isEmpty ? of(value) : "\(of(value)) \(unit)"
  }

  /// Hours, minutes or seconds.
  static func duration(_ seconds: Double) -> String {
    guard seconds >= 60, let whole = Int(exactly: seconds.rounded()) else {
      return "\(of(seconds)) s"
    }
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
    return "\(NumberText.of(value)) ± \(NumberText.uncertainty(uncertainty))" + suffix
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
  /// The measurements to show, each with its verdict; where more than they decided, the first has
  /// the check's. Of what was to be none and was none, one is enough.
  var rows: [MeasuredRow] {
    var rows = measurements.enumerated().map { index, measured in
      MeasuredRow(
        index: index, measured: measured, verdict: measured.verdict, quantity: measured.quantity)
    }
    if !rows.isEmpty, measurements.map(\.verdict).worst != verdict { rows[0].verdict = verdict }
    let telling = rows.filter { !$0.measured.isRightlyNone || $0.verdict != .pass }
    if telling.count > 1 { return telling }
    rows = telling.isEmpty ? Array(rows.prefix(1)) : telling
    // One that stands for all needs no name.
    if measurements.count == 1 || verdict == .pass, !rows.isEmpty { rows[0].quantity = nil }
    return rows
  }
}

/// A measurement as a row of a table.
struct MeasuredRow {
  /// Its place among the check's measurements.
  var index: Int
  var measured: MeasuredValue
  var verdict: Verdict
  /// nil where the check's own name says it.
  var quantity: String?
}

extension MeasuredValue {
  /// How much of the room that its limits leave is left, its uncertainty taken off: from 1, in the
  /// middle or as far from the limit as can be, to 0 at the limit, and less beyond it.
  var roomLeft: Double {
    guard let margin else { return .infinity }
    let sure = margin - (uncertainty ?? 0)
    let room: Double =
      switch (limit.lower, limit.upper) {
      case (let lower?, let upper?): (upper - lower) / 2
      case (nil, let upper?): upper.magnitude
      case (let lower?, nil): unit == "%" && lower <= 100 ? 100 - lower : lower.magnitude
      case (nil, nil): 0
      }
    return room > 0 ? sure / room : sure
  }

  /// Whether it is as good as it can be: exactly what it has to be, none of what may be some, or all.
  var isBest: Bool {
    switch (limit.lower, limit.upper) {
    case (let lower?, let upper?): lower == upper && value == lower
    case (nil, _?): value == 0
    case (_?, nil): unit == "%" && value == 100
    case (nil, nil): true
    }
  }

  fileprivate var isRightlyNone: Bool { value == 0 && limit == .exactly(0) && verdict == .pass }
}
