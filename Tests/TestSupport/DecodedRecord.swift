/// What a record's bytes say, decoded apart from the store's code, after
/// protocols/session-record.md alone.
package struct DecodedRecord: Equatable {
  package enum Entry: Equatable {
    case stride(time: UInt32, length: UInt32, milliseconds: UInt32)
    case interval(end: UInt32, strides: UInt32, distance: UInt32)
    case time(UInt32)
    case beginning(part: UInt32, UInt32, UInt32)
    case summary(part: UInt32, UInt32, UInt32)
  }

  package var number: UInt32 = 0
  package var entries: [Entry] = []
  /// Strides, distance and time as each page's header tells them: to be held against the entries.
  package var heads: [(time: UInt32, strides: UInt32, distance: UInt32)] = []
  package var lostPages = 0
  package var badEntries = 0

  package init(_ bytes: [UInt8]) throws {
    for (place, start) in stride(from: 0, to: bytes.count, by: 1024).enumerated() {
      let page = Array(bytes[start..<start + 1024])
      guard word(page, 0) & 0xFFFFFF == 0x01_5253, crc32(page[0..<28]) == word(page, 28),
        word(page, 12) & 0xFFFF == UInt32(place)
      else {
        lostPages += 1
        continue
      }
      number = word(page, 4)
      let rate = word(page, 12) >> 16
      var time = word(page, 16)
      heads.append((time, word(page, 20), word(page, 24)))
      for slot in 0..<82 {
        let bits = Bits(page, 40 + slot * 12)
        if bits.isBlank { continue }
        guard bits.isWhole else {
          badEntries += 1
          continue
        }
        switch bits.number(0, 3) {
        case 0:
          time &+= bits.number(3, 15)
          entries.append(
            .stride(time: time, length: bits.number(30, 13), milliseconds: bits.number(18, 12)))
        case 1, 2:
          time &+= bits.number(3, 6) * rate * 16
          entries.append(
            .interval(end: time, strides: bits.number(9, 7), distance: bits.number(16, 20)))
        case 3:
          time = bits.number(3, 32)
          entries.append(.time(time))
        case 4:
          entries.append(
            .beginning(part: bits.number(3, 4), bits.number(7, 32), bits.number(39, 32)))
        default:
          entries.append(
            .summary(part: bits.number(3, 4), bits.number(7, 32), bits.number(39, 32)))
        }
      }
    }
  }

  package var lengths: [UInt32] {
    entries.compactMap { if case .stride(_, let length, _) = $0 { length } else { nil } }
  }

  package var hasSummary: Bool {
    entries.contains { if case .summary(part: 6, _, _) = $0 { true } else { false } }
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.number == right.number && left.entries == right.entries
  }
}

private func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
  (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32($1 * 8) }
}

private func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
  var register = UInt32.max
  for byte in bytes {
    register ^= UInt32(byte)
    for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1 }
  }
  return ~register
}

/// The 96 bits of an entry.
private struct Bits {
  private let words: [UInt32]

  init(_ page: [UInt8], _ offset: Int) {
    words = (0..<3).map { word(page, offset + $0 * 4) }
  }

  var isBlank: Bool { words.allSatisfy { $0 == .max } }

  private func bit(_ place: Int) -> Bool { words[place / 32] >> UInt32(place % 32) & 1 == 1 }

  func number(_ first: Int, _ count: Int) -> UInt32 {
    var number: UInt32 = 0
    for place in 0..<count where bit(first + place) { number |= 1 << UInt32(place) }
    return number
  }

  var isWhole: Bool {
    var register: UInt32 = 0xFFFF
    for byte in 0..<10 {
      for place in stride(from: byte * 8 + 7, through: byte * 8, by: -1) {
        let input = place < 75 && bit(place)
        let top = register & 0x8000 != 0
        register = register << 1 & 0xFFFF
        if top != input { register ^= 0x1021 }
      }
    }
    var zeros: UInt32 = 0
    for place in 64..<91 where !bit(place) { zeros += 1 }
    return number(75, 16) == register && number(91, 5) == zeros
  }
}
