import Wording

/// Rows of text, their columns aligned.
struct TextTable {
  enum Side { case left, right }

  private let titles: [String]
  private let sides: [Side]
  private var rows: [[String]] = []

  /// - Parameter columns: each column's title, and the side its cells stand on.
  init(_ columns: [(title: String, side: Side)]) {
    titles = columns.map(\.title)
    sides = columns.map(\.side)
  }

  /// Adds a row of as many cells as there are columns; none of them steers a terminal.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == titles.count, "a row has a cell for every column")
    rows.append(cells.map(SafeText.printable))
  }

  var text: String {
    let all = [titles] + rows
    let widths = titles.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      let cells = row.indices.map { column in
        let fill = String(repeating: " ", count: widths[column] - row[column].count)
        return sides[column] == .left ? row[column] + fill : fill + row[column]
      }
      let line = cells.joined(separator: "  ")
      return line[..<(line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex)]
    }.joined(separator: "\n")
  }
}
