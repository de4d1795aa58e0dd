import Glibc
import SerialPort

/// The emulator's port for a debugger, as far as writing memory goes (GDB's remote protocol).
///
/// What QEMU loads itself, it loads again at every reset of the chip; what a debugger writes stays,
/// as it does in a real chip's flash.
struct DebugPort: ~Copyable {
  private let descriptor: CInt
  private static let timeoutNanoseconds: UInt64 = 5_000_000_000
  /// Bytes of memory in a packet: half of what QEMU takes, with room to spare.
  private static let chunkBytes = 1024

  init(descriptor: CInt) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Writes memory, read-only to the chip or not.
  func write(_ bytes: [UInt8], at address: UInt32) throws(VirtualBoardError) {
    for start in stride(from: 0, to: bytes.count, by: Self.chunkBytes) {
      let chunk = bytes[start..<min(start + Self.chunkBytes, bytes.count)]
      let place = String(address + UInt32(start), radix: 16)
      var packet = Array("M\(place),\(String(chunk.count, radix: 16)):".utf8)
      for byte in chunk { packet += [Self.digit(byte >> 4), Self.digit(byte & 15)] }
      guard try ask(packet) == Array("OK".utf8) else {
        throw .monitor(operation: "load", cause: "the emulator took no bytes at 0x\(place)")
      }
    }
  }

  /// Lets the chip run.
  func detach() throws(VirtualBoardError) { _ = try ask(Array("D".utf8)) }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  /// Sends a packet: the answer between `$` and `#`.
  private func ask(_ packet: [UInt8]) throws(VirtualBoardError) -> [UInt8] {
    let sum = packet.reduce(UInt8(0), &+)
    try send([0x24] + packet + [0x23, Self.digit(sum >> 4), Self.digit(sum & 15)])
    let deadline = MonotonicClock.now() + Self.timeoutNanoseconds
    var answer: [UInt8] = []
    while true {
      if let start = answer.firstIndex(of: 0x24),
        let end = answer[start...].firstIndex(of: 0x23), answer.count > end + 2
      {
        try send([0x2B])
        return Array(answer[(start + 1)..<end])
      }
      answer += try receive(until: deadline)
    }
  }

  private func send(_ bytes: [UInt8]) throws(VirtualBoardError) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Descriptors.writeSome(
          descriptor, UnsafeRawBufferPointer(rebasing: $0[sent...]), isSocket: true)
      }
      if count == -Int(EAGAIN) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&entry, 1, 1000)
        continue
      }
      guard count > 0 else {
        throw .monitor(operation: "load", cause: "the emulator closed its debugger's port")
      }
      sent += count
    }
  }

  private func receive(until deadline: UInt64) throws(VirtualBoardError) -> [UInt8] {
    guard MonotonicClock.now() < deadline else {
      throw .monitor(operation: "load", cause: "the emulator's debugger's port does not answer")
    }
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, 100) > 0 else { return [] }
    var chunk = [UInt8](repeating: 0, count: 256)
    let count = chunk.withUnsafeMutableBytes { Descriptors.readSome(descriptor, into: $0) }
    if count == -Int(EAGAIN) { return [] }
    guard count > 0 else {
      throw .monitor(operation: "load", cause: "the emulator closed its debugger's port")
    }
    return Array(chunk.prefix(count))
  }
}
