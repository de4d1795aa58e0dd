/// Bytes at addresses as text: Intel's hexadecimal object file format (1988), what a DAPLink drive
/// and most tools take.
package struct IntelHex: Sendable, Equatable {
  /// Bytes that follow each other.
  package struct Segment: Sendable, Equatable {
    package let address: Int
    package var bytes: [UInt8]

    package init(address: Int, bytes: [UInt8]) {
      self.address = address
      self.bytes = bytes
    }
  }

  package private(set) var segments: [Segment]

  /// No chip here has more.
  private static let byteLimit = 4 << 20
  private static let bytesPerRecord = 16

  private enum Kind: UInt8 {
    case data, end, segmentBase, segmentStart, linearBase, linearStart
  }

  package init(segments: [Segment]) { self.segments = segments }

  /// The file's text; what is erased (0xFF) for a whole record is left out.
  package var text: [UInt8] {
    var lines: [String] = []
    var upper = 0
    for segment in segments {
      for start in stride(from: 0, to: segment.bytes.count, by: Self.bytesPerRecord) {
        let end = min(start + Self.bytesPerRecord, segment.bytes.count)
        let bytes = Array(segment.bytes[start..<end])
        if bytes.allSatisfy({ $0 == 0xFF }) { continue }
        let address = segment.address + start
        precondition(address & 0xFFFF + bytes.count <= 0x10000, "a record crosses 64 KB")
        if address >> 16 != upper {
          upper = address >> 16
          lines.append(
            Self.record(.linearBase, 0, [UInt8(upper >> 8), UInt8(truncatingIfNeeded: upper)]))
        }
        lines.append(Self.record(.data, address & 0xFFFF, bytes))
      }
    }
    lines.append(Self.record(.end, 0, []))
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func record(_ kind: Kind, _ address: Int, _ bytes: [UInt8]) -> String {
    let head = [
      UInt8(bytes.count), UInt8(address >> 8), UInt8(truncatingIfNeeded: address), kind.rawValue,
    ]
    let all = head + bytes
    let sum = all.reduce(UInt8(0), &+)
    return ":" + (all + [0 &- sum]).map(digits).joined()
  }

  private static func digits(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + text : text
  }

  /// Reads a file's text; an error names the line.
  package init(parsing text: [UInt8], name: String) throws(PackError) {
    segments = []
    var (base, count, number, isOver) = (0, 0, 0, false)
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A }) {
      number += 1
      let trimmed = line.last == 0x0D ? line.dropLast() : line
      if trimmed.isEmpty { continue }
      func fail(_ cause: String) -> PackError {
        PackError("read \(name)", "line \(number): \(cause)")
      }
      guard !isOver else { throw fail("there is more behind the end record") }
      guard let record = Self.bytes(of: trimmed) else { throw fail("it is no record of Intel HEX") }
      guard record.reduce(0, &+) == 0 else { throw fail("its checksum is wrong") }
      let data = record[4..<(record.count - 1)]
      let address = Int(record[1]) << 8 | Int(record[2])
      func word() throws(PackError) -> Int {
        guard data.count == 2 else { throw fail("an address of \(data.count) bytes") }
        return Int(data[4]) << 8 | Int(data[5])
      }
      switch Kind(rawValue: record[3]) {
      case .data:
        count += data.count
        guard count <= Self.byteLimit else { throw fail("more than \(Self.byteLimit) bytes") }
        append(data, at: base + address)
      case .end: isOver = true
      case .segmentBase: base = try word() << 4
      case .linearBase: base = try word() << 16
      case .segmentStart, .linearStart: continue
      case nil: throw fail("a record of type \(record[3])")
      }
    }
    guard isOver else { throw PackError("read \(name)", "it has no end record: it is cut") }
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>, at address: Int) {
    if let last = segments.indices.last,
      segments[last].address + segments[last].bytes.count == address
    {
      segments[last].bytes += bytes
    } else {
      segments.append(Segment(address: address, bytes: Array(bytes)))
    }
  }

  /// A record's bytes, of which there are as many as it says; nil for what is none.
  private static func bytes(of line: ArraySlice<UInt8>) -> [UInt8]? {
    guard line.first == UInt8(ascii: ":"), line.count % 2 == 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(line.count / 2)
    var index = line.startIndex + 1
    while index < line.endIndex {
      guard let high = nibble(line[index]), let low = nibble(line[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
      index += 2
    }
    guard bytes.count >= 5, bytes.count == Int(bytes[0]) + 5 else { return nil }
    return bytes
  }

  private static func nibble(_ character: UInt8) -> UInt8? {
    switch character {
    case 0x30...0x39: character - 0x30
    case 0x41...0x46: character - 0x37
    case 0x61...0x66: character - 0x57
    default: nil
    }
  }

  /// The chip's flash from address 0 up to the last byte below a limit; gaps read as erased.
  package func flash(below limit: Int) -> [UInt8] {
    var flash: [UInt8] = []
    for segment in segments where segment.address < limit {
      let end = min(segment.address + segment.bytes.count, limit)
      if flash.count < end {
        flash.append(contentsOf: repeatElement(0xFF, count: end - flash.count))
      }
      flash.replaceSubrange(
        segment.address..<end, with: segment.bytes.prefix(end - segment.address))
    }
    return flash
  }
}
