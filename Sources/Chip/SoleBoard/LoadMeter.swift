/// How much of its time the chip is awake.
public struct LoadMeter {
  private var since: UInt64 = 0
  private var asleepMicroseconds: UInt64 = 0

  public init() {}

  /// Counts a sleep that began and ended at these times.
  public mutating func slept(from start: UInt64, to end: UInt64) {
    asleepMicroseconds += end - start
  }

  /// The share of time awake since the last call, in tenths of a percent.
  public mutating func take(at now: UInt64) -> UInt16 {
    let all = now - since
    let awake = all - min(asleepMicroseconds, all)
    since = now
    asleepMicroseconds = 0
    return all == 0 ? 0 : UInt16(awake * 1000 / all)
  }
}
