/// Writes the host's description of every message's fields, for inspection and comparison:
/// `Sources/Rig/Capture/Generated/MessageFields.swift`.
package struct SwiftFields {
  private let contract: Contract
  private var lines: [String] = []

  private init(_ contract: Contract) { self.contract = contract }

  package static func render(_ contract: Contract) -> String {
    var writer = SwiftFields(contract)
    writer.emit("// Generated from protocols/sole-link.yaml by scripts/generate; do not edit.")
    writer.emit("// swift-format-ignore-file")
    writer.emit("")
    writer.emit("package import SoleLink")
    for item in contract.enumerations { writer.enumeration(item) }
    for item in contract.flagSets { writer.flagSet(item) }
    for item in contract.records { writer.described(item.name, item.fields) }
    for item in contract.messages { writer.described(item.name, item.fields) }
    writer.union("HostMessage", .host)
    writer.union("ChipMessage", .chip)
    writer.departures()
    return writer.lines.joined(separator: "\n") + "\n"
  }

  private mutating func emit(_ line: String) { lines.append(line) }

  private mutating func enumeration(_ item: Contract.Enumeration) {
    emit("")
    emit("extension Wire.\(item.name.pascalCased) {")
    emit("  /// The value's name in the contract.")
    emit("  package var wireName: String {")
    emit("    switch self {")
    for value in item.values { emit("    case .\(value.name.camelCased): \(value.name.quoted)") }
    emit("    }")
    emit("  }")
    emit("}")
  }

  private mutating func flagSet(_ item: Contract.FlagSet) {
    emit("")
    emit("extension Wire.\(item.name.pascalCased) {")
    emit("  /// The names of the bits that are set, in the contract's words; \"none\" for none.")
    emit("  package var wireName: String {")
    emit("    var names: [String] = []")
    for bit in item.bits {
      emit("    if contains(.\(bit.name.camelCased)) { names.append(\(bit.name.quoted)) }")
    }
    emit("    return names.isEmpty ? \"none\" : names.joined(separator: \"+\")")
    emit("  }")
    emit("}")
  }

  private mutating func described(_ name: String, _ fields: [Contract.Field]) {
    emit("")
    emit("extension Wire.\(name.pascalCased): FieldDescribing {")
    emit("  package var fields: [FieldDescription] {")
    emit("    [")
    for field in fields { emit("      \(description(field)),") }
    emit("    ]")
    emit("  }")
    emit("}")
  }

  private func description(_ field: Contract.Field) -> String {
    let name = field.name.quoted
    let value = field.name.camelCased
    switch field.type {
    case .scalar where field.isHexadecimal: return ".hexadecimal(\(name), \(value))"
    case .scalar:
      var words = [name, value]
      if let unit = field.unit { words.append("unit: \(unit.quoted)") }
      if let scale = field.scale {
        words.append("scale: (\(scale.numerator), \(scale.denominator))")
      }
      return ".number(\(words.joined(separator: ", ")))"
    case .enumeration, .flags: return ".name(\(name), \(value).wireName, raw: \(value).rawValue)"
    case .bytes: return ".bytes(\(name), (0..<\(value).byteCount).map { \(value)[$0] })"
    case .data: return ".bytes(\(name), (0..<\(value).count).map { \(value)[$0] })"
    case .text: return ".text(\(name), (0..<\(value).count).map { \(value)[$0] })"
    case .list: return ".list(\(name), (0..<\(value).count).map { \(value)[$0].fields })"
    }
  }

  private mutating func union(_ name: String, _ sender: Contract.Sender) {
    let messages = contract.messages.filter { $0.sender == sender }
    emit("")
    emit("extension \(name): FieldDescribing {")
    emit("  /// The names of all messages, in the contract's order.")
    emit("  package static let names = [")
    for message in messages { emit("    \(message.name.quoted),") }
    emit("  ]")
    emit("")
    emit("  /// The message's name in the contract.")
    emit("  package var name: String {")
    emit("    switch self {")
    for message in messages {
      emit("    case .\(message.name.camelCased): \(message.name.quoted)")
    }
    emit("    }")
    emit("  }")
    emit("")
    emit("  package var fields: [FieldDescription] {")
    emit("    switch self {")
    for message in messages {
      emit("    case .\(message.name.camelCased)(let message): message.fields")
    }
    emit("    }")
    emit("  }")
    emit("}")
  }

  private mutating func departures() {
    emit("")
    emit("extension ChipMessage {")
    emit("  /// Where in a payload of the given type the departure time stands, as byte offsets.")
    emit("  package static func departureBytes(type: UInt8) -> Range<Int>? {")
    emit("    switch type {")
    for message in contract.messages where message.sender == .chip {
      var offset = 0
      for field in message.fields {
        let count = contract.byteCount(field.type) ?? 0
        if field.isDeparture { emit("    case \(message.type): \(offset)..<\(offset + count)") }
        offset += count
      }
    }
    emit("    default: nil")
    emit("    }")
    emit("  }")
    emit("}")
  }
}
