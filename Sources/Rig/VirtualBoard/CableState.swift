import Glibc
import RigModel
import Synchronization

/// What the board's threads share with the cable's: orders in, the log and the port out.
final class CableState: Sendable {
  enum Order: Sendable {
    case apply(CableSettings)
    case unplug, plug
    case chipEnded(ChipTermination.Cause)
    case stop
  }

  struct Shared: Sendable {
    var orders: [(order: Order, done: Latch?)] = []
    var log = CableLog()
    var counters = CableCounters()
    var portPath = ""
    var isPlugged = true
    /// The rig is stopping the board: how its process ends is then no news.
    var isStopping = false
    var termination: ChipTermination?
  }

  private let shared = Mutex(Shared())
  private let wakeUp: (read: CInt, write: CInt)
  /// Opens when the chip's process has connected, or has ended.
  let connectedOrEnded = Latch()
  /// Opens when the chip's process has ended, or the cable has stopped.
  let ended = Latch()

  init() throws(VirtualBoardError) {
    wakeUp = try Descriptors.pipe(nonBlockingWrite: true)
  }

  deinit {
    close(wakeUp.read)
    close(wakeUp.write)
  }

  /// Becomes readable when there are orders.
  var wakeUpDescriptor: CInt { wakeUp.read }

  /// Gives the cable's thread an order; `done` opens when it has obeyed.
  func post(_ order: Order, done: Latch? = nil) {
    shared.withLock { $0.orders.append((order, done)) }
    // A full pipe is as good a wake-up as one byte more.
    withUnsafeBytes(of: UInt8(1)) { _ = write(wakeUp.write, $0.baseAddress, 1) }
  }

  /// The orders since the last time, for the cable's thread.
  func takeOrders() -> [(order: Order, done: Latch?)] {
    var scratch: InlineArray<64, UInt8> = .init(repeating: 0)
    withUnsafeMutableBytes(of: &scratch) {
      while Descriptors.readSome(wakeUp.read, into: $0) > 0 {}
    }
    return shared.withLock {
      let orders = $0.orders
      $0.orders = []
      return orders
    }
  }

  func read<Result: Sendable>(_ body: (borrowing Shared) -> Result) -> Result {
    shared.withLock { body($0) }
  }

  func update(_ body: (inout Shared) -> Void) {
    shared.withLock { body(&$0) }
  }
}
