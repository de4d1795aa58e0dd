/// What went wrong on the serial line, each under its own name.
public struct LineErrors: Equatable, Sendable {
  /// Bytes that came while the receiver still held six.
  public var overruns: UInt32 = 0
  public var parity: UInt32 = 0
  /// Bytes without a stop bit.
  public var framing: UInt32 = 0
  /// Lines held low longer than a byte.
  public var breaks: UInt32 = 0
  /// Times the receive ring was full, so that reading paused.
  public var pauses: UInt32 = 0

  public init() {}

  /// Counts what an ERRORSRC register says.
  mutating func count(source: UInt32) {
    if source & 1 != 0 { overruns &+= 1 }
    if source & 2 != 0 { parity &+= 1 }
    if source & 4 != 0 { framing &+= 1 }
    if source & 8 != 0 { breaks &+= 1 }
  }
}
