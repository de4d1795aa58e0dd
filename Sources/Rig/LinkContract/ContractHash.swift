import Crypto

extension Contract {
  /// The contract in one canonical text: names, numbers, types, units and scales, without its docs.
  package var canonicalText: String {
    var lines = ["\(name) \(revision)"]
    lines += limits.map { "limit \($0.name) \($0.value)" }
    for enumeration in enumerations {
      lines.append("enum \(enumeration.name) \(enumeration.type.rawValue)")
      lines += enumeration.values.map { " \($0.value) \($0.name)" }
    }
    for set in flagSets {
      lines.append("flags \(set.name) \(set.type.rawValue)")
      lines += set.bits.map { " \($0.bit) \($0.name)" }
    }
    for record in records {
      lines.append("record \(record.name)")
      lines += record.fields.map { canonicalLine($0) }
    }
    for message in messages {
      lines.append("message \(message.name) \(message.type) \(message.sender.rawValue)")
      lines += message.fields.map { canonicalLine($0) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The first eight bytes, big-endian, of the SHA-256 of the canonical text.
  package var hash: UInt64 {
    SHA256.hash(data: Array(canonicalText.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func canonicalLine(_ field: Field) -> String {
    var words = [" \(field.name)", "\(canonicalType(field.type))"]
    if let unit = field.unit { words.append("unit=\(unit)") }
    if let scale = field.scale { words.append("scale=\(scale.text)") }
    if let minimum = field.minimum { words.append("minimum=\(minimum)") }
    if let maximum = field.maximum { words.append("maximum=\(maximum)") }
    if field.isDeparture { words.append("departure") }
    return words.joined(separator: " ")
  }

  private func canonicalType(_ type: FieldType) -> String {
    switch type {
    case .scalar(let scalar): scalar.rawValue
    case .enumeration(let name, _), .flags(let name, _): name
    case .bytes(let count): "bytes\(count)"
    case .data: "data"
    case .text: "text"
    case .list(let record): "list of \(record)"
    }
  }
}
