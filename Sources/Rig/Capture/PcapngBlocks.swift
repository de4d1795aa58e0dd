/// Writes blocks of a pcapng file (IETF draft-ietf-opsawg-pcapng), little-endian.
struct PcapngBlocks {
  private(set) var bytes: [UInt8] = []

  /// One option of a block.
  struct Option {
    var code: UInt16
    var value: [UInt8]

    static func text(_ code: UInt16, _ text: String) -> Self {
      // A length is 16 bits wide.
      Option(code: code, value: Array(text.utf8.prefix(65_535)))
    }
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func sectionHeader(_ options: [Option]) {
    block(Pcapng.sectionHeader) { body in
      body.append(Pcapng.byteOrderMagic)
      body.append(UInt16(1))
      body.append(UInt16(0))
      body.append(UInt64.max)
      body.append(options)
    }
  }

  mutating func interface(linkType: UInt16, name: String, description: String) {
    block(Pcapng.interfaceDescription) { body in
      body.append(linkType)
      body.append(UInt16(0))
      body.append(UInt32(0))
      body.append([
        .text(2, name), .text(3, description), Option(code: 9, value: [9]),
      ])
    }
  }

  /// - Parameters:
  ///   - time: nanoseconds since 1970.
  ///   - length: the packet's length before it was cut to `data`.
  mutating func packet(
    interface: UInt32, time: UInt64, data: RawSpan, length: Int, flags: UInt32
  ) {
    let start = open(Pcapng.enhancedPacket)
    bytes.append(interface)
    bytes.append(UInt32(truncatingIfNeeded: time >> 32))
    bytes.append(UInt32(truncatingIfNeeded: time))
    bytes.append(UInt32(data.byteCount))
    bytes.append(UInt32(length))
    data.withUnsafeBytes { bytes.append(contentsOf: $0) }
    bytes.pad()
    bytes.append([Option(code: 2, value: [UInt8](littleEndian: flags))])
    close(start)
  }

  private mutating func block(_ type: UInt32, _ body: (inout [UInt8]) -> Void) {
    let start = open(type)
    body(&bytes)
    close(start)
  }

  private mutating func open(_ type: UInt32) -> Int {
    let start = bytes.count
    bytes.append(type)
    bytes.append(UInt32(0))
    return start
  }

  private mutating func close(_ start: Int) {
    let length = UInt32(bytes.count - start + 4)
    bytes.append(length)
    for (offset, byte) in [UInt8](littleEndian: length).enumerated() {
      bytes[start + 4 + offset] = byte
    }
  }
}

/// Numbers of the format.
enum Pcapng {
  static let sectionHeader: UInt32 = 0x0A0D_0D0A
  static let interfaceDescription: UInt32 = 1
  static let enhancedPacket: UInt32 = 6
  static let byteOrderMagic: UInt32 = 0x1A2B_3C4D
  static let linkTypeUser0: UInt16 = 147
  static let linkTypeUser1: UInt16 = 148
}

extension [UInt8] {
  init(littleEndian number: some FixedWidthInteger) {
    self.init()
    append(number)
  }

  mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  mutating func append(_ options: [PcapngBlocks.Option]) {
    for option in options {
      append(option.code)
      append(UInt16(option.value.count))
      append(contentsOf: option.value)
      pad()
    }
    append(UInt32(0))
  }

  mutating func pad() {
    while count % 4 != 0 { append(UInt8(0)) }
  }
}
