import Capture
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
    #expect(watch.takeGathered(at: 1 << 40) == nil)
  }

  @Test func alateLookTellsForHowLongThereWasNone() {
    var watch = HostWatch(periodNanoseconds: Self.period, at: 0)
    #expect(watch.look(at: 50_000_000) == .init(nanoseconds: 50_000_000))
    #expect(watch.look(at: 50_500_000) == nil)
    #expect(watch.look(at: 52_000_001) == .init(nanoseconds: 1_500_001))
  }

  /// More than can be told one by one is told by the second: nothing is left out, and a capture does
  /// not grow with a bad host.
  @Test func beyondTheLimitThoseOfASecondAreToldTogether() {
    var watch = HostWatch(periodNanoseconds: Self.period, at: 0)
    for index in 1...HostWatch.limit {
      #expect(watch.look(at: UInt64(index) * 10_000_000) == .init(nanoseconds: 10_000_000))
    }
    let start = UInt64(HostWatch.limit) * 10_000_000
    #expect(watch.look(at: start + 20_000_000) == nil)
    var time = start + 20_000_000
    while time + Self.period < start + HostWatch.gatherNanoseconds {
      time += Self.period
      #expect(watch.look(at: time) == nil)
    }
    #expect(
      watch.look(at: time + 5_000_000)
        == .init(
          nanoseconds: time + 5_000_000 - start,
          several: .init(
            count: 2, longestNanoseconds: 20_000_000,
            missedNanoseconds: 25_000_000 - 2 * watch.promisedNanoseconds)))
    #expect(watch.takeGathered(at: time + 6_000_000) == nil, "all of it was told")
    #expect(watch.look(at: time + 15_000_000) == nil)
    #expect(
      watch.takeGathered(at: time + 17_000_000)
        == .init(
          nanoseconds: 12_000_000,
          several: .init(
            count: 1, longestNanoseconds: 10_000_000,
            missedNanoseconds: 10_000_000 - watch.promisedNanoseconds)))
  }

  /// A stretch ends where it is told, though the host is in time again.
  @Test func whatWasGatheredIsToldASecondLaterAtMost() {
    var watch = HostWatch(periodNanoseconds: Self.period, at: 0)
    for index in 1...HostWatch.limit { _ = watch.look(at: UInt64(index) * 10_000_000) }
    let start = UInt64(HostWatch.limit) * 10_000_000
    _ = watch.look(at: start + 20_000_000)
    var (time, told) = (start + 20_000_000, [UInt64]())
    while time < start + 3 * HostWatch.gatherNanoseconds {
      time += Self.period
      if watch.look(at: time) != nil { told.append(time - start) }
    }
    #expect(told == [HostWatch.gatherNanoseconds])
  }
}
