import Foundation
import SoleLink

/// A message's fields as the vectors state them: numbers, names, lists of names, texts.
struct VectorFields: Decodable, Sendable {
  enum Value: Sendable {
    case number(Int64)
    case text(String)
    case names([String])
    case rows([[Int64]])
  }

  private var values: [String: Value]

  /// A field that a vector lacks, or of another type than the message's.
  struct Mismatch: Error {
    var field: String
  }

  init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: Value].self)
  }

  func number<Number: FixedWidthInteger>(_ name: String) throws -> Number {
    switch values[name] {
    case .number(let value):
      if let number = Number(exactly: value) { return number }
    case .text(let text):
      if let number = Number(text) { return number }
    default: break
    }
    throw Mismatch(field: name)
  }

  func text(_ name: String) throws -> String {
    guard case .text(let text) = values[name] else { throw Mismatch(field: name) }
    return text
  }

  func bytes(_ name: String) throws -> [UInt8] {
    guard let bytes = HexBytes.parse(try text(name)) else { throw Mismatch(field: name) }
    return bytes
  }

  func names(_ name: String) throws -> [String] {
    switch values[name] {
    case .names(let names): return names
    case .rows(let rows) where rows.isEmpty: return []
    default: throw Mismatch(field: name)
    }
  }

  func samples(_ name: String) throws -> Wire.SampleList {
    guard case .rows(let rows) = values[name] else { throw Mismatch(field: name) }
    var list = Wire.SampleList()
    for row in rows {
      let item = row.compactMap { Int16(exactly: $0) }
      guard item.count == 6,
        list.append(
          Wire.Sample(
            accelerationX: item[0], accelerationY: item[1], accelerationZ: item[2],
            angularRateX: item[3], angularRateY: item[4], angularRateZ: item[5]))
      else { throw Mismatch(field: name) }
    }
    return list
  }

  func payload<let capacity: Int>(_ bytes: [UInt8]) throws -> PayloadBytes<capacity> {
    var payload = PayloadBytes<capacity>()
    for byte in bytes where !payload.append(byte) { throw Mismatch(field: "too long") }
    return payload
  }

  func fixed<let count: Int>(_ name: String) throws -> FixedBytes<count> {
    let bytes = try bytes(name)
    guard bytes.count == count else { throw Mismatch(field: name) }
    var fixed = FixedBytes<count>()
    for (index, byte) in bytes.enumerated() { fixed[index] = byte }
    return fixed
  }
}

extension VectorFields.Value: Decodable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int64.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let rows = try? container.decode([[Int64]].self) {
      self = .rows(rows)
    } else {
      self = .names(try container.decode([String].self))
    }
  }
}
