internal import SoleApp
internal import SoleLink
internal import SoleStore
internal import TestSupport

/// A board that is a value: its clock is set, its send queue is kept.
struct BenchBoard: AppBoard {
  var now: UInt64 = 0
  var freeBytes: Int { 1 << 20 }
  var health = BoardHealth()
  /// As new: what the chip keeps outlives a restart.
  var storage = ModelFlash(
    bytes: [UInt8](repeating: .max, count: 0x4_0000), writable: StoreLayout.microbit.range)
  var storageLayout: StoreLayout? { .microbit }
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
