extension String {
  /// `initial_contact` as `initialContact`.
  var camelCased: String {
    let words = split(separator: "_")
    return words.enumerated().map {
      $0.offset == 0 ? String($0.element) : $0.element.capitalizedWord
    }
    .joined()
  }

  /// `initial_contact` as `InitialContact`.
  var pascalCased: String { split(separator: "_").map(\.capitalizedWord).joined() }

  /// `initial_contact` as `initial contact`.
  var spaced: String { split(separator: "_").joined(separator: " ") }

  /// The text as a Lua or Swift string literal.
  var quoted: String {
    "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

extension Substring {
  fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}

extension UInt64 {
  /// Sixteen hexadecimal digits.
  package var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
