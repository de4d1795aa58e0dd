/// Bytes that wait to be written, first in, first out.
struct ByteQueue: Sendable {
  private var storage: [UInt8] = []
  private var head = 0

  var count: Int { storage.count - head }
  var isEmpty: Bool { head == storage.count }

  mutating func append(_ byte: UInt8) {
    storage.append(byte)
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    storage.append(contentsOf: bytes)
  }

  mutating func removeFirst(_ count: Int) {
    head += count
    if head == storage.count {
      storage.removeAll(keepingCapacity: true)
      head = 0
    }
  }

  mutating func removeAll() {
    removeFirst(count)
  }

  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    storage.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[head...])) }
  }

  /// All that waits, for tests and for small queues.
  var bytes: [UInt8] { Array(storage[head...]) }
}
