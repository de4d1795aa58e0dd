import TestSupport
import Testing

@testable import SoleLink

@Suite("CRC-32, COBS and sequence numbers")
struct CodecTests {
  @Test("the CRC-32's check value")
  func checkValue() {
    #expect(CRC32.checksum(Array("123456789".utf8).span.bytes) == 0xCBF4_3926)
    #expect(CRC32.checksum([UInt8]().span.bytes) == 0)
  }

  @Test("the CRC-32 of every length, against one bit at a time")
  func everyLength() {
    let seed = TestSeed.next()
    var random = TestRandom(seed: seed)
    for length in 0...260 {
      let bytes = random.bytes(length)
      var register = UInt32.max
      for byte in bytes {
        register ^= UInt32(byte)
        for _ in 0..<8 {
          register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1
        }
      }
      #expect(CRC32.checksum(bytes.span.bytes) == ~register, "length \(length), seed \(seed)")
    }
  }

  @Test(
    "COBS by hand",
    arguments: [
      ([], [1]),
      ([0], [1, 1]),
      ([0, 0], [1, 1, 1]),
      ([0x11], [2, 0x11]),
      ([0x11, 0], [2, 0x11, 1]),
      ([0, 0x11], [1, 2, 0x11]),
      ([0x11, 0x22, 0, 0x33], [3, 0x11, 0x22, 2, 0x33]),
      (Array(1...253), [254] + Array(1...253)),
      (Array(1...254), [255] + Array(1...254)),
      (Array(2...253) + [0], [253] + Array(2...253) + [1]),
      (Array(1...253) + [0], [254] + Array(1...253) + [1]),
      ([0] + Array(1...253), [1, 254] + Array(1...253)),
    ] as [([UInt8], [UInt8])])
  func byHand(_ decoded: [UInt8], _ encoded: [UInt8]) {
    var output = [UInt8](repeating: 0xAA, count: 257)
    var span = output.mutableSpan
    #expect(COBS.encode(decoded.span.bytes, into: &span, at: 1) == encoded.count)
    #expect(Array(output[1...encoded.count]) == encoded)
    #expect(output[0] == 0xAA && output[encoded.count + 1] == 0xAA || encoded.count == 256)

    var back = [UInt8](repeating: 0xAA, count: 256)
    var backSpan = back.mutableSpan
    let isDecoded = COBS.decode(encoded.span.bytes, into: &backSpan)
    #expect(isDecoded)
    #expect(Array(back[..<decoded.count]) == decoded)
  }

  @Test(
    "COBS codes past the end",
    arguments: [[2], [3, 1], [255, 1], [1, 3, 1], [5, 1, 1, 1], [1, 255]] as [[UInt8]])
  func pastTheEnd(_ encoded: [UInt8]) {
    var output = [UInt8](repeating: 0, count: 255)
    var span = output.mutableSpan
    let isDecoded = COBS.decode(encoded.span.bytes, into: &span)
    #expect(!isDecoded)
  }

  @Test("missing frames by their sequence numbers")
  func sequence() {
    var tracker = SequenceTracker()
    #expect(tracker.receive(7) == 0)
    #expect(tracker.receive(8) == 0)
    #expect(tracker.receive(12) == 3)
    #expect(tracker.missing == 3)
    #expect(tracker.receive(12) == 0, "the same frame twice is no gap")
    #expect(tracker.receive(13) == 0)
    #expect(tracker.receive(254) == 0, "a step back is no gap")
    #expect(tracker.receive(255) == 0)
    #expect(tracker.receive(0) == 0, "the number wraps")
    #expect(tracker.receive(128) == 127)
    #expect(tracker.receive(1) == 0, "128 missing can't be told from a step back")
    #expect(tracker.missing == 130)
  }

  @Test("an encoder numbers its frames and wraps")
  func numbering() {
    var encoder = FrameEncoder()
    let numbers = (0..<258).map { _ -> UInt8 in
      var decoder = FrameDecoder()
      for byte in encoder.encode(Wire.StatusQuery()).array { _ = decoder.receive(byte) }
      return decoder.frame.uint8(at: 1)
    }
    #expect(numbers == (0..<258).map { UInt8($0 % 256) })
  }

  @Test("a line stuck at one is counted, not kept")
  func stuckLine() {
    var decoder = FrameDecoder()
    for _ in 0..<100_000 { #expect(decoder.receive(0xFF) == nil) }
    #expect(decoder.receive(0) == .oversize)
    #expect(decoder.counters.discardedBytes == 100_000)
    #expect(decoder.counters.oversizeFrames == 1)
  }

  @Test("a count stays at its end")
  func saturation() {
    var count = UInt32.max - 1
    count.countUp()
    count.countUp()
    #expect(count == .max)
    count = 5
    count.countUp(by: .max)
    #expect(count == .max)
  }

  @Test("variable fields hold what the payload has room for, and no more")
  func capacity() {
    var log = Wire.Log()
    while log.text.append(0x7A) {}
    #expect(log.text.count == 239)
    #expect(FrameEncoder.encode(log, sequence: 0).count == FrameLimits.wireBytes)
    var chunk = Wire.RecordChunk()
    while chunk.data.append(1) {}
    #expect(FrameEncoder.encode(chunk, sequence: 0).count == FrameLimits.wireBytes)
    let tooLong = [UInt8](repeating: 0, count: 249)
    #expect(throws: PayloadError.wrongLength(type: 0x0A, actual: 249)) {
      try Wire.Loopback(payload: tooLong.span.bytes)
    }
  }
}
