import SoleBoard
import Testing

@Suite struct ClockTests {
  private let chip = ChipModel()

  private func started() -> MicrosecondClock<ModelBus> {
    _ = HighFrequencyClock(bus: chip.bus).start()
    let clock = MicrosecondClock(bus: chip.bus)
    clock.start()
    return clock
  }

  /// Three wraps of the 32-bit timer, read every 20 minutes, beside them, and on them.
  @Test func clockGoesOnOverWraps() {
    var clock = started()
    let start = chip.time
    for target in [5, 0xFFFF_FFFF, 0x1_0000_0000, 0x1_0000_0001, 0x1_8000_0000, 0x2_4000_0000]
      as [UInt64]
    {
      chip.advance(by: target - (chip.time - start))
      #expect(clock.now() == target)
    }
    for _ in 0..<12 {
      chip.advance(by: 1_200_000_000)
      #expect(clock.now() == chip.time - start)
    }
    #expect(chip.violations == [])
  }

  @Test(arguments: [UInt32(1), 3, 7, 30, 100, 104, 200, 333, 400, 999_983, 1_000_000])
  func ticksNeverDrift(rateHertz: UInt32) {
    var schedule = TickSchedule(start: 123, rateHertz: rateHertz)
    for index in UInt64(0)..<20_000 {
      #expect(schedule.next == 123 + index * 1_000_000 / UInt64(rateHertz))
      let taken = schedule.takeDue(at: schedule.next, limit: 1)
      #expect(taken == 1)
    }
    #expect(schedule.lateTicks == 0 || rateHertz > 500_000)
  }

  /// Half an hour late: every tick comes, and all but the last are late.
  @Test func lateTicksComeAndAreCounted() {
    var schedule = TickSchedule(start: 0, rateHertz: 200)
    let inTime = [0, 4999, 9999].map { schedule.takeDue(at: $0, limit: 16) }
    #expect(inTime == [1, 0, 1])
    #expect(schedule.lateTicks == 0)
    let late = [3, 16].map { schedule.takeDue(at: 30_000, limit: $0) }
    #expect(late == [3, 2])
    #expect(schedule.lateTicks == 4)
    var taken: UInt32 = 0
    while case let count = schedule.takeDue(at: 1_800_000_000, limit: 1000), count > 0 {
      taken += count
    }
    #expect(taken == 360_000 - 6)
    #expect(schedule.lateTicks == 4 + taken - 1)
  }

  /// The main loop is slow and every register access takes its time, so that alarms are set for
  /// times that have passed: no tick is lost, none comes early, and the chip is never left without
  /// an alarm to come.
  @Test(arguments: [UInt64(0), 1, 40, 700, 4_800, 5_000, 5_001, 12_345])
  func slowLoopLosesNoTick(busyMicroseconds: UInt64) {
    var clock = started()
    chip.microsecondsPerAccess = 7
    var ticker = SampleTicker(alarm: Alarm(bus: chip.bus, channel: 1))
    let start = clock.now()
    ticker.start(at: start, rateHertz: 200)
    var ticks: UInt64 = 0
    while ticks < 1000 {
      ticks += UInt64(ticker.take(clock: &clock, limit: 16))
      let now = clock.now()
      #expect(ticks <= (now - start) / 5000 + 1)
      if !ticker.isDue(at: now) {
        // Asleep: the alarm must end it within a period, not 71 minutes later.
        var slept: UInt64 = 0
        while !chip.isTimerPending && slept < 6000 {
          chip.advance(by: 50)
          slept += 50
        }
        #expect(chip.isTimerPending)
        Alarm(bus: chip.bus, channel: 1).acknowledge()
      }
      chip.advance(by: busyMicroseconds)
    }
    #expect((ticker.lateTicks > 0) == (busyMicroseconds >= 5_000))
    #expect(chip.violations == [])
  }

  /// A tick may fall due just before its alarm is set, which the chip's compare then misses: the
  /// ticker has to see that by itself, wherever in its few register accesses the tick falls.
  @Test(arguments: Array(UInt64(0)..<80))
  func tickDueBeforeItsAlarmIsSetIsNotMissed(early: UInt64) {
    var clock = started()
    chip.microsecondsPerAccess = 9
    var ticker = SampleTicker(alarm: Alarm(bus: chip.bus, channel: 1))
    let start = clock.now()
    ticker.start(at: start, rateHertz: 200)
    #expect(chip.time < start + 5000 - early)
    chip.advance(by: start + 5000 - early - chip.time)
    Alarm(bus: chip.bus, channel: 1).acknowledge()
    let ticks = ticker.take(clock: &clock, limit: 16)
    #expect(ticks == 1 || ticks == 2)
    chip.advance(by: 5000)
    #expect(chip.isTimerPending)
  }

  @Test func tickerRunsOverTheTimersWrap() {
    var clock = started()
    chip.advance(by: 0xFFFF_FFFF - 100_000)
    var ticker = SampleTicker(alarm: Alarm(bus: chip.bus, channel: 1))
    let start = clock.now()
    ticker.start(at: start, rateHertz: 200)
    var ticks: UInt64 = 0
    for _ in 0..<200 {
      ticks += UInt64(ticker.take(clock: &clock, limit: 16))
      chip.advance(by: 1000)
    }
    #expect(ticks == 40)
    #expect(ticker.lateTicks == 0)
  }

  @Test func stoppedTickerKeepsItsCount() {
    var clock = started()
    var ticker = SampleTicker(alarm: Alarm(bus: chip.bus, channel: 1))
    ticker.start(at: 0, rateHertz: 200)
    chip.advance(by: 50_000)
    _ = ticker.take(clock: &clock, limit: 16)
    let late = ticker.lateTicks
    #expect(late == 10)
    ticker.stop()
    #expect(!ticker.isRunning)
    let afterStop = ticker.take(clock: &clock, limit: 16)
    #expect(afterStop == 0)
    chip.advance(by: 10_000_000)
    #expect(!chip.isTimerPending)
    #expect(ticker.lateTicks == late)
    ticker.start(at: clock.now(), rateHertz: 100)
    #expect(ticker.lateTicks == late)
  }

  @Test func heartSlipsButNeverStops() {
    var clock = started()
    chip.microsecondsPerAccess = 3
    var heartbeat = Heartbeat(alarm: Alarm(bus: chip.bus, channel: 2), periodMicroseconds: 1000)
    for beat in 0..<50 {
      let isDue = heartbeat.take(clock: &clock)
      #expect(isDue)
      #expect(!heartbeat.isDue(at: clock.now()))
      chip.advance(by: beat % 2 == 0 ? 1000 : 5_000_000_000)
      #expect(chip.isTimerPending)
      Alarm(bus: chip.bus, channel: 2).acknowledge()
    }
    #expect(chip.violations == [])
  }
}
