/// A ringing of the shoe that is struck at an instant: after a contact, after toe-off.
struct RingShape {
  var start: Double
  var duration: Double
  var hertz: Double
  /// How far the shoe moves, metres in the world, and turns, radians, for a ring of 1.
  var displacement: SIMD3<Double>
  var pitch: Double
  var roll: Double

  func jet(at seconds: Double) -> Jet {
    Pulse.ring(at: seconds, from: start, to: start + duration, hertz: hertz)
  }
}
