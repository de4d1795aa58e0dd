/// The wire contract as `protocols/sole-link.yaml` states it.
package struct Contract: Sendable {
  package var name: String
  package var revision: Int
  package var limits: [(name: String, value: Int)]
  package var enumerations: [Enumeration]
  package var flagSets: [FlagSet]
  package var records: [Record]
  package var messages: [Message]

  package struct Enumeration: Sendable {
    package var name: String
    package var doc: String
    package var type: Scalar
    package var values: [(name: String, value: Int, doc: String)]
  }

  package struct FlagSet: Sendable {
    package var name: String
    package var doc: String
    package var type: Scalar
    package var bits: [(name: String, bit: Int, doc: String)]
  }

  package struct Record: Sendable {
    package var name: String
    package var doc: String
    package var fields: [Field]
  }

  package struct Message: Sendable {
    package var name: String
    package var type: Int
    package var sender: Sender
    package var doc: String
    package var fields: [Field]
  }

  package enum Sender: String, Sendable {
    case host, chip
  }

  package struct Field: Sendable {
    package var name: String
    package var type: FieldType
    package var unit: String?
    /// One count in units, as a fraction.
    package var scale: Fraction?
    package var minimum: Int?
    package var maximum: Int?
    package var isHexadecimal: Bool
    /// The device time at which the frame left.
    package var isDeparture: Bool
    package var doc: String
  }

  package struct Fraction: Sendable, Equatable {
    package var numerator: Int
    package var denominator: Int
    package var text: String { "\(numerator)/\(denominator)" }
  }

  package enum Scalar: String, Sendable, CaseIterable {
    case u8, u16, u32, u64, i16, i32

    package var byteCount: Int {
      switch self {
      case .u8: 1
      case .u16, .i16: 2
      case .u32, .i32: 4
      case .u64: 8
      }
    }

    package var isSigned: Bool { self == .i16 || self == .i32 }

    /// The values it can hold, as far as an `Int` can.
    package var range: ClosedRange<Int> {
      let bits = byteCount * 8
      if isSigned { return -(1 << (bits - 1))...(1 << (bits - 1)) - 1 }
      return 0...(bits == 64 ? Int.max : (1 << bits) - 1)
    }
  }

  package enum FieldType: Sendable, Equatable {
    case scalar(Scalar)
    case enumeration(String, Scalar)
    case flags(String, Scalar)
    case bytes(Int)
    /// The rest of the payload, at most so many bytes.
    case data(capacity: Int)
    case text(capacity: Int)
    case list(String)

    /// Length in bytes; nil for one that takes the rest of the payload.
    package var fixedByteCount: Int? {
      switch self {
      case .scalar(let scalar), .enumeration(_, let scalar), .flags(_, let scalar):
        scalar.byteCount
      case .bytes(let count): count
      case .data, .text, .list: nil
      }
    }
  }

  /// Length of a fixed-size field; nil for one that takes the rest of the payload.
  package func byteCount(_ type: FieldType) -> Int? { type.fixedByteCount }

  /// Length of the fixed-size fields together, in bytes.
  package func fixedByteCount(_ fields: [Field]) -> Int {
    fields.reduce(0) { $0 + (byteCount($1.type) ?? 0) }
  }

  package func record(_ name: String) -> Record {
    guard let record = records.first(where: { $0.name == name }) else {
      preconditionFailure("the parser let a list of unknown records through: \(name)")
    }
    return record
  }

  package func limit(_ name: String) -> Int {
    guard let limit = limits.first(where: { $0.name == name }) else {
      preconditionFailure("the parser let a contract without the limit \(name) through")
    }
    return limit.value
  }
}
