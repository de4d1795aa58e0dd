/// Turns messages into frames for one direction of the link, and numbers them.
public struct FrameEncoder: Sendable {
  /// The number the next frame gets; wraps after 255.
  public private(set) var nextSequence: UInt8 = 0

  public init() {}

  /// The next frame, ready for the wire.
  public mutating func encode(_ message: borrowing some FrameContent) -> WireFrame {
    let sequence = nextSequence
    nextSequence &+= 1
    return Self.encode(message, sequence: sequence)
  }

  /// A frame with a number of the caller's choice, such as a request that is sent again.
  ///
  /// Never inlined: its buffers are on the stack of the chip while it runs, and no longer.
  @inline(never)
  public static func encode(
    _ message: borrowing some FrameContent, sequence: UInt8
  ) -> WireFrame {
    var writer = PayloadWriter()
    writer.append(message.messageType)
    writer.append(sequence)
    message.encode(into: &writer)
    return WireFrame(sealing: &writer)
  }
}

/// One frame as it goes over the wire: a delimiter, COBS-encoded bytes, a delimiter.
///
/// The delimiter in front cuts off noise that came before.
public struct WireFrame: Sendable {
  private var storage = InlineArray<257, UInt8>(repeating: 0)
  /// Length on the wire, in bytes.
  public private(set) var count = 0

  init(sealing writer: inout PayloadWriter) {
    writer.appendChecksum()
    var output = storage.mutableSpan
    count = 2 + writer.encode(into: &output, at: 1)
  }

  /// All bytes, delimiters included.
  public var bytes: RawSpan {
    @_lifetime(borrow self)
    borrowing get { storage.span.bytes.extracting(first: count) }
  }

  /// Byte `index` of the frame on the wire.
  public subscript(index: Int) -> UInt8 { storage[index] }
}
