internal import Foundation

/// A file of the Flexible and Interoperable Data Transfer format: definitions, messages, checksums
/// (Garmin, FIT Protocol, D00001275).
struct FITFile {
  /// One field of a message: number and type by the profile, the value already scaled.
  struct Field {
    enum Value {
      case enumerated(UInt8)
      case uint8(UInt8)
      case uint16(UInt16)
      case uint32(UInt32)
      /// A serial number, for which 0 is no value.
      case uint32z(UInt32)
      /// UTF-8, ended by a zero, in a field of so many bytes.
      case text(String, bytes: Int)
    }

    var number: UInt8
    var value: Value

    init(_ number: UInt8, _ value: Value) {
      self.number = number
      self.value = value
    }
  }

  private static let protocolVersion: UInt8 = 0x20
  private static let profileVersion: UInt16 = 2158
  private static let mostLocalTypes = 16

  private var body: [UInt8] = []
  /// The definitions under way, by local type: a message of another shape takes the oldest's place.
  private var definitions: [[UInt8]] = []
  private var next = 0

  /// Adds a message; its definition goes before it where it is not known yet.
  mutating func add(_ global: UInt16, _ fields: [Field]) {
    let definition = Self.definition(global, fields)
    let local = definitions.firstIndex(of: definition) ?? define(definition)
    body.append(UInt8(local))
    for field in fields { body += field.value.bytes }
  }

  private mutating func define(_ definition: [UInt8]) -> Int {
    let local = next % Self.mostLocalTypes
    next += 1
    if local < definitions.count {
      definitions[local] = definition
    } else {
      definitions.append(definition)
    }
    body.append(0x40 | UInt8(local))
    body += definition
    return local
  }

  /// Reserved, little-endian, global number, fields: number, size, base type.
  private static func definition(_ global: UInt16, _ fields: [Field]) -> [UInt8] {
    [0, 0] + global.littleEndianBytes + [UInt8(fields.count)]
      + fields.flatMap { [$0.number, UInt8($0.value.bytes.count), $0.value.baseType] }
  }

  /// The whole file.
  var bytes: [UInt8] {
    var header: [UInt8] = [14, Self.protocolVersion]
    header += Self.profileVersion.littleEndianBytes
    header += UInt32(body.count).littleEndianBytes
    header += Array(".FIT".utf8)
    header += Self.checksum(header).littleEndianBytes
    let all = header + body
    return all + Self.checksum(all).littleEndianBytes
  }

  /// CRC-16/ARC: polynomial 0x8005, least significant bit first, from 0.
  static func checksum(_ bytes: [UInt8]) -> UInt16 {
    bytes.reduce(0) { crc, byte in
      (0..<8).reduce(crc ^ UInt16(byte)) { crc, _ in
        crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xA001
      }
    }
  }
}

extension FITFile.Field.Value {
  var bytes: [UInt8] {
    switch self {
    case .enumerated(let value), .uint8(let value): [value]
    case .uint16(let value): value.littleEndianBytes
    case .uint32(let value), .uint32z(let value): value.littleEndianBytes
    case .text(let text, let count):
      Array(Array(text.utf8).prefix(count - 1))
        + [UInt8](repeating: 0, count: count - min(text.utf8.count, count - 1))
    }
  }

  var baseType: UInt8 {
    switch self {
    case .enumerated: 0x00
    case .uint8: 0x02
    case .uint16: 0x84
    case .uint32: 0x86
    case .uint32z: 0x8C
    case .text: 0x07
    }
  }
}

extension FixedWidthInteger {
  fileprivate var littleEndianBytes: [UInt8] {
    (0..<Self.bitWidth / 8).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}
