internal import SoleLink

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

  /// nil where no clock can tell such times: the answer before its question, on either clock, or later
  /// than any clock counts. Whatever a chip tells and a capture holds, differences of these can't
  /// overflow.
  init?(asked: UInt64, _ reply: Wire.TimeSyncReply, read: UInt64) {
    guard asked <= read, read <= Self.latestHost, reply.received <= reply.sent,
      reply.sent <= Self.latestDevice
    else { return nil }
    self.init(
      hostSent: asked, deviceReceived: reply.received, deviceSent: reply.sent, hostReceived: read)
  }

  /// Microseconds that no chip's clock comes to (285 years), and nanoseconds that no capture lasts (146).
  static let latestDevice: UInt64 = 1 << 53
  private static let latestHost: UInt64 = 1 << 62

  /// Time on the way, there and back: the round trip without the device's own share, in nanoseconds.
  package var delayNanoseconds: Int64 {
    Int64(hostReceived) - Int64(hostSent) - Int64(deviceSent - deviceReceived) * 1000
  }
}
