internal import Wording

/// Well-formed XML, whatever it is given.
struct XMLText {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var depth = 0

  mutating func open(_ name: String, _ attributes: [(String, String)]) {
    text += indent + tag(name, attributes) + ">\n"
    depth += 1
  }

  mutating func close(_ name: String) {
    depth -= 1
    text += indent + "</\(name)>\n"
  }

  mutating func leaf(_ name: String, _ attributes: [(String, String)]) {
    text += indent + tag(name, attributes) + "/>\n"
  }

  /// An element with lines of text.
  mutating func element(_ name: String, _ attributes: [(String, String)], _ body: String) {
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    let content = lines.map { SafeText.markup(String($0)) }.joined(separator: "\n")
    text += indent + tag(name, attributes) + ">" + content + "</\(name)>\n"
  }

  private func tag(_ name: String, _ attributes: [(String, String)]) -> String {
    "<\(name)" + attributes.map { " \($0.0)=\"\(SafeText.markup($0.1))\"" }.joined()
  }

  private var indent: String { String(repeating: "  ", count: depth) }
}
