import CLinux
import Glibc

/// The line's end at the chip: a connected socket, or the master of a pty.
struct Line {
  private let descriptor: Int32

  /// Connects to the Unix socket that a cable listens on.
  static func connect(_ path: String) throws(NativeError) -> Line {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < room else { throw .usage("--socket: the path is too long") }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, length)
      }
    }
    guard result == 0 else { throw .system("connecting to \(path)", errno) }
    return try nonBlocking(descriptor)
  }

  /// Opens a pty in raw mode, and prints the path of the end that programs open.
  static func openPseudoterminal() throws(NativeError) -> Line {
    var (master, slave): (Int32, Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 64)
    var settings = termios()
    cfmakeraw(&settings)
    // The slave stays open, so that the line outlives the programs that open and close it.
    guard openpty(&master, &slave, &name, &settings, nil) == 0 else {
      throw .system("opening a pty", errno)
    }
    print(name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) })
    fflush(nil)
    return try nonBlocking(master)
  }

  /// Waits for bytes, or for room to send; true where bytes came or the line ended.
  func wait(microseconds: UInt64?, toSend: Bool) throws(NativeError) -> Bool {
    var request = pollfd(
      fd: descriptor, events: Int16(POLLIN) | (toSend ? Int16(POLLOUT) : 0), revents: 0)
    let timeout = microseconds.map { Int64($0) * 1000 } ?? -1
    let result = clinux_ppoll(&request, 1, timeout)
    if result < 0 && errno != EINTR { throw .system("waiting for the line", errno) }
    return result > 0 && request.revents & ~Int16(POLLOUT) != 0
  }

  /// Reads what is there; nil where the line has ended.
  func receive(into buffer: inout [UInt8]) throws(NativeError) -> Int? {
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 { return count }
    if count == 0 || errno == EIO || errno == ECONNRESET { return nil }
    guard errno == EAGAIN || errno == EINTR else { throw .system("reading the line", errno) }
    return 0
  }

  /// Sends as much as the line takes now, and removes it.
  func send(_ bytes: inout [UInt8]) throws(NativeError) {
    guard !bytes.isEmpty else { return }
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count > 0 { bytes.removeFirst(count) }
    guard count >= 0 || errno == EAGAIN || errno == EINTR || errno == EPIPE else {
      throw .system("writing to the line", errno)
    }
  }

  private static func nonBlocking(_ descriptor: Int32) throws(NativeError) -> Line {
    signal(SIGPIPE, SIG_IGN)
    guard fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0 else {
      throw .system("setting up the line", errno)
    }
    return Line(descriptor: descriptor)
  }
}
