internal import Yams

// Reading a YAML node, with errors that point at it.

extension Node {
  /// A key of a mapping, as text and as a node to point at, and its value.
  typealias Pair = (name: String, key: Node, node: Node)

  func error(_ reason: String) -> ContractError {
    ContractError(line: mark?.line ?? 0, column: mark?.column ?? 0, reason: reason)
  }

  func child(_ key: String) throws -> Node {
    guard let child = self[key] else { throw error("the key \(key) is missing") }
    return child
  }

  func text(_ key: String) throws -> String {
    let child = try child(key)
    guard let text = child.string else { throw child.error("\(key) is not a text") }
    return text
  }

  /// A doc, which has to stay on one line of the generated code.
  func doc() throws -> String {
    let text = try text("doc")
    guard !text.contains(where: \.isNewline) else {
      throw try child("doc").error("a doc is one line")
    }
    return text
  }

  /// A name that every generated language takes.
  func identifier(_ key: String) throws -> String {
    let text = try text(key)
    guard text.isContractName else {
      throw try child(key).error("\(text) is no name: lower case letters, digits and _")
    }
    return text
  }

  func number(_ bounds: some RangeExpression<Int> = Int.min...Int.max) throws -> Int {
    guard let number = int else { throw error("a whole number is wanted here") }
    guard bounds.contains(number) else {
      throw error("\(number) is out of range: \(bounds)")
    }
    return number
  }

  func list(_ key: String) throws -> [Node] {
    let child = try child(key)
    guard let sequence = child.sequence else { throw child.error("\(key) is not a list") }
    return Array(sequence)
  }

  /// The pairs of a mapping, whose keys have to be names.
  func pairs(_ key: String) throws -> [Pair] {
    let child = try child(key)
    guard let mapping = child.mapping else { throw child.error("\(key) is not a mapping") }
    return try mapping.map { pair in
      guard let name = pair.key.string, name.isContractName else {
        let text = pair.key.string ?? "this"
        throw pair.key.error("\(text) is no name: lower case letters, digits and _")
      }
      return (name: name, key: pair.key, node: pair.value)
    }
  }

  func checkKeys(of owner: String, _ known: [String]) throws {
    for (key, _) in mapping ?? [:] where !known.contains(key.string ?? "") {
      throw key.error("\(owner) has no key \(key.string ?? "?")")
    }
  }
}

extension String {
  fileprivate var isContractName: Bool {
    guard let first, first.isLowercase else { return false }
    return allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") }
  }
}

extension ContractError {
  /// What the YAML reader says, where it says a place.
  init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(line: mark.line, column: mark.column, reason: problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        line: context.mark.line, column: context.mark.column,
        reason: "the key \(duplicates.map { "\($0)" }.joined(separator: ", ")) is there twice")
    default: self.init(line: 1, column: 1, reason: "\(error)")
    }
  }
}
