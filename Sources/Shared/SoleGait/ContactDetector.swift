/// Finds initial contact: where the pitch rate goes from toe up to toe down after the swing.
///
/// The foot comes in toe up and stops turning when it meets the ground (GAIT.md; with motion
/// capture the crossing comes 2 to 7 ms late, ± 4 ms).
struct ContactDetector: Sendable {
  /// Sample time in 1/16 sample of the crossing after the fastest turn toe up, if one came.
  private(set) var contact: UInt32?
  private var fastest: Int32
  private var previous: Int32 = 0

  /// 2 rad/s, in counts: a slower turn toe up is no swing.
  init() { fastest = -1879 }

  /// Takes in the pitch rate in counts at a sample time; `step` is the time between two.
  mutating func consume(_ pitchRate: Int32, at time: UInt32, step: UInt32) {
    if pitchRate < fastest {
      fastest = pitchRate
      contact = nil
      armed = true
    } else if armed, pitchRate >= 0 {
      let span = UInt32(bitPattern: pitchRate - previous)
      contact = time &- UInt32(bitPattern: pitchRate) * step / max(span, 1)
      armed = false
    }
    previous = pitchRate
  }

  private var armed = false
}
