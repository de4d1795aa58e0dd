internal import SoleLink
internal import Stimulus

/// What stands on the line in place of a good frame.
enum SpoiltChunk: Equatable {
  /// Bytes that are too few for a frame.
  case noise(bytes: Int, seed: UInt64)
  /// A frame of samples with a flipped bit.
  case crcError(Wire.Samples)
  /// A frame of samples that ends too early.
  case cutFrame(Wire.Samples)
  /// A chunk longer than any frame.
  case oversizeFrame
  /// A good frame of a type that the contract does not have.
  case unknownType
}

extension SpoiltChunk {
  /// The bytes for the line, delimiters included. A spoilt frame uses up a sequence number, as it
  /// would if the line had spoilt it.
  func wireBytes(_ encoder: inout FrameEncoder) -> [UInt8] {
    switch self {
    case .noise(let count, let seed):
      return [0] + noise(count, seed) + [0]
    case .crcError(let message):
      return encoder.encode(message).array.withFlippedData
    case .cutFrame(let message):
      return encoder.encode(message).array.cutWithinBlock
    case .oversizeFrame:
      return [0] + [UInt8](repeating: 0x55, count: FrameLimits.encodedBytes + 45) + [0]
    case .unknownType:
      return encoder.encode(UnknownMessage()).array
    }
  }

  /// Bytes that are not zero: one chunk, and no frame is as short as a suite allows it to be.
  private func noise(_ count: Int, _ seed: UInt64) -> [UInt8] {
    var generator = RandomGenerator(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 1...255, using: &generator) }
  }
}

/// A message of a type that the contract leaves free.
private struct UnknownMessage: WirePayload {
  static var type: UInt8 { 0x7F }
  init() {}
  init(payload: RawSpan) throws(PayloadError) { throw .unknownType(Self.type) }
  func encode(into writer: inout PayloadWriter) {}
}

extension WireFrame {
  var array: [UInt8] { bytes.withUnsafeBytes { Array($0) } }
}

extension [UInt8] {
  /// A frame on the wire with one bit flipped in a data byte: still COBS, no longer its CRC-32.
  fileprivate var withFlippedData: [UInt8] {
    var bytes = self
    let index = longestBlock.lowerBound + 1
    bytes[index] ^= bytes[index] == 1 ? 2 : 1
    return bytes
  }

  /// A frame on the wire that ends within a block, so that the block's code points past its end; it
  /// stays long enough to be no noise.
  fileprivate var cutWithinBlock: [UInt8] {
    var index = 1
    while index < count - 1 {
      let end = index + Int(self[index])
      let cut = Swift.max(index + 1, 1 + FrameLimits.shortestEncodedBytes)
      if cut < end { return Array(self[..<cut]) + [0] }
      index = end
    }
    preconditionFailure("a frame of samples has a byte behind its seventh that is not zero")
  }

  /// The longest COBS block of a frame on the wire, its code byte included.
  private var longestBlock: Range<Int> {
    var longest = 1..<2
    var index = 1
    while index < count - 1 {
      let block = index..<index + Int(self[index])
      if block.count > longest.count { longest = block }
      index = block.upperBound
    }
    precondition(longest.count > 2, "a frame of samples has two bytes in a row that are not zero")
    return longest
  }
}
