/// What a byte of the line made complete.
public enum SerialReception: Equatable, Sendable {
  /// A packet with the right checksum; `packet` holds it until the next byte.
  case packet
  /// A line or a packet that had begun was given up.
  case dropped(SerialFault)
}

/// Why what came over the line is no packet.
public enum SerialFault: UInt8, Equatable, Sendable, CaseIterable {
  /// A character that is not of Base64, or padding within a line.
  case alphabet
  /// A further line without a first one.
  case order
  /// A packet longer than there is room, or shorter than its own checksum.
  case length
  /// More bytes than the packet's length told.
  case excess
  /// The CRC-16 does not fit.
  case checksum
}

/// Finds SMP packets in the bytes of a serial line, and counts what is none.
///
/// What stands between lines (a boot message, noise) is passed over. It holds one packet of at most
/// `capacity` bytes, and cannot be copied, like the sole link's decoder.
public struct SerialPacketReader<let capacity: Int>: ~Copyable, Sendable {
  private enum Place { case between, firstMark, furtherMark, text, skipping }

  /// Packets that came whole.
  public private(set) var packets: UInt32 = 0
  /// Lines and packets that were given up.
  public private(set) var faults: UInt32 = 0

  private var buffer = InlineArray<capacity, UInt8>(repeating: 0)
  private var place = Place.between
  private var group: UInt32 = 0
  private var groupCount = 0
  private var paddingCount = 0
  /// Bytes decoded so far, the length before the packet included; 0 where none has begun.
  private var decodedBytes = 0
  /// What the length says: bytes of the packet, without its checksum.
  private var packetBytes = 0
  private var length: UInt16 = 0
  private var checksum: UInt16 = 0
  private var crc = CRC16()
  private var isOpen = false

  public init() {}

  /// The last packet.
  public var packet: RawSpan {
    @_lifetime(borrow self)
    borrowing get { buffer.span.bytes.extracting(first: packetBytes) }
  }

  /// Whether a line has begun and not ended: someone is talking SMP.
  public var isWithinLine: Bool { place == .text }

  /// Takes one byte; tells what it completed.
  @inline(never)
  public mutating func receive(_ byte: UInt8) -> SerialReception? {
    switch place {
    case .between, .skipping:
      if byte == SerialLine.firstMark.0 {
        place = .firstMark
      } else if byte == SerialLine.furtherMark.0 {
        place = .furtherMark
      } else if byte == SerialLine.end {
        place = .between
      }
      return nil
    case .firstMark:
      guard byte == SerialLine.firstMark.1 else { return restart(byte) }
      begin()
      return nil
    case .furtherMark:
      guard byte == SerialLine.furtherMark.1 else { return restart(byte) }
      guard isOpen else { return give(up: .order) }
      beginLine()
      return nil
    case .text:
      return receiveText(byte)
    }
  }

  /// The first byte of a mark may follow the first byte of another.
  private mutating func restart(_ byte: UInt8) -> SerialReception? {
    place = .between
    return receive(byte)
  }

  @inline(never)
  private mutating func begin() {
    isOpen = true
    decodedBytes = 0
    packetBytes = 0
    length = 0
    checksum = 0
    crc = CRC16()
    beginLine()
  }

  private mutating func beginLine() {
    place = .text
    group = 0
    groupCount = 0
    paddingCount = 0
  }

  @inline(never)
  private mutating func give(up fault: SerialFault) -> SerialReception {
    place = .skipping
    isOpen = false
    packetBytes = 0
    faults &+= 1
    return .dropped(fault)
  }

  private mutating func receiveText(_ byte: UInt8) -> SerialReception? {
    if byte == SerialLine.end { return endLine() }
    if byte == Base64.padding {
      guard groupCount >= 2 else { return give(up: .alphabet) }
      paddingCount += 1
      group <<= 6
    } else {
      // Nothing follows padding in a line; a mark here means that the line's end was lost.
      guard paddingCount == 0, let value = Base64.value(of: byte) else {
        let dropped = give(up: .alphabet)
        if byte == SerialLine.firstMark.0 { place = .firstMark }
        return dropped
      }
      group = group << 6 | UInt32(value)
    }
    groupCount += 1
    return groupCount == 4 ? endGroup() : nil
  }

  private mutating func endGroup() -> SerialReception? {
    guard paddingCount <= 2 else { return give(up: .alphabet) }
    for index in 0..<(3 - paddingCount) {
      let byte = UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * index))
      if let fault = take(byte) { return give(up: fault) }
    }
    group = 0
    groupCount = 0
    return nil
  }

  private mutating func take(_ byte: UInt8) -> SerialFault? {
    let index = decodedBytes
    switch index {
    case 0:
      length = UInt16(byte) << 8
    case 1:
      length |= UInt16(byte)
      guard length >= 2, Int(length) - 2 <= capacity else { return .length }
      packetBytes = Int(length) - 2
    case 2..<(2 + packetBytes):
      buffer[index - 2] = byte
      crc.add(byte)
    case 2 + packetBytes: checksum = UInt16(byte) << 8
    case 3 + packetBytes: checksum |= UInt16(byte)
    default: return .excess
    }
    decodedBytes = index + 1
    return nil
  }

  private mutating func endLine() -> SerialReception? {
    place = .between
    guard groupCount == 0 else { return give(up: .alphabet) }
    guard decodedBytes >= 2, decodedBytes == packetBytes + SerialLine.aroundByteCount else {
      return nil
    }
    isOpen = false
    guard checksum == crc.value else { return give(up: .checksum) }
    packets &+= 1
    return .packet
  }
}
