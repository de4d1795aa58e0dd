import SoleLink

/// Pages as protocols/session-record.md describes them, made bit by bit for tests.
struct RecordWriter {
  var record: UInt32 = 7
  var interval: UInt8 = 0
  var rate: UInt16 = 200
  private var entries: [[UInt8]] = []

  /// One field: value and number of bits.
  typealias Field = (value: Int, bits: Int)

  mutating func add(kind: Int, _ fields: [Field]) {
    var bits = [Bool]()
    func put(_ value: Int, _ count: Int) {
      for bit in 0..<count { bits.append(value >> bit & 1 == 1) }
    }
    put(kind, 3)
    for field in fields { put(field.value, field.bits) }
    put(0, 75 - bits.count)
    let covered = bytes(of: bits + [Bool](repeating: false, count: 5))
    put(Int(Self.crc(covered)), 16)
    put(bits[64..<91].count { !$0 }, 5)
    entries.append(bytes(of: bits))
  }

  private func bytes(of bits: [Bool]) -> [UInt8] {
    stride(from: 0, to: bits.count, by: 8).map { start in
      (0..<8).reduce(0) { $0 | (bits[start + $1] ? 1 << $1 : 0) }
    }
  }

  /// By polynomial division of the message with 0xFFFF in front, as the textbook has it.
  static func crc(_ bytes: [UInt8]) -> UInt16 {
    var register: UInt32 = 0xFFFF
    for byte in bytes {
      for bit in (0..<8).reversed() {
        let isOut = register & 0x8000 != 0
        let isIn = byte >> bit & 1 == 1
        register = register << 1 & 0xFFFF
        if isOut != isIn { register ^= 0x1021 }
      }
    }
    return UInt16(register)
  }

  mutating func addStride(
    sixteenths: Int, milliseconds: Int, length: Int, contact: Int = 250, angle: Int = 9,
    pronation: Int = -3, impact: Int = 11, isRun: Bool = true, isFlagged: Bool = false,
    hasContact: Bool = true
  ) {
    add(
      kind: 0,
      [
        (sixteenths, 15), (milliseconds, 12), (length, 13), (contact, 10), (angle, 7),
        (pronation, 6), (impact, 6), (isRun ? 1 : 0, 1), (isFlagged ? 1 : 0, 1),
        (hasContact ? 0 : 1, 1),
      ])
  }

  mutating func addPart(_ kind: Int, _ part: Int, _ first: Int, _ second: Int) {
    add(kind: kind, [(part, 4), (first, 32), (second, 32), (0, 4)])
  }

  /// The pages; each begins at the time given for it, in sixteenths of a sample.
  func pages(begin: [UInt32] = [0], perPage: Int = 82) -> [UInt8] {
    var result: [UInt8] = []
    for place in begin.indices {
      var header: [UInt8] = [0x53, 0x52, 1, interval]
      for value in [record, UInt32(place) + 40] { header += value.bytes(4) }
      header += UInt32(place).bytes(2) + UInt32(rate).bytes(2)
      header += begin[place].bytes(4) + UInt32(0).bytes(4) + UInt32(0).bytes(4)
      header += CRC32.checksum(header.span.bytes).bytes(4)
      header += [UInt8](repeating: 0xFF, count: 8)
      let own = entries.dropFirst(place * perPage).prefix(perPage).flatMap(\.self)
      result += header + own + [UInt8](repeating: 0xFF, count: 984 - own.count)
    }
    return result
  }
}

extension UInt32 {
  fileprivate func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}
