import BootWire
import Testing

private typealias Reader = SerialPacketReader<600>

private func write(_ packet: [UInt8]) -> [UInt8] {
  var line: [UInt8] = []
  SerialPacketWriter.write(packet.span.bytes) { line.append($0) }
  return line
}

private func array(_ bytes: RawSpan) -> [UInt8] {
  bytes.withUnsafeBytes { Array($0) }
}

/// The packets found in bytes, and how many were given up.
private func read(_ bytes: [UInt8]) -> (packets: [[UInt8]], faults: [SerialFault]) {
  var reader = Reader()
  var packets: [[UInt8]] = []
  var faults: [SerialFault] = []
  for byte in bytes {
    switch reader.receive(byte) {
    case .packet: packets.append(array(reader.packet))
    case .dropped(let fault): faults.append(fault)
    case nil: break
    }
  }
  #expect(reader.packets == UInt32(packets.count))
  #expect(reader.faults == UInt32(faults.count))
  return (packets, faults)
}

private func pattern(_ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 3) }
}

@Suite struct SerialPacketTests {
  /// As the PyPI package `smp` 4.2.0 writes "Hello, world!".
  @Test func aPacketOfThePythonPackage() {
    let line = Array("\u{06}\u{09}AA9IZWxsbywgd29ybGQhet4=\n".utf8)
    #expect(write(Array("Hello, world!".utf8)) == line)
    #expect(read(line).packets == [Array("Hello, world!".utf8)])
  }

  /// The same in lines of eight bytes.
  @Test func shortLinesMakeOnePacket() {
    let lines = [
      "\u{06}\u{09}AA9I", "\u{04}\u{14}ZWxs", "\u{04}\u{14}bywg", "\u{04}\u{14}d29y",
      "\u{04}\u{14}bGQh", "\u{04}\u{14}et4=",
    ]
    let bytes: [UInt8] = lines.flatMap { Array($0.utf8) + [0x0A] }
    #expect(read(bytes).packets == [Array("Hello, world!".utf8)])
  }

  @Test(arguments: [0, 1, 2, 3, 88, 89, 90, 91, 92, 181, 182, 183, 184, 599, 600])
  func whatIsWrittenIsRead(count: Int) {
    let bytes = write(pattern(count))
    #expect(bytes.count == SerialLine.byteCount(ofPacket: count))
    #expect(bytes.split(separator: 0x0A).allSatisfy { $0.count < SerialLine.byteCount })
    let found = read(bytes + bytes)
    #expect(found.packets == [pattern(count), pattern(count)])
    #expect(found.faults == [])
  }

  @Test func longerThanTheRoomIsDropped() {
    let found = read(write(pattern(601)) + write(pattern(5)))
    #expect(found.packets == [pattern(5)])
    #expect(found.faults.first == .length)
  }

  @Test func noiseBetweenLinesIsPassedOver() {
    let noise = Array("*** Booting ***\r\n".utf8) + [0, 6, 6, 4, 6, 0xFF]
    let found = read(noise + write(pattern(200)) + noise + write(pattern(3)))
    #expect(found.packets == [pattern(200), pattern(3)])
    #expect(found.faults == [])
  }

  @Test func aFurtherLineAloneIsDropped() {
    let lines = write(pattern(300)).split(separator: 0x0A).map { Array($0) + [UInt8(0x0A)] }
    let found = read(lines[1] + write(pattern(4)))
    #expect(found.faults == [.order])
    #expect(found.packets == [pattern(4)])
  }

  /// A line that is missing leaves a packet that does not end; the next one is whole again.
  @Test func aMissingLineCostsOnePacket() {
    let lines = write(pattern(300)).split(separator: 0x0A).map { Array($0) + [UInt8(0x0A)] }
    let found = read(lines[0] + lines[2...].flatMap { $0 } + write(pattern(4)))
    #expect(found.packets == [pattern(4)])
  }

  /// Every byte of a packet, each bit changed, dropped and doubled: never a wrong packet, and the
  /// next but one is read at the latest.
  @Test func everySpoiltByteCostsOnePacketAtMost() {
    let good = write(pattern(100))
    for index in good.indices {
      for bit in 0..<10 {
        var spoilt = good
        switch bit {
        case 8: spoilt.remove(at: index)
        case 9: spoilt.insert(good[index], at: index)
        default: spoilt[index] ^= 1 << UInt8(bit)
        }
        let found = read(spoilt + good + good).packets
        #expect(found.allSatisfy { $0 == pattern(100) }, "byte \(index), change \(bit)")
        #expect(found.count >= 1, "byte \(index), change \(bit)")
      }
    }
  }

  @Test func crcHasTheCataloguesCheckValue() {
    var crc = CRC16()
    for byte in "123456789".utf8 { crc.add(byte) }
    #expect(crc.value == 0x31C3)
  }
}
