internal import Foundation

/// Facts under a heading.
struct FactGroupView {
  let heading: String
  let members: [FactView]
}

/// Facts of a part of run.json, made of its members' own names: a member that is new shows by itself.
enum FactList {
  /// - Parameter place: where the part stands in run.json, as a JSON pointer.
  static func of(_ part: some Encodable, at place: String) -> [FactView] {
    facts(members(of: part), [], place)
  }

  /// Groups of facts that a part of run.json holds beside those that the page has a place of its own
  /// for: what a later version adds shows, too.
  ///
  /// - Parameter known: the members that have such a place.
  static func groups(
    of part: some Encodable, beside known: Set<String>, at place: String
  ) -> [FactGroupView] {
    members(of: part).filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
      .compactMap { key, value in
        let facts = facts(value, value is [String: Any] ? [] : [key], "\(place)/\(key)")
        return facts.isEmpty
          ? nil : FactGroupView(heading: headings[key] ?? name([key]).title, members: facts)
      }
  }

  /// Numbers that a part of run.json has in a list of that name; nil where it has none.
  static func numbers(_ key: String, of part: some Encodable) -> [Double]? {
    (members(of: part)[key] as? [NSNumber])?.map(\.doubleValue)
  }

  private static let headings = [
    "line": "The line, as measured before the cases", "timing": "How well times are known",
  ]

  private static func members(of part: some Encodable) -> [String: Any] {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "not a number")
    guard let data = try? encoder.encode(part) else { return [:] }
    return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
  }

  /// Members in the order of their names: JSON has no other.
  private static func facts(_ value: Any, _ path: [String], _ place: String) -> [FactView] {
    switch value {
    case let object as [String: Any]:
      return object.sorted { $0.key < $1.key }.flatMap { key, value in
        facts(value, path + [key], "\(place)/\(key)")
      }
    case let list as [Any]:
      let words = list.compactMap { $0 as? String }
      return words.isEmpty
        ? [] : [FactView(name(path).title, words.joined(separator: "; "))].compactMap(\.self)
    case let text as String:
      return [FactView(name(path).title, text, at: place)].compactMap(\.self)
    case let number as NSNumber:
      let (title, unit) = name(path)
      return [FactView(title, NumberText.of(number.doubleValue, unit), at: place)]
        .compactMap(\.self)
    default: return []
    }
  }

  /// `["pacingLateMicroseconds", "p99"]` is `pacing late, p99`, in `µs`.
  static func name(_ path: [String]) -> (title: String, unit: String?) {
    var unit: String?
    let parts = path.map { key in
      var words = words(key)
      if let last = words.last, let known = units[last], words.count > 1 {
        unit = known
        words.removeLast()
      }
      return words.joined(separator: " ")
    }
    let title = parts.joined(separator: ", ")
    return (title.prefix(1).uppercased() + title.dropFirst(), unit)
  }

  private static let units = [
    "hours": "h", "seconds": "s", "milliseconds": "ms", "microseconds": "µs", "ppm": "ppm",
    "percent": "%", "hertz": "Hz", "bytes": "bytes", "samples": "samples", "millimetres": "mm",
    "baud": "baud",
  ]

  /// `driftUncertaintyPPM` is `drift`, `uncertainty`, `ppm`.
  private static func words(_ key: String) -> [String] {
    var words: [String] = []
    var wasUpper = true
    for character in key {
      let isUpper = character.isUppercase
      if words.isEmpty || (isUpper && !wasUpper) { words.append("") }
      words[words.count - 1] += character.lowercased()
      wasUpper = isUpper
    }
    return words
  }
}
