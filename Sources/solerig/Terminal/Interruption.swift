import Foundation
import SerialPort
import Synchronization

/// Ctrl-C and its like, as a flag that a run looks at: the run then ends in order.
enum Interruption {
  static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// From here on SIGINT, SIGTERM and SIGHUP set the flag; a second one ends the program at once.
  static func watch() {
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, noteSignal) }
  }
}

private let requests = Atomic<Int>(0)

/// Runs in a signal handler: nothing but atomics, plain system calls, and leaving is allowed here.
private func noteSignal(_ number: CInt) {
  guard requests.wrappingAdd(1, ordering: .relaxed).newValue > 1 else { return }
  OpenPorts.restore()
  _exit(128 + number)
}
