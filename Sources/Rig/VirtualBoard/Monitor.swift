import Glibc
import SerialPort

/// QEMU's monitor (QMP): a line of JSON out, a line back; events in between are passed over.
struct Monitor: ~Copyable {
  private let descriptor: CInt
  private var received: [UInt8] = []

  init(descriptor: CInt) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Takes the greeting and leaves negotiation mode; it returns when the machine is set up.
  mutating func open(timeoutNanoseconds: UInt64) throws(VirtualBoardError) {
    let operation = "start"
    _ = try line(operation, "QMP", timeoutNanoseconds)
    try execute("qmp_capabilities", for: operation, timeoutNanoseconds: timeoutNanoseconds)
    // Answered by QEMU's main loop, hence only when the machine and its image are loaded.
    try execute("query-status", for: operation, timeoutNanoseconds: timeoutNanoseconds)
  }

  /// Executes a command, with its arguments as JSON: the line of JSON that answers it.
  @discardableResult
  mutating func execute(
    _ command: String, arguments: String = "{}", for operation: String, timeoutNanoseconds: UInt64
  ) throws(VirtualBoardError) -> String {
    let request = Array("{\"execute\":\"\(command)\",\"arguments\":\(arguments)}\n".utf8)
    let sent = request.withUnsafeBytes {
      Descriptors.writeSome(descriptor, $0, isSocket: true)
    }
    guard sent == request.count else {
      throw .monitor(operation: operation, cause: "the emulator's monitor takes no commands")
    }
    let answer = try line(operation, "return", timeoutNanoseconds)
    if answer.contains("\"error\"") {
      throw .monitor(operation: operation, cause: "the emulator refused \(command): \(answer)")
    }
    return answer
  }

  /// The next line that has that key or is an error.
  private mutating func line(
    _ operation: String, _ key: String, _ timeoutNanoseconds: UInt64
  ) throws(VirtualBoardError) -> String {
    let deadline = MonotonicClock.now() + timeoutNanoseconds
    while true {
      while let line = takeLine() {
        if line.contains("\"\(key)\":") || line.contains("\"error\":") { return line }
      }
      let now = MonotonicClock.now()
      guard now < deadline else {
        throw .monitor(
          operation: operation,
          cause: "the emulator's monitor did not answer for \(timeoutNanoseconds / 1_000_000) ms")
      }
      try receive(operation, milliseconds: (deadline - now) / 1_000_000 + 1)
    }
  }

  private mutating func receive(
    _ operation: String, milliseconds: UInt64
  ) throws(VirtualBoardError) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, CInt(clamping: milliseconds)) > 0 else { return }
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = chunk.withUnsafeMutableBytes { Descriptors.readSome(descriptor, into: $0) }
    if count == -Int(EAGAIN) { return }
    guard count > 0 else {
      throw .monitor(operation: operation, cause: "the emulator closed its monitor")
    }
    received += chunk.prefix(count)
  }

  private mutating func takeLine() -> String? {
    guard let end = received.firstIndex(of: 0x0A) else { return nil }
    defer { received.removeFirst(end + 1) }
    return String(decoding: received[..<end], as: UTF8.self)
  }
}
