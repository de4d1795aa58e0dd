internal import CLinux
internal import Glibc

/// A descriptor that can be read once a time of the rig's clock has come: an absolute deadline, which
/// no preemption between a look at the clock and the wait moves (timerfd_create(2)).
package struct DeadlineTimer: ~Copyable {
  /// For a loop that polls several; negative, which poll passes over, where there is no timer.
  package let descriptor: CInt

  /// Readings of two clocks that lie closer together than this count as one moment.
  private static let bracketNanoseconds: UInt64 = 5000
  private static let attempts = 4

  private init(descriptor: CInt) { self.descriptor = descriptor }

  /// No timer: it never goes off.
  package static var none: DeadlineTimer { DeadlineTimer(descriptor: -1) }

  package static func make() throws(SerialError) -> DeadlineTimer {
    let descriptor = clinux_timer_open()
    guard descriptor >= 0 else {
      throw .failed(.wait, path: "a timer (timerfd)", errno: errno)
    }
    return DeadlineTimer(descriptor: descriptor)
  }

  deinit { if descriptor >= 0 { Glibc.close(descriptor) } }

  /// Makes the descriptor readable from `deadline` on, a time of `MonotonicClock`, and not before.
  package func arm(_ deadline: UInt64) {
    guard descriptor >= 0 else { return }
    _ = clinux_timer_set(descriptor, max(1, Self.kernelTime(of: deadline)))
  }

  /// The kernel's timers know CLOCK_MONOTONIC only, which NTP slews away from the raw clock: both are
  /// read, close together.
  private static func kernelTime(of deadline: UInt64) -> Int64 {
    var best: (width: UInt64, offset: Int64) = (.max, 0)
    for _ in 0..<attempts {
      let before = MonotonicClock.now()
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      let after = MonotonicClock.now()
      let kernel = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
      let width = after - before
      if width < best.width { best = (width, kernel - Int64(before + width / 2)) }
      if width <= bracketNanoseconds { break }
    }
    return Int64(clamping: deadline) &+ best.offset
  }
}
