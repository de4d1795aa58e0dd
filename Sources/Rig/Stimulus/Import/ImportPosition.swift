/// A place in a CSV file: 1-based line, and the named column.
package struct ImportPosition: Equatable, Sendable, CustomStringConvertible {
  package var path: String
  package var line: Int
  package var column: String

  package init(path: String, line: Int, column: String) {
    self.path = path
    self.line = line
    self.column = column
  }

  package var description: String { "\(path):\(line):\(column)" }
}
