import Glibc
import SerialPort
import Testing

struct DeadlineTimerTests {
  private func isReady(_ descriptor: CInt, withinMilliseconds wait: CInt) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, wait) > 0
  }

  @Test func itGoesOffAtItsTimeAndNotBefore() throws {
    let timer = try DeadlineTimer.make()
    #expect(!isReady(timer.descriptor, withinMilliseconds: 0))
    let deadline = MonotonicClock.now() + 20_000_000
    timer.arm(deadline)
    #expect(isReady(timer.descriptor, withinMilliseconds: 10_000))
    #expect(MonotonicClock.now() + 20_000 >= deadline, "give or take two clocks' difference")
  }

  @Test func aTimeThatHasPassedGoesOffAtOnce() throws {
    let timer = try DeadlineTimer.make()
    timer.arm(MonotonicClock.now() - 1_000_000_000)
    #expect(isReady(timer.descriptor, withinMilliseconds: 10_000))
    timer.arm(0)
    #expect(isReady(timer.descriptor, withinMilliseconds: 10_000))
  }

  @Test func armingAnewTakesTheOldTimeBack() throws {
    let timer = try DeadlineTimer.make()
    timer.arm(0)
    #expect(isReady(timer.descriptor, withinMilliseconds: 10_000))
    timer.arm(MonotonicClock.now() + 3_600_000_000_000)
    #expect(!isReady(timer.descriptor, withinMilliseconds: 5))
  }

  @Test func noTimerNeverGoesOff() {
    let none = DeadlineTimer.none
    none.arm(0)
    #expect(none.descriptor < 0)
    #expect(!isReady(none.descriptor, withinMilliseconds: 5))
  }
}
