import Glibc

/// The clock that every host time in a capture is told in: CLOCK_MONOTONIC_RAW, in nanoseconds.
///
/// Raw, since NTP slews CLOCK_MONOTONIC by up to 500 ppm, which a fit of the board's clock would
/// then blame on the board.
package enum MonotonicClock {
  /// The present time in nanoseconds since an unnamed moment before boot.
  package static func now() -> UInt64 {
    var time = timespec()
    // It can only fail for an unknown clock or a bad pointer: neither is an operating error.
    let result = clock_gettime(CLOCK_MONOTONIC_RAW, &time)
    precondition(result == 0, "CLOCK_MONOTONIC_RAW is missing from this kernel")
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
