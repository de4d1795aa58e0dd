import Glibc

/// A serial port, owned: opened exclusively, raw, and given back as it was found.
///
/// Nothing here blocks except `wait` and `writeAll`. One thread owns a port.
package struct SerialPort: ~Copyable {
  /// What to wait for.
  package enum Readiness: Sendable {
    case readable, writable
  }

  package let path: String
  /// The descriptor, for a loop that polls several; it stays the port's.
  package let descriptor: CInt
  /// What became of the wish that the driver hand over every byte at once.
  package let lowLatency: DriverLatency.Outcome
  private let original: TerminalSettings
  private let originalLatency: DriverLatency?
  private let countersAtOpen: DriverCounters?
  private let lock: DeviceLock?
  private let place: Int?
  private let syscalls: Syscalls
  private var isClosed = false

  /// Opens the port at `path` at `baud`, 8 data bits, no parity, one stop bit, no flow control.
  ///
  /// Bytes that came before or meanwhile are kept: nothing is flushed. Any rate that the driver
  /// takes will do, standard or not.
  package static func open(
    path: String, baud: UInt32, syscalls: Syscalls = .linux
  ) throws(SerialError) -> SerialPort {
    precondition(baud > 0, "zero baud hangs the line up")
    let deviceLock = try DeviceLock.take(path: path, folder: syscalls.lockFolder)
    do throws(SerialError) {
      let descriptor = try openDescriptor(path, syscalls)
      do throws(SerialError) {
        try lock(descriptor, path, syscalls)
        let original = try configure(descriptor, path, baud, syscalls)
        return SerialPort(
          path: path, descriptor: descriptor, original: original, lock: deviceLock,
          syscalls: syscalls)
      } catch {
        _ = syscalls.close(descriptor)
        throw error
      }
    } catch {
      deviceLock?.release()
      throw error
    }
  }

  private init(
    path: String, descriptor: CInt, original: TerminalSettings, lock: DeviceLock?,
    syscalls: Syscalls
  ) {
    self.path = path
    self.descriptor = descriptor
    self.original = original
    self.lock = lock
    self.syscalls = syscalls
    let (outcome, latency) = DriverLatency.lower(descriptor, syscalls)
    lowLatency = outcome
    originalLatency = latency
    countersAtOpen = Self.counters(descriptor, syscalls)
    place = OpenPorts.add(descriptor, original, latency: latency, lock: lock)
  }

  deinit {
    if isClosed { return }
    // The way out of a thrown error: what `close()` does, with no one left to tell.
    OpenPorts.remove(place)
    originalLatency?.set(descriptor, syscalls)
    _ = Self.restore(descriptor, original, syscalls)
    _ = syscalls.close(descriptor)
    lock?.release()
  }

  /// Gives the port back with the settings it had, except that HUPCL stays cleared.
  ///
  /// Were HUPCL set again, this very close would drop DTR and reset the board.
  package consuming func close() throws(SerialError) {
    isClosed = true
    OpenPorts.remove(place)
    originalLatency?.set(descriptor, syscalls)
    let restored = Self.restore(descriptor, original, syscalls)
    // Not again after EINTR: Linux has freed the descriptor by then, another may own its number.
    let closed = syscalls.close(descriptor)
    lock?.release()
    // A port that hung up has no settings to restore, and is closed all the same.
    let hungUp = restored == -EIO || restored == -ENODEV || restored == -ENOTTY
    if restored < 0 && !hungUp { throw SerialError(.close, path: path, errno: -restored) }
    if closed < 0 && closed != -EINTR { throw SerialError(.close, path: path, errno: -closed) }
  }

  /// Reads what is there, at most the buffer's length: the count, zero where nothing has come.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SerialError) -> Int {
    precondition(buffer.count > 0, "a read needs room: zero bytes would look like a hang-up")
    while true {
      let count = syscalls.read(descriptor, buffer)
      if count > 0 { return count }
      if count == 0 { throw .hungUp(.read, path: path, errno: nil) }
      switch CInt(-count) {
      case EINTR: continue
      case EAGAIN: return 0
      case let errno: throw SerialError(.read, path: path, errno: errno)
      }
    }
  }

  /// Reads what is there into an array's elements, from its start: the count.
  package func read(into buffer: inout [UInt8]) throws(SerialError) -> Int {
    var span = buffer.mutableSpan
    return try span.withUnsafeMutableBytes { bytes throws(SerialError) in try read(into: bytes) }
  }

  /// Writes as many of the bytes as the driver takes now: the count, which may be zero.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(SerialError) -> Int {
    if bytes.isEmpty { return 0 }
    while true {
      let count = syscalls.write(descriptor, bytes)
      if count >= 0 { return count }
      switch CInt(-count) {
      case EINTR: continue
      case EAGAIN: return 0
      case EPIPE: throw .hungUp(.write, path: path, errno: EPIPE)
      case let errno: throw SerialError(.write, path: path, errno: errno)
      }
    }
  }

  /// Writes as many of the bytes as the driver takes now: the count, which may be zero.
  package func write(_ bytes: Span<UInt8>) throws(SerialError) -> Int {
    try bytes.withUnsafeBytes { buffer throws(SerialError) in try write(buffer) }
  }

  /// Writes as many of the bytes as the driver takes now: the count, which may be zero.
  package func write(_ bytes: [UInt8]) throws(SerialError) -> Int {
    try bytes.span.withUnsafeBytes { buffer throws(SerialError) in try write(buffer) }
  }

  /// Writes every byte; the line may stand still for at most `timeoutNanoseconds` at a time.
  package func writeAll(
    _ bytes: UnsafeRawBufferPointer, timeoutNanoseconds: UInt64
  ) throws(SerialError) {
    var written = 0
    while written < bytes.count {
      let count = try write(UnsafeRawBufferPointer(rebasing: bytes[written...]))
      written += count
      if count > 0 { continue }
      guard try wait(for: .writable, timeoutNanoseconds: timeoutNanoseconds) else {
        throw .timedOut(.write, path: path, afterNanoseconds: timeoutNanoseconds)
      }
    }
  }

  /// Writes every byte; the line may stand still for at most `timeoutNanoseconds` at a time.
  package func writeAll(_ bytes: [UInt8], timeoutNanoseconds: UInt64) throws(SerialError) {
    try bytes.span.withUnsafeBytes { buffer throws(SerialError) in
      try writeAll(buffer, timeoutNanoseconds: timeoutNanoseconds)
    }
  }

  /// Waits until the port is ready, at most that long (`nil`: for ever): whether it is.
  ///
  /// A port that hung up with bytes still to read is readable first. It waits in ppoll(2): one
  /// descriptor, for which epoll takes as long (`scripts/bench` shows both) and one call more whenever
  /// bytes to send begin or cease to wait.
  package func wait(
    for readiness: Readiness, timeoutNanoseconds: UInt64?
  ) throws(SerialError) -> Bool {
    let wanted = Int16(readiness == .readable ? POLLIN : POLLOUT)
    let start = syscalls.now()
    var remaining = timeoutNanoseconds
    while true {
      let timeout = remaining.map { Int64(clamping: $0) } ?? -1
      let events = syscalls.poll(descriptor, wanted, timeout)
      if events == -EINTR {
        // A stream of signals must not stretch the wait.
        remaining = timeoutNanoseconds.map { $0 - min($0, syscalls.now() - start) }
        continue
      }
      if events < 0 { throw SerialError(.wait, path: path, errno: -events) }
      let gone = events & CInt(POLLHUP | POLLERR | POLLNVAL) != 0
      if gone && (readiness == .writable || events & CInt(POLLIN) == 0) {
        throw .hungUp(.wait, path: path, errno: nil)
      }
      return events & CInt(wanted) != 0
    }
  }
}

