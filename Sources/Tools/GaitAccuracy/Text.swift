import Foundation

/// Numbers and columns of a table.
enum Text {
  static func number(_ value: Double, _ digits: Int = 2) -> String {
    let text = String(format: "%.\(digits)f", value)
    guard text.contains(".") else { return text }
    return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
  }

  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func right(_ value: Double, _ width: Int, _ digits: Int = 2) -> String {
    right(String(format: "%.\(digits)f", value), width)
  }

  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// A number with a star behind it where it misses a goal.
  static func figure(_ value: Double, _ width: Int, _ isMissed: Bool) -> String {
    right(value, width - 1, 2) + (isMissed ? "*" : " ")
  }
}
