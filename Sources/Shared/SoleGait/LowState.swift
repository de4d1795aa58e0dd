/// How it was at the last low of the energy of motion, which may have been midstance.
struct LowState: Sendable {
  /// Sample time in 1/16 sample.
  var time: UInt32 = 0
  var contact: UInt32 = 0
  var hasContact = false
  /// Turned since the contact, toe down and to the right at most, in counts times steps.
  var pitch: Int32 = 0
  var roll: Int32 = 0
  /// Largest backward acceleration since the contact, in counts.
  var braking: Int32 = 0
  /// The axis to the left in the fixed frame: in 16 times Q15, and in Q15 once it was a midstance.
  var left: Vector = .zero
  /// The mean specific force in the sensor's frame, in counts.
  var gravity: Vector = .zero
}
