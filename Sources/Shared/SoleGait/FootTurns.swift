/// Finds toe-off and initial contact in the pitch rate.
///
/// In a stride the foot turns farthest toe down when it pushes off, and then farthest toe up in
/// swing; both turns end where the pitch rate crosses zero. Walking, the foot leaves the ground
/// just before the first crossing and meets it just before the second (with motion capture 20 ms
/// and 2 to 7 ms, ± 5 ms each). A foot that lands on its ball turns toe up again while its heel
/// comes down, at times faster than in swing, but never as far.
struct FootTurns: Sendable {
  /// Sample time in 1/16 sample of the crossing after the largest turn toe up, if `hasContact`.
  private(set) var contact: UInt32 = 0
  private(set) var hasContact = false
  private(set) var hasPushOff = false
  /// Sample times of push-off's fastest turn and of its end, if `hasPushOff`.
  private(set) var pushOffPeak: UInt32 = 0
  private(set) var pushOffEnd: UInt32 = 0
  /// Angles in counts times steps: of the largest turn toe down, of the largest toe up, and of the
  /// present one.
  ///
  /// A stride of 750 steps at 56 756 counts stays below 2^26.
  private var largestDown: Int32 = 0
  private var largestUp: Int32 = 0
  private var turned: Int32 = 0
  /// The present turn's fastest rate, and when it was reached first and last.
  private var fastest: Int32 = 0
  private var firstPeak: UInt32 = 0
  private var lastPeak: UInt32 = 0
  private var previous: Int32 = 0

  /// 2 rad/s, in counts: a slower turn is neither push-off nor swing.
  private static var slowest: Int32 { 1879 }

  /// Forgets what was found in the stride before; a turn that has begun goes on.
  mutating func beginStride() {
    largestDown = 0
    largestUp = 0
    hasContact = false
    hasPushOff = false
  }

  /// The foot may stand now: what it turned toe down before was no push-off.
  mutating func beginStance() { if turned > 0 { fastest = 0 } }

  /// Takes in the pitch rate in counts at a sample time, toe down positive; `step` is the time
  /// between two. Tells whether this may have been initial contact.
  mutating func consume(_ pitchRate: Int32, at time: UInt32, step: UInt32) -> Bool {
    let isContact = (pitchRate ^ previous) < 0 && endTurn(pitchRate, at: time, step: step)
    turned = held(turned &+ pitchRate, to: 1 << 26)
    let speed = pitchRate < 0 ? 0 &- pitchRate : pitchRate
    if speed > fastest {
      fastest = speed
      firstPeak = time
      lastPeak = time
    } else if speed &+ speed >> 6 >= fastest {
      // A clipped gyro has a plateau where the peak would be: its middle is as good.
      lastPeak = time
    }
    previous = pitchRate
    return isContact
  }

  @inline(never)
  private mutating func endTurn(_ pitchRate: Int32, at time: UInt32, step: UInt32) -> Bool {
    let ratio = product(UInt32(bitPattern: pitchRate < 0 ? 0 &- pitchRate : pitchRate), step)
    let span = pitchRate &- previous
    let crossing = time &- ratio / UInt32(bitPattern: span < 0 ? 0 &- span : span)
    let angle = turned
    let isFast = fastest > FootTurns.slowest
    turned = 0
    fastest = 0
    guard isFast else { return false }
    if angle < largestUp {
      largestUp = angle
      contact = crossing
      hasContact = true
      return true
    }
    if angle > largestDown {
      largestDown = angle
      pushOffPeak = firstPeak &+ (lastPeak &- firstPeak) / 2
      pushOffEnd = crossing
      hasPushOff = true
      // A swing comes after it.
      largestUp = 0
      hasContact = false
    }
    return false
  }
}
