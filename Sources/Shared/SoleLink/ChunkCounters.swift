/// How many chunks of each kind a decoder has seen. All counts stay at their end rather than wrap.
public struct ChunkCounters: Equatable, Sendable {
  public private(set) var frames: UInt32 = 0
  public private(set) var noiseChunks: UInt32 = 0
  public private(set) var cutFrames: UInt32 = 0
  public private(set) var oversizeFrames: UInt32 = 0
  public private(set) var crcErrors: UInt32 = 0
  /// Bytes of all chunks that were no frame, delimiters left out.
  public private(set) var discardedBytes: UInt32 = 0

  public init() {}

  mutating func count(_ kind: ChunkKind, _ bytes: UInt32) {
    switch kind {
    case .frame: frames.countUp()
    case .noise: noiseChunks.countUp()
    case .cut: cutFrames.countUp()
    case .oversize: oversizeFrames.countUp()
    case .crcError: crcErrors.countUp()
    }
    if kind != .frame { discardedBytes.countUp(by: bytes) }
  }
}

extension UInt32 {
  /// Adds, and stays at the largest value rather than wrap.
  public mutating func countUp(by amount: UInt32 = 1) {
    let (sum, overflow) = addingReportingOverflow(amount)
    self = overflow ? .max : sum
  }
}
