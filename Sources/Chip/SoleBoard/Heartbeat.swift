/// A slow alarm that wakes the main loop: it feeds the watchdog, and keeps the clock from missing
/// a wrap of its timer.
public struct Heartbeat<Bus: RegisterBus> {
  private let alarm: Alarm<Bus>
  private let periodMicroseconds: UInt32
  private var next: UInt64 = 0

  public init(alarm: Alarm<Bus>, periodMicroseconds: UInt32) {
    precondition(periodMicroseconds >= 1000 && periodMicroseconds < 0x8000_0000)
    self.alarm = alarm
    self.periodMicroseconds = periodMicroseconds
  }

  /// Whether a beat is due; a chip about to sleep must look, as its alarm may have gone off.
  public func isDue(at now: UInt64) -> Bool { next <= now }

  /// Takes the beat that is due, if one is, and sets the alarm for the next.
  public mutating func take(clock: inout MicrosecondClock<Bus>) -> Bool {
    if !isDue(at: clock.now()) { return false }
    // Beats may slip, so the next is counted from now: it lies ahead when the alarm is set.
    next = clock.now() + UInt64(periodMicroseconds)
    alarm.set(next)
    return true
  }
}
