/// Rows as comma-separated values (RFC 4180, lines end in CR LF), safe to open in a spreadsheet.
package enum CSVText {
  package enum Cell: Sendable, ExpressibleByStringLiteral {
    /// Words, of whatever origin.
    case text(String)
    /// A number; nil leaves the cell empty.
    case number(Double?)

    package init(stringLiteral text: String) { self = .text(text) }
  }

  package static func row(_ cells: [Cell]) -> String {
    cells.map(\.encoded).joined(separator: ",") + "\r\n"
  }
}

extension CSVText.Cell {
  fileprivate var encoded: String {
    switch self {
    case .number(let value?):
      value == value.rounded() && value.magnitude < 1e15 ? "\(Int64(value))" : "\(value)"
    case .number(nil): ""
    case .text(let text): Self.quoted(SafeText.printable(text))
    }
  }

  /// A spreadsheet takes words that begin so for a formula and runs it; an apostrophe in front makes
  /// them words (OWASP, CSV Injection). Scalars are looked at: an accent on a sign hides nothing, and a
  /// quotation mark with one still ends a cell.
  private static func quoted(_ text: String) -> String {
    let start = text.unicodeScalars.first { !$0.properties.isWhitespace }
    // A percent sign alone is a unit.
    let isFormula =
      text != "%" && (start.map("=+-@＝＋－＠|%".unicodeScalars.contains) ?? false)
    let safe = isFormula ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { ",;\"\r\n".unicodeScalars.contains($0) }) else {
      return safe
    }
    var quoted = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in safe.unicodeScalars {
      quoted.append(scalar)
      if scalar == "\"" { quoted.append(scalar) }
    }
    return String(quoted) + "\""
  }
}
