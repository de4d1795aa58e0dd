import CAllocationCount
import SoleLink

/// Decodes a stream of frames from memory, and counts time and allocations.
struct DecodeBench {
  static let frames = 100_000
  static let payloadBytes = 48
  /// As much as one read of a fast line gives; its end cuts a frame in two.
  static let pieceBytes = 65_536

  let stream: [UInt8]

  struct Result {
    var framesPerSecond = 0.0
    var megabytesPerSecond = 0.0
    var allocationsPerFrame = 0.0
    var rounds = 0
  }

  /// Frames of random bytes; the same each time.
  init() {
    var state: UInt64 = 0x5EED
    var encoder = FrameEncoder()
    var stream: [UInt8] = []
    for _ in 0..<Self.frames {
      var message = Wire.LoopbackReply()
      for _ in 0..<Self.payloadBytes {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        message.data.append(UInt8(truncatingIfNeeded: state >> 56))
      }
      let frame = encoder.encode(message)
      for index in 0..<frame.count { stream.append(frame[index]) }
    }
    self.stream = stream
    // A count that stays at zero would be a counter that does not count.
    precondition(callocationcount_total() > 0, "allocations are not counted")
  }

  /// Runs rounds over the whole stream for a time, and returns the best one's speed.
  func run(seconds: Double) -> Result {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    decodeOnce()
    let allocations = callocationcount_total()
    var result = Result()
    var best = Duration.seconds(3600)
    repeat {
      best = min(best, clock.measure { decodeOnce() })
      result.rounds += 1
    } while clock.now < end
    let allocated = callocationcount_total() - allocations
    let time = Double(best.components.attoseconds) / 1e18 + Double(best.components.seconds)
    result.framesPerSecond = Double(Self.frames) / time
    result.megabytesPerSecond = Double(stream.count) / time / 1e6
    result.allocationsPerFrame = Double(allocated) / Double(result.rounds * Self.frames)
    return result
  }

  /// Decodes the stream once, and looks at each payload as a user would.
  private func decodeOnce() {
    var decoder = FrameDecoder()
    var sum = 0
    let bytes = stream.span.bytes
    var start = 0
    while start < bytes.byteCount {
      let end = min(start + Self.pieceBytes, bytes.byteCount)
      decoder.receive(bytes.extracting(start..<end)) { kind, _, frame in
        if kind == .frame { sum &+= frame.byteCount &+ Int(frame.uint8(at: 1)) }
      }
      start = end
    }
    precondition(decoder.counters.frames == Self.frames && sum > 0, "frames were lost")
  }
}
