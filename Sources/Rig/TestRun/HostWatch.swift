/// Tells from the times at which the rig looked at its port when its host stood still.
///
/// What was read after a look can't have come before the look that came before it; so the rig looks
/// often, and where it could not, that is told: stopped, or waiting for a processor.
struct HostWatch: Equatable {
  /// How often the rig is to look.
  let periodNanoseconds: UInt64
  private(set) var lastLook: UInt64
  private var toldCount = 0
  /// Since when it was late too often to be told each time.
  private var lateSince: UInt64?

  /// What a wait may last longer than it was asked to before that counts.
  static let graceNanoseconds: UInt64 = 500_000
  /// Most times that are told one by one; the rest is told as one.
  static let limit = 1000

  init(periodNanoseconds: UInt64, at now: UInt64) {
    self.periodNanoseconds = periodNanoseconds
    lastLook = now
  }

  /// The longest from one look to the next that is not told.
  var promisedNanoseconds: UInt64 { periodNanoseconds + Self.graceNanoseconds }
  /// When the next look is due.
  var deadline: UInt64 { lastLook + periodNanoseconds }

  /// Takes note of a look; returns for how long there had been none, where that was too long.
  mutating func look(at now: UInt64) -> UInt64? {
    guard now > lastLook else { return nil }
    let (start, gap) = (lastLook, now - lastLook)
    lastLook = now
    guard gap > promisedNanoseconds else { return nil }
    guard toldCount < Self.limit else {
      lateSince = lateSince ?? start
      return nil
    }
    toldCount += 1
    return gap
  }

  /// For how long, up to `now`, it was late too often to be told each time; nil where it never was.
  func untold(at now: UInt64) -> UInt64? { lateSince.map { now - $0 } }
}
