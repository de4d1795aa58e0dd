import Capture

/// JSON whose shape is known at run time only.
enum JSONValue: Encodable {
  case number(Double)
  case integer(Int64)
  case unsigned(UInt64)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .integer(let number): try container.encode(number)
    case .unsigned(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let items): try container.encode(items)
    case .object(let object): try container.encode(object)
    }
  }

  /// The fields of a message, by their names; numbers in their units.
  static func object(_ fields: [FieldDescription]) -> JSONValue {
    var object: [String: JSONValue] = [:]
    for field in fields { object[field.name] = JSONValue(field) }
    return .object(object)
  }

  private init(_ field: FieldDescription) {
    switch field.value {
    case .integer(let number): self = .integer(number)
    case .unsigned(let number): self = .unsigned(number)
    case .scaled(let number): self = .number(number)
    case .hexadecimal, .bytes: self = .text(field.text)
    case .name(let name, _): self = .text(name)
    case .text(let text): self = .text(text)
    case .list(let items): self = .list(items.map { .object($0) })
    }
  }
}
