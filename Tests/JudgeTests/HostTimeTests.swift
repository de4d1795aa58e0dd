import Capture
import Testing

@testable import Judge

/// How far a host's own times are known: it looked every 2 ms, or says where it did not.
struct HostTimeTests {
  private static let millisecond: UInt64 = 1_000_000

  private func host(_ lates: (late: RigEvent.HostLate, told: UInt64)...) -> HostTime {
    var host = HostTime()
    host.take(RigEvent.HostWatch(everyNanoseconds: 2 * Self.millisecond), at: 0)
    for (late, told) in lates { host.take(late, at: told * Self.millisecond) }
    return host
  }

  private func late(_ milliseconds: UInt64) -> RigEvent.HostLate {
    .init(nanoseconds: milliseconds * Self.millisecond)
  }

  private let second: ClosedRange<UInt64> = 0...1_000_000_000

  @Test func whatItMissedIsWhatItHadPromisedToLookAt() {
    let host = host((late(5), 105), (late(3), 200))
    #expect(host.missed(in: second) == 4 * Self.millisecond)
    #expect(host.missed(in: 0...150_000_000) == 3 * Self.millisecond)
    #expect(host.missed(in: 104_000_000...150_000_000) == Self.millisecond)
    // An end that was read may have come since the look before, and what was not seen lies between looks.
    #expect(host.unseen(in: second) == 10e6)
    #expect(self.host().unseen(in: second) == 2e6)
    #expect(host.lateCount == 2 && host.longestLateNanoseconds == 5 * Self.millisecond)
  }

  @Test func severalThatAreToldTogetherCountAsWhatTheyCameTo() {
    let several = RigEvent.HostLate.Several(
      count: 10, longestNanoseconds: 20_000_000, missedNanoseconds: 30_000_000)
    let host = host((.init(nanoseconds: 900_000_000, several: several), 1000), (late(5), 2000))
    #expect(host.missed(in: second) == 30 * Self.millisecond)
    #expect(host.unseen(in: second) == 52e6)
    #expect(host.lateCount == 11 && host.longestLateNanoseconds == 20 * Self.millisecond)
    // When within it something came is not known.
    #expect(host.earliest(read: 500_000_000) == 100_000_000)
    #expect(host.earliest(read: 1_500_000_000) == 1_498_000_000)
    #expect(host.latest(sent: 500_000_000) == 1_000_000_000)
  }
}
