/// Whether a driver hands bytes over at once or waits for more; a flag of the kernel's
/// `serial_struct`.
///
/// An FTDI adapter otherwise holds bytes back for 16 ms. Source: include/uapi/linux/serial.h,
/// include/uapi/linux/tty_flags.h (ASYNC_LOW_LATENCY); read and set by TIOCGSERIAL, TIOCSSERIAL.
package struct DriverLatency: Sendable {
  /// What became of the wish for low latency.
  package enum Outcome: String, Sendable {
    /// Read back as set.
    case low
    /// The driver took the wish, and reads back without it.
    case refused
    /// The driver knows no such wish, as a pty.
    case unsupported
  }

  static let get: UInt = 0x541E
  static let set: UInt = 0x541F
  static let lowLatency: UInt32 = 1 << 13
  /// The place of `flags` in the structure, counted in words of four bytes.
  private static let flagsIndex = 4

  // 72 bytes on 64-bit machines; what the kernel does not fill stays zero.
  private var words = InlineArray<32, UInt32>(repeating: 0)

  private init() {}

  var isLow: Bool {
    get { words[Self.flagsIndex] & Self.lowLatency != 0 }
    set {
      words[Self.flagsIndex] &= ~Self.lowLatency
      if newValue { words[Self.flagsIndex] |= Self.lowLatency }
    }
  }

  /// Asks for low latency, and what was set before, to be set again; nil where nothing was changed.
  static func lower(
    _ descriptor: CInt, _ syscalls: Syscalls
  ) -> (outcome: Outcome, original: DriverLatency?) {
    guard let original = read(descriptor, syscalls) else { return (.unsupported, nil) }
    if original.isLow { return (.low, nil) }
    var wanted = original
    wanted.isLow = true
    guard wanted.set(descriptor, syscalls) else { return (.unsupported, nil) }
    let isLow = read(descriptor, syscalls)?.isLow ?? false
    return (isLow ? .low : .refused, original)
  }

  @discardableResult func set(_ descriptor: CInt, _ syscalls: Syscalls) -> Bool {
    var copy = self
    return withUnsafeMutablePointer(to: &copy) {
      syscalls.ioctl(descriptor, Self.set, UnsafeMutableRawPointer($0)) >= 0
    }
  }

  private static func read(_ descriptor: CInt, _ syscalls: Syscalls) -> DriverLatency? {
    var latency = DriverLatency()
    let result = withUnsafeMutablePointer(to: &latency) {
      syscalls.ioctl(descriptor, get, UnsafeMutableRawPointer($0))
    }
    return result < 0 ? nil : latency
  }
}
