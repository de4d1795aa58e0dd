internal import Capture
internal import SerialPort

extension RigEvent.DriverCounters {
  /// The counts of a port's driver as the capture has them.
  init(_ counters: DriverCounters) {
    self.init()
    received = UInt32(bitPattern: counters.received)
    sent = UInt32(bitPattern: counters.sent)
    framingErrors = UInt32(bitPattern: counters.framingErrors)
    parityErrors = UInt32(bitPattern: counters.parityErrors)
    overruns = UInt32(bitPattern: counters.overruns)
    bufferOverruns = UInt32(bitPattern: counters.bufferOverruns)
    breaks = UInt32(bitPattern: counters.breaks)
  }
}
