/// Shapes that begin and end with no value, no rate and no acceleration.
enum Pulse {
  /// A symmetric bump of height 1 over `start ..< end`: (4·s·(1−s))³.
  static func bump(at seconds: Double, from start: Double, to end: Double) -> Jet {
    guard seconds > start, seconds < end else { return Jet(0) }
    let s = Jet((seconds - start) / (end - start), rate: 1 / (end - start))
    let arch = s * (Jet(1) - s) * 4
    return arch * arch * arch
  }

  /// A ringing that is struck at `start` and has died away at `end`: (1−cos φ)·sin φ·(1−s)³.
  ///
  /// The struck end is steep enough to be a shock, and still C2; the largest value is below 1.3.
  static func ring(
    at seconds: Double, from start: Double, to end: Double, hertz: Double
  ) -> Jet {
    guard seconds > start, seconds < end else { return Jet(0) }
    let s = Jet((seconds - start) / (end - start), rate: 1 / (end - start))
    let rest = Jet(1) - s
    let phase = Jet(2 * .pi * hertz * (seconds - start), rate: 2 * .pi * hertz)
    let onset = Jet(1) - phase.cosine
    return onset * phase.sine * rest * rest * rest
  }
}
