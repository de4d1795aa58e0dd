import Yams

/// Why the contract's YAML is no contract, and where.
package struct ContractError: Error, Equatable, CustomStringConvertible {
  package var line: Int
  package var column: Int
  package var reason: String
  package var description: String { "sole-link.yaml:\(line):\(column): \(reason)" }
}

/// Reads `sole-link.yaml` into a `Contract`, and refuses what can't be generated from.
package struct ContractParser {
  private var enumerations: [String: Contract.Scalar] = [:]
  private var flagSets: [String: Contract.Scalar] = [:]
  private var records: [String: Contract.Record] = [:]
  private var limits: [(name: String, value: Int)] = []

  private init() {}

  package static func parse(_ yaml: String) throws -> Contract {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch let error as YamlError {
      throw ContractError(error)
    }
    guard let root else { throw ContractError(line: 1, column: 1, reason: "the file is empty") }
    var parser = ContractParser()
    return try parser.contract(root)
  }

  private mutating func contract(_ root: Node) throws -> Contract {
    let keys = ["name", "revision", "limits", "enums", "flags", "records", "messages"]
    try root.checkKeys(of: "the contract", keys)
    limits = try readLimits(root)
    let enumerations = try root.pairs("enums").map { try enumeration($0) }
    let flagSets = try root.pairs("flags").map { try flagSet($0) }
    let records = try root.pairs("records").map { try record($0) }
    return Contract(
      name: try root.text("name"), revision: try root.child("revision").number(), limits: limits,
      enumerations: enumerations, flagSets: flagSets, records: records,
      messages: try messages(root))
  }

  private func readLimits(_ root: Node) throws -> [(name: String, value: Int)] {
    let limits = try root.pairs("limits").map { (name: $0.name, value: try $0.node.number(1...)) }
    for name in ["frame_bytes", "payload_bytes", "samples_per_frame", "answer_milliseconds"]
    where !limits.contains(where: { $0.name == name }) {
      throw try root.child("limits").error("the limit \(name) is missing")
    }
    func value(_ name: String) -> Int? { limits.first { $0.name == name }?.value }
    // COBS adds one byte to at most 254; type, sequence and CRC-32 take 6.
    guard let frame = value("frame_bytes"), frame <= 254, value("payload_bytes") == frame - 6 else {
      throw try root.child("limits").error("frame_bytes is at most 254, payload_bytes 6 less")
    }
    return limits
  }

  private func limit(_ name: String) -> Int { limits.first { $0.name == name }?.value ?? 0 }

  private mutating func enumeration(_ pair: Node.Pair) throws -> Contract.Enumeration {
    let node = pair.node
    try node.checkKeys(of: pair.name, ["doc", "type", "values"])
    let scalar = try bitType(node)
    guard enumerations.updateValue(scalar, forKey: pair.name) == nil else {
      throw pair.key.error("there are two types \(pair.name)")
    }
    var numbers: Set<Int> = []
    let values = try node.pairs("values").map { value in
      let number = try value.node.child("value").number(scalar.range)
      guard numbers.insert(number).inserted else {
        throw value.key.error("two values of \(pair.name) are \(number)")
      }
      return (name: value.name, value: number, doc: try value.node.doc())
    }
    guard !values.isEmpty else { throw node.error("\(pair.name) has no values") }
    return Contract.Enumeration(
      name: pair.name, doc: try node.doc(), type: scalar, values: values)
  }

  private mutating func flagSet(_ pair: Node.Pair) throws -> Contract.FlagSet {
    let node = pair.node
    try node.checkKeys(of: pair.name, ["doc", "type", "bits"])
    let scalar = try bitType(node)
    guard enumerations[pair.name] == nil,
      flagSets.updateValue(scalar, forKey: pair.name) == nil
    else { throw pair.key.error("there are two types \(pair.name)") }
    var numbers: Set<Int> = []
    let bits = try node.pairs("bits").map { bit in
      let number = try bit.node.child("bit").number(0...scalar.byteCount * 8 - 1)
      guard numbers.insert(number).inserted else {
        throw bit.key.error("two flags of \(pair.name) are bit \(number)")
      }
      return (name: bit.name, bit: number, doc: try bit.node.doc())
    }
    return Contract.FlagSet(name: pair.name, doc: try node.doc(), type: scalar, bits: bits)
  }

  private mutating func record(_ pair: Node.Pair) throws -> Contract.Record {
    try pair.node.checkKeys(of: pair.name, ["doc", "fields"])
    let record = Contract.Record(
      name: pair.name, doc: try pair.node.doc(), fields: try fields(pair.node, of: pair.name))
    for (field, node) in zip(record.fields, try pair.node.list("fields")) {
      guard case .scalar = field.type else {
        throw node.error("\(pair.name).\(field.name): a record holds numbers only")
      }
    }
    records[pair.name] = record
    return record
  }

  private func messages(_ root: Node) throws -> [Contract.Message] {
    var messages: [Contract.Message] = []
    for node in try root.list("messages") {
      let message = try message(node)
      if let other = messages.first(where: { $0.type == message.type }) {
        throw try node.child("type").error("\(message.name) has the type of \(other.name)")
      }
      if messages.contains(where: { $0.name == message.name }) {
        throw try node.child("name").error("there are two messages \(message.name)")
      }
      messages.append(message)
    }
    return messages
  }

  private func message(_ node: Node) throws -> Contract.Message {
    try node.checkKeys(of: "a message", ["name", "type", "from", "doc", "fields"])
    let name = try node.identifier("name")
    let senderText = try node.text("from")
    guard let sender = Contract.Sender(rawValue: senderText) else {
      throw try node.child("from").error("from is host or chip, not \(senderText)")
    }
    let fields = try fields(node, of: name)
    let departures = fields.filter(\.isDeparture)
    guard departures.count <= 1, departures.allSatisfy({ $0.type == .scalar(.u64) }),
      departures.isEmpty || sender == .chip
    else {
      throw node.error("\(name): the departure is one u64 of a message from the chip")
    }
    return Contract.Message(
      name: name, type: try node.child("type").number(1...255), sender: sender,
      doc: try node.doc(), fields: fields)
  }

  private func fields(_ node: Node, of owner: String) throws -> [Contract.Field] {
    let nodes = try node.list("fields")
    var fields: [Contract.Field] = []
    var offset = 0
    for (index, child) in nodes.enumerated() {
      let field = try field(child, at: offset)
      let name = "\(owner).\(field.name)"
      if fields.contains(where: { $0.name == field.name }) {
        throw child.error("there are two fields \(name)")
      }
      if let size = field.type.fixedByteCount {
        offset += size
      } else if index < nodes.count - 1 {
        throw child.error("\(name) has no fixed size and is not the last")
      }
      if case .list(let record) = field.type { offset += longestList(record) }
      guard offset <= limit("payload_bytes") else {
        throw child.error(
          "\(name) ends at byte \(offset), but a payload holds \(limit("payload_bytes"))")
      }
      fields.append(field)
    }
    return fields
  }

  private func longestList(_ record: String) -> Int {
    let size = (records[record]?.fields ?? []).reduce(0) { $0 + ($1.type.fixedByteCount ?? 0) }
    return size * limit("samples_per_frame")
  }

  private func field(_ node: Node, at offset: Int) throws -> Contract.Field {
    try node.checkKeys(
      of: "a field",
      ["name", "type", "of", "unit", "scale", "minimum", "maximum", "format", "departure", "doc"])
    let type = try fieldType(node, at: offset)
    var bounds = 0...0
    if case .scalar(let scalar) = type { bounds = scalar.range }
    let minimum = try node["minimum"].map { try $0.number(bounds) }
    let maximum = try node["maximum"].map { try $0.number((minimum ?? bounds.lowerBound)...) }
    let format = node["format"]?.string
    guard format == nil || format == "hex" else {
      throw try node.child("format").error("the format is hex or none")
    }
    return Contract.Field(
      name: try node.identifier("name"), type: type, unit: node["unit"]?.string,
      scale: try node["scale"].map { try fraction($0) }, minimum: minimum, maximum: maximum,
      isHexadecimal: format == "hex", isDeparture: node["departure"]?.bool ?? false,
      doc: try node.doc())
  }

  private func fieldType(_ node: Node, at offset: Int) throws -> Contract.FieldType {
    let name = try node.text("type")
    if let scalar = Contract.Scalar(rawValue: name) { return .scalar(scalar) }
    if let scalar = enumerations[name] { return .enumeration(name, scalar) }
    if let scalar = flagSets[name] { return .flags(name, scalar) }
    if name.hasPrefix("bytes"), let count = Int(name.dropFirst(5)), count > 0 {
      return .bytes(count)
    }
    let capacity = limit("payload_bytes") - offset
    switch name {
    case "data": return .data(capacity: capacity)
    case "text": return .text(capacity: capacity)
    case "list":
      let record = try node.text("of")
      guard records[record] != nil else {
        throw try node.child("of").error("there is no record \(record)")
      }
      return .list(record)
    default: throw try node.child("type").error("there is no type \(name)")
    }
  }

  private func fraction(_ node: Node) throws -> Contract.Fraction {
    let parts = (node.string ?? "").split(separator: "/").map { Int($0) }
    guard parts.count == 2, let numerator = parts[0], let denominator = parts[1], numerator > 0,
      denominator > 0
    else { throw node.error("a scale is like 1/16") }
    return Contract.Fraction(numerator: numerator, denominator: denominator)
  }

  /// The number type of an enumeration or a flag set.
  private func bitType(_ node: Node) throws -> Contract.Scalar {
    let name = try node.text("type")
    guard let scalar = Contract.Scalar(rawValue: name), !scalar.isSigned else {
      throw try node.child("type").error("\(name) is no unsigned number type")
    }
    return scalar
  }
}
