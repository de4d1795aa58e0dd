internal import Wording
internal import Yams

/// One value of a YAML file, under the name that errors call it by.
struct YAMLValue {
  let node: Node
  let reader: YAMLReader
  /// Its key; a list's items go by the list's.
  var name: String?

  var position: SourcePosition {
    node.mark.map { SourcePosition($0) } ?? SourcePosition(line: 1, column: 1)
  }

  private var subject: String { name.map { "`\($0)`" } ?? "this" }

  func fail(_ reason: String, hint: String? = nil) -> ModelError {
    reader.fail(position, "\(subject) \(reason)", hint: hint)
  }

  /// A text that is not empty.
  func text() throws(ModelError) -> String {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      throw fail("wants a text, not \(kind)")
    }
    return scalar.string
  }

  /// A name in small letters, digits and single hyphens between them: `stop-and-go`.
  func identifier() throws(ModelError) -> String {
    let text = try text()
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let fits = parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
    }
    guard fits else {
      throw fail(
        "is `\(text)`, which is no name",
        hint: "use small letters, digits and hyphens, as in `stop-and-go`")
    }
    return text
  }

  /// An identifier that is the same as the file's name, so that a name finds the file.
  func identifierOfFile() throws(ModelError) -> String {
    let text = try identifier()
    let file = reader.file.split(separator: "/").last.map(String.init) ?? reader.file
    guard file == "\(text).yaml" else {
      throw fail("is `\(text)`, but the file is called \(file)", hint: "call both the same")
    }
    return text
  }

  /// Whether it is one plain word.
  func isWord(_ word: String) -> Bool {
    if case .scalar(let scalar) = node { scalar.string == word } else { false }
  }

  func flag() throws(ModelError) -> Bool {
    guard let flag = node.bool else { throw fail("wants true or false, not \(kind)") }
    return flag
  }

  /// A whole number within a range.
  func integer<Number: FixedWidthInteger>(
    _ range: ClosedRange<Number>, _ unit: String = ""
  ) throws(ModelError) -> Number {
    let scope = Self.scope("\(range.lowerBound)", "\(range.upperBound)", unit)
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any,
      let number = Self.wholeNumber(scalar.string)
    else { throw fail("wants a whole number\(scope), not \(kind)") }
    guard let value = Number(exactly: number), range.contains(value) else {
      throw fail("is \(scalar.string)", outside: scope)
    }
    return value
  }

  /// A number within a range.
  func number(
    _ range: ClosedRange<Double>, _ unit: String = ""
  ) throws(ModelError) -> Double {
    let scope = Self.scope(
      Self.format(range.lowerBound), Self.format(range.upperBound), unit)
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any,
      let value = Double(scalar.string.replacing("_", with: "")), value.isFinite
    else { throw fail("wants a number\(scope), not \(kind)") }
    guard range.contains(value) else { throw fail("is \(scalar.string)", outside: scope) }
    return value
  }

  /// One of a closed set of words.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ type: Choice.Type
  ) throws(ModelError) -> Choice {
    let words = Choice.allCases.map(\.rawValue)
    guard case .scalar(let scalar) = node else {
      throw fail("wants one of \(words.joined(separator: ", ")), not \(kind)")
    }
    guard let choice = Choice(rawValue: scalar.string) else {
      throw fail(
        "can't be `\(scalar.string)`",
        hint: NearestName.hint(for: scalar.string, among: words, called: "it can be"))
    }
    return choice
  }

  /// A list's items; an empty list is one without items.
  func items() throws(ModelError) -> [YAMLValue] {
    guard case .sequence(let sequence) = node else { throw fail("wants a list, not \(kind)") }
    return sequence.map { YAMLValue(node: $0, reader: reader, name: name) }
  }

  /// A list of exactly `count` numbers within a range.
  func numbers(
    count: Int, _ range: ClosedRange<Double>, _ unit: String = ""
  ) throws(ModelError) -> [Double] {
    let items = try items()
    guard items.count == count else {
      throw fail("wants \(count) numbers, not \(items.count)")
    }
    var numbers: [Double] = []
    for item in items { numbers.append(try item.number(range, unit)) }
    return numbers
  }

  /// A mapping with the keys of one closed set.
  func object<Key: YAMLKey>(_ keys: Key.Type) throws(ModelError) -> YAMLObject<Key> {
    try YAMLObject(self)
  }

  /// The one key of a mapping and its value: `stride_count: {tolerance: 2}`; a plain word has an
  /// empty mapping for its value.
  func variant<Key: YAMLKey>(
    _ keys: Key.Type, called noun: String
  ) throws(ModelError) -> (key: Key, value: YAMLValue) {
    let words = Key.allCases.map(\.rawValue)
    let word: Node
    var content = Node([(Node, Node)]())
    switch node {
    case .scalar: word = node
    case .mapping(let mapping):
      guard mapping.count == 1, let pair = mapping.first else {
        throw fail("wants one \(noun) an item, not \(mapping.count)", hint: "begin each with `- `")
      }
      (word, content) = (pair.key, pair.value)
    default: throw fail("wants a \(noun), not \(kind)")
    }
    let spelled = YAMLValue(node: word, reader: reader)
    guard case .scalar(let scalar) = word, let key = Key(rawValue: scalar.string) else {
      let text = word.string ?? "?"
      throw reader.fail(
        spelled.position, "there is no \(noun) `\(text)`",
        hint: NearestName.hint(for: text, among: words, called: "known are"))
    }
    // Where nothing follows the colon, or there is no colon, the word itself is the place.
    if content.mark == nil || content.isEmptyScalar {
      content = .mapping(.init([], .implicit, .any, word.mark))
    }
    return (key, YAMLValue(node: content, reader: reader, name: scalar.string))
  }

  private var kind: String {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "`\(scalar.string)`"
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }

  private func fail(_ reason: String, outside scope: String) -> ModelError {
    fail("\(reason): give a value\(scope)")
  }

  private static func scope(_ lower: String, _ upper: String, _ unit: String) -> String {
    " from \(lower) to \(upper)" + (unit.isEmpty ? "" : " \(unit)")
  }

  /// Decimal or 0x hexadecimal, with underscores between digits as one likes.
  private static func wholeNumber(_ text: String) -> Int128? {
    let digits = text.replacing("_", with: "")
    return digits.hasPrefix("0x") ? Int128(digits.dropFirst(2), radix: 16) : Int128(digits)
  }

  /// A number as a person writes it: 4, not 4.0.
  static func format(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}

extension Node {
  /// What stands behind a key that is followed by nothing.
  fileprivate var isEmptyScalar: Bool {
    if case .scalar(let scalar) = self { scalar.string.isEmpty } else { false }
  }
}
