import Yams

/// Why the contract's YAML is no contract, and where.
package struct ContractError: Error, CustomStringConvertible {
  package var line: Int
  package var column: Int
  package var reason: String
  package var description: String { "sole-link.yaml:\(line):\(column): \(reason)" }
}

/// Reads `sole-link.yaml` into a `Contract`, and refuses what can't be generated from.
package struct ContractParser {
  private var enumerations: [String: Contract.Scalar] = [:]
  private var flagSets: [String: Contract.Scalar] = [:]
  private var records: Set<String> = []

  private init() {}

  package static func parse(_ yaml: String) throws -> Contract {
    guard let root = try Yams.compose(yaml: yaml) else {
      throw ContractError(line: 1, column: 1, reason: "the file is empty")
    }
    var parser = ContractParser()
    return try parser.contract(root)
  }

  private mutating func contract(_ root: Node) throws -> Contract {
    let limits = try pairs(root, "limits").map { (name: $0.name, value: try number($0.node)) }
    for name in ["frame_bytes", "payload_bytes", "samples_per_frame", "answer_milliseconds"]
    where !limits.contains(where: { $0.name == name }) {
      throw error(root, "the limit \(name) is missing")
    }
    let enumerations = try pairs(root, "enums").map { try enumeration($0.name, $0.node) }
    let flagSets = try pairs(root, "flags").map { try flagSet($0.name, $0.node) }
    let records = try pairs(root, "records").map { pair in
      self.records.insert(pair.name)
      return Contract.Record(
        name: pair.name, doc: try text(pair.node, "doc"), fields: try fields(pair.node))
    }
    let messages = try list(root, "messages").map { try message($0) }
    let contract = Contract(
      name: try text(root, "name"), revision: try number(try child(root, "revision")),
      limits: limits, enumerations: enumerations, flagSets: flagSets, records: records,
      messages: messages)
    try check(contract, root)
    return contract
  }

  private func check(_ contract: Contract, _ root: Node) throws {
    let types = contract.messages.map(\.type)
    guard Set(types).count == types.count else { throw error(root, "two messages share a type") }
    for message in contract.messages {
      let fixed = contract.fixedByteCount(message.fields)
      guard fixed <= contract.limit("payload_bytes") else {
        throw error(root, "\(message.name) is \(fixed) bytes long, more than a payload holds")
      }
      let variable = message.fields.dropLast().first { contract.byteCount($0.type) == nil }
      if let variable {
        throw error(root, "\(message.name).\(variable.name) has no fixed size and is not the last")
      }
    }
  }

  private mutating func enumeration(_ name: String, _ node: Node) throws -> Contract.Enumeration {
    let scalar = try scalar(node)
    enumerations[name] = scalar
    return Contract.Enumeration(
      name: name, doc: try text(node, "doc"), type: scalar,
      values: try pairs(node, "values").map {
        (name: $0.name, value: try number(child($0.node, "value")), doc: try text($0.node, "doc"))
      })
  }

  private mutating func flagSet(_ name: String, _ node: Node) throws -> Contract.FlagSet {
    let scalar = try scalar(node)
    flagSets[name] = scalar
    return Contract.FlagSet(
      name: name, doc: try text(node, "doc"), type: scalar,
      bits: try pairs(node, "bits").map {
        (name: $0.name, bit: try number(child($0.node, "bit")), doc: try text($0.node, "doc"))
      })
  }

  private func message(_ node: Node) throws -> Contract.Message {
    let senderText = try text(node, "from")
    guard let sender = Contract.Sender(rawValue: senderText) else {
      throw error(node, "from is host or chip, not \(senderText)")
    }
    return Contract.Message(
      name: try text(node, "name"), type: try number(child(node, "type")), sender: sender,
      doc: try text(node, "doc"), fields: try fields(node))
  }

  private func fields(_ node: Node) throws -> [Contract.Field] {
    try list(node, "fields").map { try field($0) }
  }

  private func field(_ node: Node) throws -> Contract.Field {
    let known: Set = [
      "name", "type", "of", "unit", "scale", "minimum", "maximum", "format", "departure", "doc",
    ]
    for (key, _) in node.mapping ?? [:] where !known.contains(key.string ?? "") {
      throw error(key, "a field has no key \(key.string ?? "?")")
    }
    return Contract.Field(
      name: try text(node, "name"), type: try fieldType(node), unit: node["unit"]?.string,
      scale: try node["scale"].map { try fraction($0) },
      minimum: try node["minimum"].map { try number($0) },
      maximum: try node["maximum"].map { try number($0) },
      isHexadecimal: node["format"]?.string == "hex", isDeparture: node["departure"]?.bool ?? false,
      doc: try text(node, "doc"))
  }

  private func fieldType(_ node: Node) throws -> Contract.FieldType {
    let name = try text(node, "type")
    if let scalar = Contract.Scalar(rawValue: name) { return .scalar(scalar) }
    if let scalar = enumerations[name] { return .enumeration(name, scalar) }
    if let scalar = flagSets[name] { return .flags(name, scalar) }
    if name.hasPrefix("bytes"), let count = Int(name.dropFirst(5)) { return .bytes(count) }
    switch name {
    case "data": return .data
    case "text": return .text
    case "list":
      let record = try text(node, "of")
      guard records.contains(record) else { throw error(node, "there is no record \(record)") }
      return .list(record)
    default: throw error(node, "there is no type \(name)")
    }
  }

  private func fraction(_ node: Node) throws -> Contract.Fraction {
    let parts = (node.string ?? "").split(separator: "/").compactMap { Int($0) }
    guard parts.count == 2, parts[1] > 0 else { throw error(node, "a scale is like 1/16") }
    return Contract.Fraction(numerator: parts[0], denominator: parts[1])
  }

  private func scalar(_ node: Node) throws -> Contract.Scalar {
    let name = try text(node, "type")
    guard let scalar = Contract.Scalar(rawValue: name) else {
      throw error(node, "\(name) is no number type")
    }
    return scalar
  }

  private func child(_ node: Node, _ key: String) throws -> Node {
    guard let child = node[key] else { throw error(node, "the key \(key) is missing") }
    return child
  }

  private func text(_ node: Node, _ key: String) throws -> String {
    let child = try child(node, key)
    guard let text = child.string else { throw error(child, "\(key) is not a text") }
    return text
  }

  private func number(_ node: Node) throws -> Int {
    guard let number = node.int else { throw error(node, "a whole number is wanted here") }
    return number
  }

  private func list(_ node: Node, _ key: String) throws -> [Node] {
    let child = try child(node, key)
    guard let sequence = child.sequence else { throw error(child, "\(key) is not a list") }
    return Array(sequence)
  }

  private func pairs(_ node: Node, _ key: String) throws -> [(name: String, node: Node)] {
    let child = try child(node, key)
    guard let mapping = child.mapping else { throw error(child, "\(key) is not a mapping") }
    return mapping.map { (name: $0.key.string ?? "", node: $0.value) }
  }

  private func error(_ node: Node, _ reason: String) -> ContractError {
    ContractError(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, reason: reason)
  }
}
