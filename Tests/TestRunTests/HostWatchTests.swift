import Testing

@testable import TestRun

struct HostWatchTests {
  private static let period: UInt64 = 1_000_000

  @Test func looksInTimeAreNotTold() {
    var watch = HostWatch(periodNanoseconds: Self.period, at: 100)
    #expect(watch.deadline == 100 + Self.period)
    #expect(watch.promisedNanoseconds == Self.period + HostWatch.graceNanoseconds)
    #expect(watch.look(at: 100 + watch.promisedNanoseconds) == nil)
    #expect(watch.look(at: 100 + watch.promisedNanoseconds) == nil, "no time has passed")
    #expect(watch.deadline == 100 + watch.promisedNanoseconds + Self.period)
    #expect(watch.untold(at: 1 << 40) == nil)
  }

  @Test func alateLookTellsForHowLongThereWasNone() {
    var watch = HostWatch(periodNanoseconds: Self.period, at: 0)
    #expect(watch.look(at: 50_000_000) == 50_000_000)
    #expect(watch.look(at: 50_500_000) == nil)
    #expect(watch.look(at: 52_000_001) == 1_500_001)
  }

  /// More than can be told one by one is told as one: nothing is left out.
  @Test func beyondTheLimitAllIsToldAsOne() {
    var watch = HostWatch(periodNanoseconds: Self.period, at: 0)
    for index in 1...HostWatch.limit {
      #expect(watch.look(at: UInt64(index) * 10_000_000) == 10_000_000)
    }
    let end = UInt64(HostWatch.limit) * 10_000_000
    #expect(watch.untold(at: end) == nil)
    #expect(watch.look(at: end + 20_000_000) == nil)
    #expect(watch.look(at: end + 20_100_000) == nil)
    #expect(watch.untold(at: end + 30_000_000) == 30_000_000)
  }
}
