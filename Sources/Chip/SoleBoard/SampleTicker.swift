/// The sample tick of real-time mode: a schedule, and the alarm that wakes the chip for it.
///
/// Ticks are told from the clock, never from how many interrupts there were, so that a chip that
/// was late catches up. The main loop calls it with interrupts masked.
public struct SampleTicker<Bus: RegisterBus> {
  private let alarm: Alarm<Bus>
  private var schedule: TickSchedule?
  private var lateBefore: UInt32 = 0

  public init(alarm: Alarm<Bus>) {
    self.alarm = alarm
  }

  /// How many ticks were late since the chip started.
  public var lateTicks: UInt32 { lateBefore &+ (schedule?.lateTicks ?? 0) }

  public var isRunning: Bool { schedule != nil }

  /// Whether a tick is due; a chip about to sleep must look, as its alarm may have gone off.
  public func isDue(at now: UInt64) -> Bool {
    guard let schedule else { return false }
    return schedule.next <= now
  }

  /// Starts ticking; tick 0 is due at `time`.
  public mutating func start(at time: UInt64, rateHertz: UInt32) {
    stop()
    schedule = TickSchedule(start: time, rateHertz: rateHertz)
    alarm.set(time)
  }

  public mutating func stop() {
    lateBefore = lateTicks
    schedule = nil
    alarm.cancel()
  }

  /// Takes the ticks that are due and sets the alarm for the next.
  ///
  /// The alarm is set before the clock is read again: a tick that fell due in between is taken
  /// here, since the chip's compare would miss it for 71 minutes.
  public mutating func take(clock: inout MicrosecondClock<Bus>, limit: UInt32) -> UInt32 {
    guard schedule != nil else { return 0 }
    var taken: UInt32 = 0
    while taken < limit {
      guard let due = schedule?.takeDue(at: clock.now(), limit: limit - taken) else { break }
      taken += due
      guard let next = schedule?.next else { break }
      alarm.set(next)
      if clock.now() < next { break }
    }
    return taken
  }
}
