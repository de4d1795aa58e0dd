/// Finds what a person meant who mistyped a name.
package enum NearestName {
  /// Names by their distance to `text`, nearest first; equals keep their order.
  package static func sorted(_ names: [String], near text: String) -> [String] {
    names.enumerated()
      .map { (distance: distance(text, $0.element), index: $0.offset, name: $0.element) }
      .sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }
      .map(\.name)
  }

  /// The one name that `text` looks like: at most a third of it differs; nil where there is none.
  package static func suggestion(for text: String, among names: [String]) -> String? {
    guard let nearest = sorted(names, near: text).first else { return nil }
    let allowed = max(1, max(text.count, nearest.count) / 3)
    return distance(text, nearest) <= allowed ? nearest : nil
  }

  /// A hint that names the nearest, then all of them.
  package static func hint(for text: String, among names: [String], called plural: String) -> String
  {
    let all = "\(plural): \(names.joined(separator: ", "))"
    guard let nearest = suggestion(for: text, among: names) else { return all }
    return "did you mean `\(nearest)`? \(all)"
  }

  /// Edit distance in which a change of place of two neighbours counts once (optimal string
  /// alignment; Damerau 1964), blind to case.
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.lowercased())
    let right = Array(right.lowercased())
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        current.append(best)
      }
      before = last
      last = current
    }
    return last[right.count]
  }
}
