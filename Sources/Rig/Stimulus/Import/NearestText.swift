/// Orders names by how few edits turn them into another one, so that a typo's cure comes first.
enum NearestText {
  static func sorted(_ names: [String], to wanted: String) -> [String] {
    names.enumerated()
      .map { (edits: edits($0.element.lowercased(), wanted.lowercased()), index: $0.offset) }
      .sorted { ($0.edits, $0.index) < ($1.edits, $1.index) }
      .map { names[$0.index] }
  }

  /// Levenshtein's distance, one row at a time.
  private static func edits(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in right.indices {
        let replaced = diagonal + (character == right[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, min(row[j], row[j + 1]) + 1)
      }
    }
    return row[right.count]
  }
}
