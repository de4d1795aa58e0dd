internal import SoleLink

/// The way out: numbers messages, stamps them, and never blocks.
struct Outbox: Sendable {
  private var encoder = FrameEncoder()
  /// Frames that were dropped since the send queue had no room.
  private(set) var unsentFrames: UInt32 = 0

  /// Stamps a message with the time at which it leaves, and queues it where there is room.
  ///
  /// Never inlined: the message is on the stack while it is sent, and no longer.
  @inline(never)
  mutating func send(_ message: some WirePayload, _ board: inout some AppBoard) {
    var message = message
    message.leave(at: board.now)
    let frame = encoder.encode(message)
    guard board.freeBytes >= frame.count else { return unsentFrames.countUp() }
    board.send(frame)
  }
}
