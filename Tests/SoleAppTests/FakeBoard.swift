import SoleApp
import SoleLink
import SoleStore

#if canImport(TestSupport)
  import TestSupport
#endif

/// A board that is a value: its clock is set, its send queue is kept, its actions are listed.
struct FakeBoard: AppBoard {
  /// Moves on by itself where bytes take time to queue.
  var now: UInt64 {
    get { clock + microsecondsPerByte * UInt64(sent.count) }
    set { clock = newValue }
  }
  var microsecondsPerByte: UInt64 = 0
  private var clock: UInt64 = 0
  var freeBytes = 1_000_000
  var health = BoardHealth()
  var hasBootloader = false
  /// Eight pages, which are soon full.
  static let layout = StoreLayout(start: 0x400, pages: 8)
  var storageLayout: StoreLayout? = FakeBoard.layout
  var storage = ModelFlash(
    bytes: [UInt8](repeating: .max, count: Int(FakeBoard.layout.range.upperBound)),
    writable: FakeBoard.layout.range)
  private(set) var actions: [AppAction] = []
  private(set) var sent: [UInt8] = []

  mutating func send(_ frame: borrowing WireFrame) {
    let count = frame.count
    precondition(count <= freeBytes, "the app sent what there was no room for")
    freeBytes -= count
    for index in 0..<count { sent.append(frame[index]) }
  }

  mutating func perform(_ action: AppAction) { actions.append(action) }

  mutating func takeActions() -> [AppAction] {
    defer { actions = [] }
    return actions
  }

  /// The messages sent since the last call, with room for as many bytes anew.
  mutating func takeMessages() throws -> [ChipMessage] {
    freeBytes += sent.count
    defer { sent = [] }
    var decoder = FrameDecoder()
    var messages: [ChipMessage] = []
    for byte in sent {
      guard let kind = decoder.receive(byte) else { continue }
      guard kind == .frame else { throw NoFrame(kind: kind) }
      let frame = decoder.frame
      messages.append(
        try ChipMessage(type: frame.uint8(at: 0), payload: frame.extracting(droppingFirst: 2)))
    }
    return messages
  }

  /// What the app sent was no frame.
  struct NoFrame: Error {
    var kind: ChunkKind
  }
}
