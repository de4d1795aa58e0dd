import SoleLink
import Testing

@testable import TestRun

/// What is spoilt on purpose is spoilt in exactly that way, and harms nothing behind it.
struct SpoiltChunkTests {
  /// What a decoder finds in bytes that end with a delimiter.
  private func kinds(_ bytes: [UInt8]) -> [ChunkKind] {
    var decoder = FrameDecoder()
    var kinds: [ChunkKind] = []
    decoder.receive(bytes.span.bytes) { kind, _, _ in kinds.append(kind) }
    #expect(decoder.pendingBytes == 0)
    return kinds
  }

  private static let chunks: [(SpoiltChunk, ChunkKind)] =
    (1...6).flatMap { bytes in
      (0..<50).map { (.noise(bytes: bytes, seed: $0), ChunkKind.noise) }
    }
    + (1...20).flatMap { count in
      [
        (.crcError(Plans.plan(400).message(from: count * 19, count: count)), .crcError),
        (.cutFrame(Plans.plan(400).message(from: count * 19, count: count)), .cut),
      ]
    } + [(.oversizeFrame, .oversize), (.unknownType, .frame)]

  @Test func eachIsOneChunkOfItsKindAndTheNextFrameIsFound() {
    for (chunk, kind) in Self.chunks {
      var encoder = FrameEncoder()
      let next = HostMessage.statusQuery(.init())
      let before = encoder.encode(next).array
      let bytes = before + chunk.wireBytes(&encoder) + encoder.encode(next).array
      #expect(kinds(bytes) == [.frame, kind, .frame], "\(chunk)")
    }
  }

  /// Samples of zeros, of ones, and any: a bit can be flipped and a block cut in all of them.
  @Test func theSamplesDoNotMatter() {
    let values: [Int16] = [0, 1, -1, 0x0100, .min, .max, 257]
    for value in values {
      for firstIndex: UInt32 in [0, 1, 256, 0x0101_0101] {
        var list = Wire.SampleList()
        list.append(
          Wire.Sample(
            accelerationX: value, accelerationY: value, accelerationZ: value, angularRateX: value,
            angularRateY: value, angularRateZ: value))
        let message = Wire.Samples(firstIndex: firstIndex, samples: list)
        var encoder = FrameEncoder()
        #expect(kinds(SpoiltChunk.crcError(message).wireBytes(&encoder)) == [.crcError])
        #expect(kinds(SpoiltChunk.cutFrame(message).wireBytes(&encoder)) == [.cut])
      }
    }
  }

  /// What the line spoils has had a number, what is noise had none.
  @Test func onlyAFrameUsesUpASequenceNumber() {
    let samples = Plans.plan(20).message(from: 0, count: 20)
    for (chunk, used) in [
      (SpoiltChunk.noise(bytes: 3, seed: 1), 0), (.oversizeFrame, 0), (.crcError(samples), 1),
      (.cutFrame(samples), 1), (.unknownType, 1),
    ] {
      var encoder = FrameEncoder()
      _ = chunk.wireBytes(&encoder)
      #expect(encoder.nextSequence == UInt8(used), "\(chunk)")
    }
  }

  @Test func theUnknownTypeIsUnknown() {
    var encoder = FrameEncoder()
    var decoder = FrameDecoder()
    let bytes = SpoiltChunk.unknownType.wireBytes(&encoder)
    decoder.receive(bytes.span.bytes) { _, _, frame in
      #expect(throws: PayloadError.unknownType(0x7F)) {
        try HostMessage(type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2))
      }
    }
    #expect(decoder.counters.frames == 1)
  }

  @Test func theSameSeedGivesTheSameNoise() {
    var encoder = FrameEncoder()
    let noise = SpoiltChunk.noise(bytes: 6, seed: 7).wireBytes(&encoder)
    #expect(noise == SpoiltChunk.noise(bytes: 6, seed: 7).wireBytes(&encoder))
    #expect(noise != SpoiltChunk.noise(bytes: 6, seed: 8).wireBytes(&encoder))
  }
}
