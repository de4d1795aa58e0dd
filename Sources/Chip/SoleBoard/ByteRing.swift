/// Bytes between an interrupt and the main loop, in a fixed place.
///
/// The ring itself knows no interrupts: who shares one masks them around each call.
public struct ByteRing<let capacity: Int> {
  private var bytes: InlineArray<capacity, UInt8>
  private var first: Int = 0
  /// How many bytes are waiting.
  public private(set) var count: Int = 0
  /// The most that ever waited.
  public private(set) var highWaterMark: Int = 0

  public init() {
    bytes = InlineArray(repeating: 0)
  }

  public var isEmpty: Bool { count == 0 }
  public var isFull: Bool { count == capacity }
  /// How many bytes can be added before the ring is full.
  public var free: Int { capacity - count }

  /// Adds a byte behind the others; false, and nothing changed, when the ring is full.
  public mutating func append(_ byte: UInt8) -> Bool {
    if count == capacity { return false }
    var index = first + count
    if index >= capacity { index -= capacity }
    bytes[index] = byte
    count += 1
    if count > highWaterMark { highWaterMark = count }
    return true
  }

  /// Takes the byte that waited longest.
  public mutating func removeFirst() -> UInt8? {
    if count == 0 { return nil }
    let byte = bytes[first]
    first += 1
    if first == capacity { first = 0 }
    count -= 1
    return byte
  }
}
