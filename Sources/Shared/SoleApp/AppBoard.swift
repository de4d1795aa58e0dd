public import SoleFlash
public import SoleLink
public import SoleStore

/// What the app asks of the board it runs on: a clock, a send queue, and what only a board can do.
public protocol AppBoard {
  /// The device's clock, in microseconds since its start.
  var now: UInt64 { get }
  /// Bytes that the send queue has room for.
  var freeBytes: Int { get }
  /// How the board is.
  var health: BoardHealth { get }
  /// Queues a frame that `freeBytes` had room for.
  mutating func send(_ frame: borrowing WireFrame)
  mutating func perform(_ action: AppAction)
  /// Whether there is a bootloader to restart into.
  var hasBootloader: Bool { get }
  /// The flash in which records are kept, and where in it; nil where the board can't keep any.
  associatedtype Storage: FlashMemory = NoFlash
  var storage: Storage { get set }
  var storageLayout: StoreLayout? { get }
}

extension AppBoard {
  public var hasBootloader: Bool { false }
  public var storageLayout: StoreLayout? { nil }
}

extension AppBoard where Storage == NoFlash {
  public var storage: NoFlash {
    get { NoFlash() }
    set {}
  }
}

/// What the app wants the board to do.
public enum AppAction: Equatable, Sendable {
  /// Tick at device time `at`, in microseconds, and then at `at + i / rateHertz` until told to stop.
  case startTicks(at: UInt64, rateHertz: UInt16)
  case stopTicks
  /// Start again once the send queue is empty.
  case restart
  /// The same, but into the bootloader, and stay there.
  case restartIntoBootloader
  /// Keep what stride lengths are multiplied with, in 1/10 000, for the next start.
  case keepCalibration(UInt16)
}

/// What the board measures of itself.
public struct BoardHealth: Equatable, Sendable {
  /// Share of time not asleep since it was asked last, in 0.1 %.
  public var load: UInt16 = 0
  /// High-water mark and size of the stack, in bytes.
  public var stackUsed: UInt16 = 0
  public var stackSize: UInt16 = 0
  /// High-water marks of the queues, in bytes.
  public var receiveQueueUsed: UInt16 = 0
  public var sendQueueUsed: UInt16 = 0
  /// Ticks that were served after the next was due.
  public var lateTicks: UInt32 = 0
  /// Bytes that the UART lost.
  public var uartOverruns: UInt32 = 0
  /// Framing, parity and break errors of the UART.
  public var uartLineErrors: UInt32 = 0

  public init() {}
}
