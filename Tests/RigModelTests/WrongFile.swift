import RigModel

/// A file with one thing wrong, marked `▸`, and what is said about that thing.
///
/// The mark is taken out of the text; where it stood is where the error has to point.
struct WrongFile: Sendable {
  var yaml: String
  var position: SourcePosition
  var says: String

  init(_ marked: String, says: String) {
    let before = marked.prefix { $0 != "▸" }
    yaml = marked.replacing("▸", with: "")
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    position = SourcePosition(line: lines.count, column: (lines.last?.count ?? 0) + 1)
    self.says = says
  }
}
