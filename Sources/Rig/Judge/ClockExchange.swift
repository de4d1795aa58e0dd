/// One question for the device's time and its answer, on both clocks.
package struct ClockExchange: Equatable, Sendable {
  /// Host time before the question left, in nanoseconds.
  package var hostSent: UInt64
  /// Device times at which it took up the question and let go of the answer, in microseconds, each
  /// rounded down.
  package var deviceReceived: UInt64
  package var deviceSent: UInt64
  /// Host time after the answer had come, in nanoseconds.
  package var hostReceived: UInt64

  package init(
    hostSent: UInt64, deviceReceived: UInt64, deviceSent: UInt64, hostReceived: UInt64
  ) {
    self.hostSent = hostSent
    self.deviceReceived = deviceReceived
    self.deviceSent = deviceSent
    self.hostReceived = hostReceived
  }

  /// Time on the way, there and back: the round trip without the device's own share, in nanoseconds.
  package var delayNanoseconds: Int64 {
    Int64(hostReceived) - Int64(hostSent) - Int64(deviceSent - deviceReceived) * 1000
  }
}
