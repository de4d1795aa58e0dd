import CLinux
import Glibc

/// The calls into the kernel that a port makes, as values, so that a test can script each answer.
///
/// Every call answers as the kernel does: a result of zero or more, or the negated errno.
package struct Syscalls: Sendable {
  package var open: @Sendable (_ path: String, _ flags: CInt) -> CInt
  package var close: @Sendable (_ descriptor: CInt) -> CInt
  package var read: @Sendable (_ descriptor: CInt, _ into: UnsafeMutableRawBufferPointer) -> Int
  package var write: @Sendable (_ descriptor: CInt, _ from: UnsafeRawBufferPointer) -> Int
  /// Polls one descriptor: the revents, zero when the time is over. A negative timeout waits on.
  package var poll:
    @Sendable (_ descriptor: CInt, _ events: Int16, _ timeoutNanoseconds: Int64) -> CInt
  package var flock: @Sendable (_ descriptor: CInt, _ operation: CInt) -> CInt
  package var ioctl:
    @Sendable (_ descriptor: CInt, _ request: UInt, _ argument: UnsafeMutableRawPointer?) -> CInt
  /// The clock that timeouts are measured on, in nanoseconds.
  package var now: @Sendable () -> UInt64
  /// Where programs of old keep their locks, `LCK..ttyS0`; nil leaves them alone.
  package var lockFolder: String?

  /// The running kernel.
  package static let linux = Syscalls(
    open: { path, flags in orNegatedErrno(Glibc.open(path, flags)) },
    close: { descriptor in orNegatedErrno(Glibc.close(descriptor)) },
    read: { descriptor, buffer in
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      return count < 0 ? -Int(errno) : count
    },
    write: { descriptor, buffer in
      let count = Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      return count < 0 ? -Int(errno) : count
    },
    poll: { descriptor, events, timeoutNanoseconds in
      pollOne(descriptor, events, timeoutNanoseconds)
    },
    flock: { descriptor, operation in orNegatedErrno(clinux_flock(descriptor, operation)) },
    ioctl: { descriptor, request, argument in
      // Requests without an argument (TIOCEXCL) must not be handed a pointer.
      guard let argument else { return orNegatedErrno(Glibc.ioctl(descriptor, request)) }
      return orNegatedErrno(Glibc.ioctl(descriptor, request, argument))
    },
    now: { MonotonicClock.now() },
    lockFolder: "/run/lock")
}

private func orNegatedErrno(_ result: CInt) -> CInt {
  result < 0 ? -errno : result
}

private func pollOne(_ descriptor: CInt, _ events: Int16, _ timeoutNanoseconds: Int64) -> CInt {
  var entry = pollfd(fd: descriptor, events: events, revents: 0)
  // Nanoseconds: a millisecond is too coarse for a link at 1 Mbaud.
  let result = clinux_ppoll(&entry, 1, timeoutNanoseconds)
  return result < 0 ? -errno : CInt(UInt16(bitPattern: entry.revents))
}
