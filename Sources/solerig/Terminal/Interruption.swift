import Foundation
import SerialPort
import Synchronization

/// Ctrl-C and its like, as a flag that a run looks at: the run then ends in order.
enum Interruption {
  static var isRequested: Bool { requests.load(ordering: .relaxed) > 0 }

  /// What the terminal is sent where a second signal ends the program at once.
  static func atOnceWrite(_ text: String) {
    let bytes = Array(text.utf8)
    let farewell = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    farewell.copyBytes(from: bytes)
    // Never freed: a signal may come at any time.
    farewellLength.store(bytes.count, ordering: .relaxed)
    farewellAddress.store(UInt(bitPattern: farewell.baseAddress), ordering: .releasing)
  }

  /// From here on SIGINT, SIGTERM and SIGHUP set the flag; a second one ends the program at once.
  static func watch() {
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, noteSignal) }
  }
}

private let requests = Atomic<Int>(0)
private let farewellAddress = Atomic<UInt>(0)
private let farewellLength = Atomic<Int>(0)

/// Runs in a signal handler: nothing but atomics, plain system calls, and leaving is allowed here.
private func noteSignal(_ number: CInt) {
  guard requests.wrappingAdd(1, ordering: .relaxed).newValue > 1 else { return }
  OpenPorts.restore()
  let farewell = UnsafeRawPointer(bitPattern: farewellAddress.load(ordering: .acquiring))
  if let farewell { _ = write(STDERR_FILENO, farewell, farewellLength.load(ordering: .relaxed)) }
  _exit(128 + number)
}
