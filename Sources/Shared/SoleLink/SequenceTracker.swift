/// Counts the frames that are missing between those that came, by their sequence numbers.
public struct SequenceTracker: Sendable {
  private var expected: UInt8?
  /// Missing frames so far. A gap of 128 or more can't be told from a frame that came twice, and
  /// counts as none.
  public private(set) var missing: UInt32 = 0

  public init() {}

  /// The same count for a conversation that begins anew: its first frame may have any number.
  public var restarted: SequenceTracker {
    var tracker = self
    tracker.expected = nil
    return tracker
  }

  /// Takes the number of a frame that came, and returns how many are missing before it.
  @discardableResult
  public mutating func receive(_ sequence: UInt8) -> UInt8 {
    let distance = expected.map { sequence &- $0 } ?? 0
    let gap = distance < 128 ? distance : 0
    missing.countUp(by: UInt32(gap))
    expected = sequence &+ 1
    return gap
  }
}
