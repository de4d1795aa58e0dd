/// The highest point of a swing.
struct SwingHeight: Sendable {
  /// Where it was, in mm in the fixed frame with the drift of the integration, and after how many
  /// steps.
  private var position: Vector = .zero
  private var steps: Int32 = 0
  private var highest: Int32 = 0
  /// Upwards in the fixed frame, in Q15.
  private let up: Vector
  private var rises = false

  init() { up = .zero }

  /// `up` is in Q15.
  init(up: Vector) { self.up = up }

  /// Looks whether the foot has just stopped rising.
  @inline(__always)
  mutating func consume(_ motion: inout StrideIntegrator, _ unit: UInt32) {
    let was = rises
    rises = motion.speed(along: up) > 0
    if was, !rises { take(&motion, unit) }
  }

  @inline(never)
  private mutating func take(_ motion: inout StrideIntegrator, _ unit: UInt32) {
    let there = motion.position(unit)
    let height = there.dot(up)
    // What comes later has drifted more: it has to be higher by a quarter.
    guard height > highest &+ highest >> 2 else { return }
    highest = height
    position = there
    steps = motion.steps
  }

  /// Returns the height in mm over where the foot stood.
  ///
  /// `drift` is how far the integration drifted in `whole` steps, with the square of time; of the
  /// change of height that is left at the end, what comes with the time is taken off: on level
  /// ground it tells that gravity was not quite where it was thought.
  func corrected(drift: Vector, along up: Vector, whole: Int32) -> UInt16 {
    // In Q15; the top of a swing may come after what proves to have been the midstance.
    let part = min((steps << 15) / max(whole, 1), 32_768)
    let square = product(part, part) >> 15
    let height = (position - drift.scaled(by: square)).dot(up)
    return UInt16(truncatingIfNeeded: min(max(height, 0), 9_999))
  }
}
