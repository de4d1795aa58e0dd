import Testing

@testable import TestRun

/// A driver takes what it likes of the bytes that wait; a piece is told of when it is through.
struct SendQueueTests {
  /// Pieces that were told of after each removal.
  private func drain(_ pieces: [[UInt8]], by counts: [Int]) -> [[[UInt8]]] {
    var queue = SendQueue()
    for piece in pieces { queue.append(piece.span.bytes) }
    return counts.map { count in
      var told: [[UInt8]] = []
      queue.remove(count) { piece in told.append(piece.withUnsafeBytes { Array($0) }) }
      return told
    }
  }

  private static let pieces: [[UInt8]] = [[1, 2, 3], [4], [5, 6]]

  @Test func aPieceIsToldWithItsLastByte() {
    #expect(
      drain(Self.pieces, by: [1, 1, 1, 0, 2, 1])
        == [[], [], [[1, 2, 3]], [], [[4]], [[5, 6]]])
  }

  @Test func manyAtOnceAreToldInOrder() {
    #expect(drain(Self.pieces, by: [6]) == [Self.pieces])
    #expect(drain(Self.pieces, by: [4, 2]) == [[[1, 2, 3], [4]], [[5, 6]]])
  }

  @Test func whatWaitsIsWhatHasNotLeft() {
    var queue = SendQueue()
    #expect(queue.isEmpty && queue.waiting.isEmpty)
    for piece in Self.pieces { queue.append(piece.span.bytes) }
    queue.remove(4) { _ in }
    queue.append([UInt8(7)].span.bytes)
    #expect(queue.waiting.withUnsafeBytes { Array($0) } == [5, 6, 7])
    queue.remove(3) { _ in }
    #expect(queue.isEmpty && queue.waiting.isEmpty)
  }
}
