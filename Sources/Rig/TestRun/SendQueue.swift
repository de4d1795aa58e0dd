internal import SoleLink

/// Bytes that wait for the line, piece by piece: a piece is told of once its last byte has left.
struct SendQueue {
  /// From the first byte of the first piece that is not through.
  private var bytes: [UInt8] = []
  private var lengths: [Int] = []
  /// Bytes of the first piece that have left.
  private var leftBytes = 0

  var isEmpty: Bool { lengths.isEmpty }

  /// What has not left yet.
  var waiting: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { bytes.span.extracting(droppingFirst: leftBytes) }
  }

  mutating func append(_ piece: RawSpan) {
    precondition(piece.byteCount > 0, "a piece has bytes, or nothing tells when it has left")
    piece.withUnsafeBytes { bytes.append(contentsOf: $0) }
    lengths.append(piece.byteCount)
  }

  /// Takes note that `count` more bytes have left; hands over each piece that is through.
  mutating func remove(_ count: Int, _ body: (RawSpan) -> Void) {
    leftBytes += count
    var (start, pieces) = (0, 0)
    for length in lengths {
      guard start + length <= leftBytes else { break }
      body(bytes.span.bytes.extracting(start..<start + length))
      start += length
      pieces += 1
    }
    bytes.removeFirst(start)
    lengths.removeFirst(pieces)
    leftBytes -= start
  }
}
