/// Text from a device or a file, made fit to be shown: it can mislead nobody, and nothing that
/// reads it as markup or as a terminal's commands.
package enum SafeText {
  /// Longer text is cut: no sentence of solerig's is.
  private static let scalarLimit = 4000

  /// With control characters, marks that turn the direction of text, and what no reader sees,
  /// written out as `\u{202E}`. Newlines and tabs become spaces.
  package static func printable(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for (count, scalar) in text.unicodeScalars.enumerated() {
      if count == scalarLimit {
        result.append(contentsOf: " … (cut)".unicodeScalars)
        break
      }
      switch scalar {
      case "\n", "\t", "\r": result.append(" ")
      case _ where isHidden(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result.append(contentsOf: "\\u{\(digits)}".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Printable, and with the five characters that markup is made of written as references.
  ///
  /// Scalar by scalar: a quotation mark with an accent over it is one character, and still ends an
  /// attribute.
  package static func markup(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in printable(text).unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      true
    default: false
    }
  }
}
