/// Finds initial contact: where the pitch rate goes from toe up to toe down after the swing.
///
/// The foot comes in toe up and stops turning when it meets the ground (GAIT.md; with motion
/// capture the crossing comes 2 to 7 ms late, ± 4 ms). A foot that lands on its ball turns toe up
/// again while its heel comes down, at times faster than in swing, but never as far: the turn
/// through the largest angle is the swing's.
struct ContactDetector: Sendable {
  /// Sample time in 1/16 sample of the crossing after the largest turn toe up, if one came.
  private(set) var contact: UInt32?
  /// Angles in counts times steps, toe up negative: the largest turn's, and the present one's.
  ///
  /// A stride of 750 steps at 56 756 counts stays below 2^26.
  private var largest: Int32 = 0
  private var turned: Int32 = 0
  private var isFast = false
  private var previous: Int32 = 0

  /// 2 rad/s, in counts: a slower turn toe up is no swing.
  private static var slowest: Int32 { -1879 }

  /// Takes in the pitch rate in counts at a sample time; `step` is the time between two.
  mutating func consume(_ pitchRate: Int32, at time: UInt32, step: UInt32) {
    if pitchRate < 0 {
      turned = max(turned + pitchRate, -1 << 30)
      if pitchRate < ContactDetector.slowest { isFast = true }
    } else if turned < 0 {
      if isFast, turned < largest {
        largest = turned
        let span = UInt32(bitPattern: pitchRate - previous)
        contact = time &- UInt32(bitPattern: pitchRate) * step / span
      }
      turned = 0
      isFast = false
    }
    previous = pitchRate
  }
}
