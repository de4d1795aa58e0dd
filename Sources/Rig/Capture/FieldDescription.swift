/// One field of a message, as a person or a script reads it.
package struct FieldDescription: Sendable, Equatable {
  /// The field's name in the contract.
  package var name: String
  package var value: Value
  /// The unit of a number after scaling.
  package var unit: String?

  package enum Value: Sendable, Equatable {
    case integer(Int64)
    case unsigned(UInt64)
    /// A scaled number: counts, and one count in units.
    case scaled(Double)
    case hexadecimal(UInt64, digits: Int)
    case name(String, raw: UInt64)
    case bytes([UInt8])
    case text(String)
    case list([[FieldDescription]])
  }

  package init(name: String, value: Value, unit: String? = nil) {
    self.name = name
    self.value = value
    self.unit = unit
  }

  static func number(
    _ name: String, _ value: some FixedWidthInteger, unit: String? = nil,
    scale: (numerator: Int, denominator: Int)? = nil
  ) -> Self {
    if let scale {
      let scaled = Double(value) * Double(scale.numerator) / Double(scale.denominator)
      return Self(name: name, value: .scaled(scaled), unit: unit)
    }
    if let signed = Int64(exactly: value) {
      return Self(name: name, value: .integer(signed), unit: unit)
    }
    return Self(name: name, value: .unsigned(UInt64(value)), unit: unit)
  }

  static func hexadecimal(_ name: String, _ value: some FixedWidthInteger & UnsignedInteger) -> Self
  {
    Self(
      name: name, value: .hexadecimal(UInt64(value), digits: value.bitWidth / 4), unit: nil)
  }

  static func name(
    _ name: String, _ value: String, raw: some FixedWidthInteger & UnsignedInteger
  ) -> Self {
    Self(name: name, value: .name(value, raw: UInt64(raw)), unit: nil)
  }

  static func bytes(_ name: String, _ bytes: [UInt8]) -> Self {
    Self(name: name, value: .bytes(bytes), unit: nil)
  }

  /// Text from a device: what is no UTF-8 becomes U+FFFD.
  static func text(_ name: String, _ bytes: [UInt8]) -> Self {
    Self(name: name, value: .text(String(decoding: bytes, as: UTF8.self)), unit: nil)
  }

  static func list(_ name: String, _ items: [[FieldDescription]]) -> Self {
    Self(name: name, value: .list(items), unit: nil)
  }
}

/// A message that can tell its fields.
package protocol FieldDescribing {
  var fields: [FieldDescription] { get }
}
