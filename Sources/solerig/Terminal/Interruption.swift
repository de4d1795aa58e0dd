import Foundation
import SerialPort
import Synchronization

/// Ctrl-C and its like, as a flag that a run looks at: the run then ends in order.
enum Interruption {
  static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// What the terminal is sent where a second signal ends the program at once.
  static func atOnceWrite(_ text: String) { farewell.set(text) }

  /// What the terminal is sent where Ctrl-Z stops the program, and where it goes on.
  static func suspendWrite(leave: String, enter: String) {
    beforeStop.set(leave)
    afterStop.set(enter)
    signal(SIGTSTP, stopAndGoOn)
  }

  /// From here on SIGINT, SIGTERM and SIGHUP set the flag; a second one ends the program at once, but
  /// not a SIGHUP: of a window that closes, both the shell and the kernel send one.
  static func watch() {
    // What a handler looks at is there before it: it must not be the first to.
    _ = requests.load(ordering: .relaxed)
    farewell.touch()
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, noteSignal) }
  }
}

private let requests = Atomic<Int>(0)
private let farewell = SignalText()
private let beforeStop = SignalText()
private let afterStop = SignalText()

/// Text that a signal handler may send to the terminal.
private struct SignalText: ~Copyable {
  private let address = Atomic<UInt>(0)
  private let length = Atomic<Int>(0)

  func set(_ text: String) {
    let bytes = Array(text.utf8)
    let kept = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    kept.copyBytes(from: bytes)
    // Never freed: a signal may come at any time.
    length.store(bytes.count, ordering: .relaxed)
    address.store(UInt(bitPattern: kept.baseAddress), ordering: .releasing)
  }

  /// Has it made, should it not be yet.
  func touch() { _ = length.load(ordering: .relaxed) }

  func send() {
    let text = UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring))
    if let text { _ = write(STDERR_FILENO, text, length.load(ordering: .relaxed)) }
  }
}

/// Runs in a signal handler: nothing but atomics, plain system calls, and leaving is allowed here.
private func noteSignal(_ number: CInt) {
  let count = requests.wrappingAdd(1, ordering: .relaxed).newValue
  guard count > 1, number != SIGHUP else { return }
  OpenPorts.restore()
  farewell.send()
  _exit(128 + number)
}

/// Runs in a signal handler, too: stops as the signal asks, and goes on here with the next SIGCONT.
private func stopAndGoOn(_ number: CInt) {
  beforeStop.send()
  raise(SIGSTOP)
  afterStop.send()
}
