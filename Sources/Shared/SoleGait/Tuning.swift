/// The constants that were chosen on recordings; times in ms, energies in tenths of the unit's.
struct Tuning: Sendable {
  /// Half the energy window, and half the one for fast running.
  var window: Int32 = 40
  var nearWindow: Int32 = 20
  /// How many times a valley's energy lies under the peak's before it: for any valley, for one like
  /// the last, in fast running and in a sprint.
  var factor: UInt8 = 40
  var likeFactor: UInt8 = 15
  var fastFactor: UInt8 = 25
  var sprintFactor: UInt8 = 12
  /// Cadence from which running is fast, and a sprint, in 0.1 steps/min.
  var fastCadence: UInt16 = 1600
  var sprintCadence: UInt16 = 1800
  /// Speed in mm/s from which running is fast at any cadence.
  var fastSpeed: UInt16 = 3000
  /// Energy that a rise has to reach.
  var riseFloor: UInt32 = 250
  /// Energy below which the foot counts as quiet, and below which a standing one as still.
  var quiet: UInt32 = 50
  var still: UInt32 = 10
  /// Quiet that makes standing, and how long a low valley may last before it is standing too.
  var standing: Int32 = 200
  var valley: Int32 = 250
  /// Time on the move without a midstance after which running is taken for fast.
  var patience: Int32 = 1500
  /// Time after a midstance in which, in fast running, no other is expected.
  var early: Int32 = 350
}
