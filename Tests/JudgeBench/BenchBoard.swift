internal import SoleApp
internal import SoleLink

/// A board that is a value: its clock is set, its send queue is kept.
struct BenchBoard: AppBoard {
  var now: UInt64 = 0
  var freeBytes: Int { 1 << 20 }
  var health = BoardHealth()
  private var sent: [UInt8] = []

  init() {
    health.stackSize = 4096
    health.stackUsed = 1000
  }

  mutating func send(_ frame: borrowing WireFrame) {
    for index in 0..<frame.count { sent.append(frame[index]) }
  }

  mutating func perform(_ action: AppAction) {}

  mutating func takeSent() -> [UInt8] {
    defer { sent = [] }
    return sent
  }
}