// MARK: - Lines and counters

extension SerialPort {
  /// Sets both of the lines that the host drives, in one call: boards whose reset and boot pins hang
  /// on the two must not see one change before the other.
  package func setLines(
    dataTerminalReady: Bool, requestToSend: Bool
  ) throws(SerialError) {
    var lines: CInt = 0
    try control(UInt(TIOCMGET), &lines)
    lines &= ~(TIOCM_DTR | TIOCM_RTS)
    if dataTerminalReady { lines |= TIOCM_DTR }
    if requestToSend { lines |= TIOCM_RTS }
    try control(UInt(TIOCMSET), &lines)
  }

  /// Begins or ends a break. A DAPLink interface resets its chip on one.
  package func setBreak(_ isOn: Bool) throws(SerialError) {
    let result = syscalls.ioctl(descriptor, UInt(isOn ? TIOCSBRK : TIOCCBRK), nil)
    if result < 0 { throw SerialError(.control, path: path, errno: -result) }
  }

  /// A line on which a chip's reset may hang.
  package enum ResetLine: Sendable {
    case serialBreak, dataTerminalReady
  }

  /// Holds a line for a moment: an interface that looks at it every few milliseconds sees it. RTS
  /// stays as the driver raised it at the open.
  package func pulse(_ line: ResetLine, microseconds: UInt32 = 100_000) throws(SerialError) {
    switch line {
    case .serialBreak:
      try setBreak(true)
      usleep(microseconds)
      try setBreak(false)
    case .dataTerminalReady:
      try setLines(dataTerminalReady: false, requestToSend: true)
      usleep(microseconds)
      try setLines(dataTerminalReady: true, requestToSend: true)
    }
  }

  /// What the driver has counted since the port was opened; nil where it does not count.
  package func driverCounters() -> DriverCounters? {
    guard let before = countersAtOpen, let now = Self.counters(descriptor, syscalls) else {
      return nil
    }
    return now.since(before)
  }

