internal import SoleLink

/// The way out: numbers messages, stamps them, and never blocks.
struct Outbox: Sendable {
  private var encoder = FrameEncoder()
  /// Frames that were dropped since the send queue had no room.
  private(set) var unsentFrames: UInt32 = 0

  /// Stamps a message with the time at which it leaves, and queues it where there is room.
  mutating func send(_ message: ChipMessage, _ board: inout some AppBoard) {
    let frame = encoder.encode(message.leaving(at: board.now))
    guard board.freeBytes >= frame.count else { return unsentFrames.countUp() }
    board.send(frame)
  }
}
