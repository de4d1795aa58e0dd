import SoleLink
import TestSupport
import Testing

@Suite("Random streams")
struct RandomTests {
  @Test("random payloads come back as they were, whatever the cuts")
  func roundTrips() throws {
    let seed = TestSeed.next()
    var random = TestRandom(seed: seed)
    var encoder = FrameEncoder()
    var bytes: [UInt8] = []
    var sent: [[UInt8]] = []
    for _ in 0..<2000 {
      var message = Wire.Loopback()
      // Zeros often, so that COBS has something to do.
      let zeros = Int.random(in: 0...3, using: &random)
      for _ in 0..<Int.random(in: 0...248, using: &random) {
        message.data.append(
          Int.random(in: 0...3, using: &random) < zeros
            ? 0 : UInt8.random(in: .min ... .max, using: &random))
      }
      sent.append((0..<message.data.count).map { message.data[$0] })
      bytes += encoder.encode(message).array
    }
    let cuts = (0..<300).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
    let log = ChunkLog.cut(bytes, at: cuts)
    #expect(
      log.entries.map { Array($0.frame.dropFirst(2)) } == sent,
      "again with SOLERIG_TEST_SEED=\(seed)")
    #expect(log.counters.frames == 2000)
    #expect(log.counters.discardedBytes == 0)
  }

  @Test("every byte of a stream is in a frame, dropped and counted, a delimiter, or waiting")
  func conservation() {
    let seed = TestSeed.next()
    var random = TestRandom(seed: seed)
    for _ in 0..<200 {
      var bytes: [UInt8] = []
      var encoder = FrameEncoder()
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        if Bool.random(using: &random) {
          bytes += random.bytes(Int.random(in: 0...400, using: &random))
        } else {
          bytes += encoder.encode(Wire.Hello(contractHash: random.next())).array
        }
      }
      let log = ChunkLog.byByte(bytes)
      let framed = log.entries.filter { $0.kind == .frame }.map(\.encoded.count).reduce(0, +)
      let delimiters = bytes.count { $0 == 0 }
      let total =
        framed + Int(log.counters.discardedBytes) + Int(log.pendingBytes) + delimiters
      #expect(total == bytes.count, "again with SOLERIG_TEST_SEED=\(seed)")
    }
  }

  @Test("a good frame is found after any garbage that ends with a delimiter")
  func recovery() {
    let seed = TestSeed.next()
    var random = TestRandom(seed: seed)
    for _ in 0..<500 {
      let garbage = random.bytes(Int.random(in: 0...600, using: &random))
      let good = FrameEncoder.encode(Wire.TimeSync(exchange: 99), sequence: 5).array
      let log = ChunkLog.byByte(garbage + good)
      #expect(log.entries.last?.kind == .frame, "again with SOLERIG_TEST_SEED=\(seed)")
    }
  }

  @Test("the fuzzers' corpus: all ways of feeding agree")
  func corpus() throws {
    let inputs = try Vectors.corpus("decoder")
    try #require(inputs.count > 30)
    for input in inputs {
      let whole = ChunkLog.cut(input.bytes, at: [])
      #expect(whole == ChunkLog.byByte(input.bytes), "\(input.name)")
    }
  }
}
