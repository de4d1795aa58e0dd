internal import Wording
internal import Yams

/// The keys of a mapping: an enum whose raw values are the words in the file.
protocol YAMLKey: RawRepresentable<String>, CaseIterable, Hashable {}

/// A mapping in which every key is known.
struct YAMLObject<Key: YAMLKey> {
  let value: YAMLValue
  private let values: [Key: YAMLValue]

  /// Refuses a value that is no mapping, and keys that `Key` doesn't have.
  init(_ value: YAMLValue) throws(ModelError) {
    let words = Key.allCases.map(\.rawValue)
    guard case .mapping(let mapping) = value.node else {
      throw value.fail("wants a mapping", hint: "known keys: \(words.joined(separator: ", "))")
    }
    var values: [Key: YAMLValue] = [:]
    for (node, content) in mapping {
      let word = node.string ?? ""
      guard let key = Key(rawValue: word) else {
        let place = YAMLValue(node: node, reader: value.reader).position
        throw value.reader.fail(
          place, "unknown key `\(word)`" + (value.name.map { " in `\($0)`" } ?? ""),
          hint: words.isEmpty
            ? "it takes no keys"
            : NearestName.hint(for: word, among: words, called: "known keys"))
      }
      values[key] = YAMLValue(node: content, reader: value.reader, name: word)
    }
    self.value = value
    self.values = values
  }

  subscript(_ key: Key) -> YAMLValue? { values[key] }

  func required(_ key: Key) throws(ModelError) -> YAMLValue {
    guard let found = values[key] else {
      throw value.reader.fail(
        value.position,
        "the key `\(key.rawValue)` is missing" + (value.name.map { " in `\($0)`" } ?? ""))
    }
    return found
  }

  /// What `read` makes of a key's value; nil where the key is not given.
  func optional<Result>(
    _ key: Key, _ read: (YAMLValue) throws(ModelError) -> Result
  ) throws(ModelError) -> Result? {
    guard let found = values[key] else { return nil }
    return try read(found)
  }

  /// Refuses keys that mean nothing here.
  func refuse(_ keys: [Key], unless condition: String) throws(ModelError) {
    for key in keys {
      if let found = values[key] {
        throw found.fail("means nothing unless \(condition)", hint: "leave it out")
      }
    }
  }

  /// The one key given out of several of which exactly one must be.
  func exactlyOne(of keys: [Key]) throws(ModelError) -> (key: Key, value: YAMLValue) {
    let given = keys.filter { values[$0] != nil }
    let words = keys.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    guard given.count == 1, let key = given.first, let found = values[key] else {
      let reason = given.isEmpty ? "none is given" : "\(given.count) are given"
      throw value.reader.fail(value.position, "one of \(words) is wanted: \(reason)")
    }
    return (key, found)
  }
}

/// The keys of a mapping that has none.
enum NoKeys: YAMLKey {
  static var allCases: [NoKeys] { [] }

  init?(rawValue: String) { nil }

  var rawValue: String { switch self {} }
}
