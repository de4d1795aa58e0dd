import Glibc
import SoleApp
import SoleLink
import SoleStore

/// A host process as a board: its clock is the host's, its send queue a buffer, its reset a new app.
struct NativeBoard: AppBoard {
  var outgoing: [UInt8] = []
  /// How the app wants to end; nil while it goes on.
  private(set) var restart: Restart?
  private(set) var health = BoardHealth()
  /// What the app asked to keep, in 1/10 000.
  private(set) var calibration: UInt16?
  /// Real time: when tick 0 was due, and how many ticks were given.
  private var ticks: (start: UInt64, rateHertz: UInt64, given: UInt64)?
  /// What the board keeps over a restart.
  var storage: MemoryFlash
  var storageLayout: StoreLayout? { .microbit }
  private let started = NativeBoard.microseconds()

  private static let queueBytes = 64 * 1024

  enum Restart { case app, bootloader }

  /// - Parameters:
  ///   - calibration: what the run before kept.
  ///   - storage: the flash as the run before left it.
  init(calibration: UInt16?, storage: MemoryFlash) {
    self.calibration = calibration
    self.storage = storage
  }

  var now: UInt64 { Self.microseconds() - started }
  var hasBootloader: Bool { true }
  var freeBytes: Int { Self.queueBytes - outgoing.count }

  mutating func send(_ frame: borrowing WireFrame) {
    frame.bytes.withUnsafeBytes { outgoing.append(contentsOf: $0) }
    health.sendQueueUsed = max(health.sendQueueUsed, UInt16(clamping: outgoing.count))
  }

  mutating func perform(_ action: AppAction) {
    switch action {
    case .startTicks(let start, let rateHertz): ticks = (start, UInt64(rateHertz), 0)
    case .stopTicks: ticks = nil
    case .restart: restart = .app
    case .restartIntoBootloader: restart = .bootloader
    case .keepCalibration(let factor): calibration = factor
    }
  }

  /// The ticks that are due and were not given yet.
  mutating func takeTicks() -> UInt32 {
    guard let running = ticks else { return 0 }
    let due = (now - running.start) * running.rateHertz / 1_000_000 + 1
    let fresh = due - running.given
    if fresh > 1 { health.lateTicks.countUp(by: UInt32(clamping: fresh - 1)) }
    ticks?.given = due
    return UInt32(clamping: fresh)
  }

  /// Microseconds until the next tick; nil where none is to come.
  var untilNextTick: UInt64? {
    guard let ticks else { return nil }
    let due = ticks.start + (ticks.given * 1_000_000 + ticks.rateHertz - 1) / ticks.rateHertz
    return due > now ? due - now : 0
  }

  private static func microseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
  }
}
