import Glibc

/// What the kernel says of a process (proc_pid_stat(5)).
enum ProcessState: Sendable, Equatable {
  case stopped, other, gone

  static func of(_ identifier: Int32) -> ProcessState {
    let descriptor = open("/proc/\(identifier)/stat", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .gone }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = buffer.withUnsafeMutableBytes { Descriptors.readSome(descriptor, into: $0) }
    // The state follows the name, which stands in parentheses and may contain any of them.
    guard count > 0, let end = buffer[..<count].lastIndex(of: UInt8(ascii: ")")),
      end + 2 < count
    else { return .gone }
    switch buffer[end + 2] {
    case UInt8(ascii: "T"), UInt8(ascii: "t"): return .stopped
    case UInt8(ascii: "Z"), UInt8(ascii: "X"): return .gone
    default: return .other
    }
  }
}
