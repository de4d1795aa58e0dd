import Glibc
import Logging
import RigModel
import Synchronization

/// The cable between the rig's port and the chip's socket: a thread, and what it can be asked.
final class Cable: Sendable {
  let state: CableState
  private let thread: Mutex<pthread_t?>

  /// Starts the cable with a pty of its own; the chip's process is to come to `listener`.
  init(
    program: String, settings: CableSettings, logger: Logger,
    listener: consuming UnixListener, childOutput: CInt
  ) throws(VirtualBoardError) {
    let state = try CableState()
    let terminal = try Pseudoterminal.open()
    let path = terminal.path
    state.update { $0.portPath = path }
    var loop: CableLoop? = CableLoop(
      state: state, program: program, settings: settings, logger: logger, terminal: terminal,
      listener: listener, childOutput: childOutput)
    // Safe: handed over to the one thread that ever touches it.
    let box = UncheckedBox(loop.take())
    self.state = state
    thread = Mutex(
      startThread(named: "cable") {
        var loop = box.take()
        loop?.run()
      })
  }

  /// Gives an order and waits until it is obeyed.
  func order(_ order: CableState.Order) {
    let done = Latch()
    state.post(order, done: done)
    _ = done.wait(nanoseconds: 5_000_000_000)
  }

  /// Ends the cable: the port hangs up. Again is nothing.
  func stop() {
    let thread = self.thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    guard let thread else { return }
    state.post(.stop)
    pthread_join(thread, nil)
  }
}

/// Carries a value that cannot be copied into a thread's closure.
///
/// Unchecked: it is filled before the thread starts, and only that thread takes it out.
private final class UncheckedBox: @unchecked Sendable {
  private var loop: CableLoop?

  init(_ loop: consuming CableLoop?) {
    self.loop = loop
  }

  func take() -> CableLoop? {
    loop.take()
  }
}
