internal import Capture

/// Tells from the times at which the rig looked at its port when its host stood still.
///
/// What was read after a look can't have come before the look that came before it; so the rig looks
/// often, and where it could not, that is told: stopped, or waiting for a processor.
struct HostWatch {
  /// How often the rig is to look.
  let periodNanoseconds: UInt64
  private(set) var lastLook: UInt64
  private var toldCount = 0
  /// Of those that are told together: when the first began, and what they come to.
  private var gathered: (start: UInt64, sum: RigEvent.HostLate.Several)?

  /// What a wait may last longer than it was asked to before that counts.
  static let graceNanoseconds: UInt64 = 500_000
  /// Most times that are told one by one; after that, those of a second are told together.
  static let limit = 1000
  static let gatherNanoseconds: UInt64 = 1_000_000_000

  init(periodNanoseconds: UInt64, at now: UInt64) {
    self.periodNanoseconds = periodNanoseconds
    lastLook = now
  }

  /// The longest from one look to the next that is not told.
  var promisedNanoseconds: UInt64 { periodNanoseconds + Self.graceNanoseconds }
  /// When the next look is due.
  var deadline: UInt64 { lastLook + periodNanoseconds }

  /// Takes note of a look; returns what is to be told at that time of looks that came too late.
  mutating func look(at now: UInt64) -> RigEvent.HostLate? {
    guard now > lastLook else { return nil }
    let (start, gap) = (lastLook, now - lastLook)
    lastLook = now
    if gap > promisedNanoseconds {
      guard toldCount >= Self.limit else {
        toldCount += 1
        return RigEvent.HostLate(nanoseconds: gap)
      }
      gather(gap, from: start)
    }
    guard let gathered, now - gathered.start >= Self.gatherNanoseconds else { return nil }
    return takeGathered(at: now)
  }

  /// What was not told yet, to be told at `now`.
  mutating func takeGathered(at now: UInt64) -> RigEvent.HostLate? {
    defer { gathered = nil }
    return gathered.map { RigEvent.HostLate(nanoseconds: now - $0.start, several: $0.sum) }
  }

  private mutating func gather(_ gap: UInt64, from start: UInt64) {
    var (start, sum) = gathered ?? (start, RigEvent.HostLate.Several())
    sum.count += 1
    sum.longestNanoseconds = max(sum.longestNanoseconds, gap)
    sum.missedNanoseconds += gap - promisedNanoseconds
    gathered = (start, sum)
  }
}