  private static func counters(_ descriptor: CInt, _ syscalls: Syscalls) -> DriverCounters? {
    var counters = DriverCounters()
    let result = withUnsafeMutablePointer(to: &counters) {
      syscalls.ioctl(descriptor, DriverCounters.get, UnsafeMutableRawPointer($0))
    }
    return result < 0 ? nil : counters
  }

  private func control(_ request: UInt, _ value: inout CInt) throws(SerialError) {
    let result = withUnsafeMutablePointer(to: &value) {
      syscalls.ioctl(descriptor, request, UnsafeMutableRawPointer($0))
    }
    if result < 0 { throw SerialError(.control, path: path, errno: -result) }
  }
}

// MARK: - Opening, step by step

extension SerialPort {
  private static func openDescriptor(
    _ path: String, _ syscalls: Syscalls
  ) throws(SerialError) -> CInt {
    while true {
      // Not blocking: without it, open waits for a carrier that a USB serial board never raises.
      let descriptor = syscalls.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
      if descriptor >= 0 { return descriptor }
      switch -descriptor {
      case EINTR: continue
      // TIOCEXCL of another process.
      case EBUSY: throw .busy(path: path, holder: PortHolder.find(path: path))
      case let errno: throw SerialError(.open, path: path, errno: errno)
      }
    }
  }

  /// Two locks: flock tells programs that ask, also those of root; TIOCEXCL stops the others.
  ///
  /// A pty gets only the first: whoever serves its other end may keep it open, and TIOCEXCL would
  /// then outlive a rig that was killed, and lock everyone out.
  private static func lock(
    _ descriptor: CInt, _ path: String, _ syscalls: Syscalls
  ) throws(SerialError) {
    var locked = syscalls.flock(descriptor, LOCK_EX | LOCK_NB)
    while locked == -EINTR { locked = syscalls.flock(descriptor, LOCK_EX | LOCK_NB) }
    if locked == -EWOULDBLOCK { throw .busy(path: path, holder: PortHolder.find(path: path)) }
    if locked < 0 { throw SerialError(.lock, path: path, errno: -locked) }
    if path.hasPrefix("/dev/pts/") { return }
    let exclusive = syscalls.ioctl(descriptor, UInt(TIOCEXCL), nil)
    if exclusive < 0 { throw SerialError(.lock, path: path, errno: -exclusive) }
  }

  /// Sets raw mode and reads it back; gives the settings found.
  private static func configure(
    _ descriptor: CInt, _ path: String, _ baud: UInt32, _ syscalls: Syscalls
  ) throws(SerialError) -> TerminalSettings {
    let original = try settings(descriptor, path, syscalls)
    var wanted = original.raw(baud: baud)
    let result = set(descriptor, &wanted, syscalls)
    if result < 0 { throw SerialError(.configure, path: path, errno: -result) }
    // The kernel reports success when any one setting took.
    let actual = try settings(descriptor, path, syscalls)
    if let detail = actual.difference(from: wanted) {
      _ = restore(descriptor, original, syscalls)
      throw .settingsRefused(path: path, detail: detail)
    }
    return original
  }

  private static func settings(
    _ descriptor: CInt, _ path: String, _ syscalls: Syscalls
  ) throws(SerialError) -> TerminalSettings {
    var settings = TerminalSettings()
    let result = unsafePointer(&settings) {
      syscalls.ioctl(descriptor, TerminalSettings.get, $0)
    }
    if result < 0 { throw SerialError(.configure, path: path, errno: -result) }
    return settings
  }

  private static func set(
    _ descriptor: CInt, _ settings: inout TerminalSettings, _ syscalls: Syscalls
  ) -> CInt {
    var result: CInt = -EINTR
    while result == -EINTR {
      result = unsafePointer(&settings) {
        syscalls.ioctl(descriptor, TerminalSettings.setNow, $0)
      }
    }
    return result
  }

  private static func restore(
    _ descriptor: CInt, _ original: TerminalSettings, _ syscalls: Syscalls
  ) -> CInt {
    var settings = original
    settings.controlFlags &= ~TerminalSettings.hangUpOnClose
    let result = set(descriptor, &settings, syscalls)
    // The next to open it need not be this program.
    _ = syscalls.ioctl(descriptor, UInt(TIOCNXCL), nil)
    // Not left to the close: a child of ours between fork and exec shares the lock, and keeps it.
    _ = syscalls.flock(descriptor, LOCK_UN)
    return result
  }

  private static func unsafePointer(
    _ settings: inout TerminalSettings, _ body: (UnsafeMutableRawPointer) -> CInt
  ) -> CInt {
    withUnsafeMutablePointer(to: &settings) { body(UnsafeMutableRawPointer($0)) }
  }
}
