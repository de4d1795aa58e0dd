/// The constants that were chosen on recordings and on synthetic runners; times in ms, energies in
/// tenths of the unit's.
package struct Tuning: Equatable, Sendable {
  /// Half the energy window, and half the one for fast running.
  package var window: Int32 = 40
  package var nearWindow: Int32 = 20
  /// How many times a valley's energy lies under the peak's before it: for any valley, for one like
  /// the last, in fast running and in a sprint.
  package var factor: UInt8 = 40
  package var likeFactor: UInt8 = 15
  package var fastFactor: UInt8 = 20
  package var sprintFactor: UInt8 = 12
  /// Cadence from which running is fast, and a sprint, in 0.1 steps/min.
  package var fastCadence: UInt16 = 1600
  package var sprintCadence: UInt16 = 1800
  /// Speed in mm/s from which running is fast at any cadence.
  package var fastSpeed: UInt16 = 3000
  /// Energy that a rise has to reach.
  package var riseFloor: UInt32 = 250
  /// Energy below which the foot counts as quiet, and below which a standing one as still.
  package var quiet: UInt32 = 50
  package var still: UInt32 = 10
  /// Quiet that makes standing, and how long a low valley may last before it is standing too.
  package var standing: Int32 = 400
  package var valley: Int32 = 250
  /// Time on the move without a midstance after which running is taken for fast.
  package var patience: Int32 = 1500
  /// Time after a midstance in which, in fast running, no other is expected.
  package var early: Int32 = 350
  /// Time after the lowest energy at which a run's stride is told, if the foot has not left yet.
  package var hurry: Int32 = 100
  /// Walking, how long contact comes before the pitch rate's crossing, and toe-off before its own.
  package var walkContact: UInt16 = 5
  package var walkToeOff: UInt16 = 20
  /// Running, how long contact comes after the crossing; and the time on the ground, which grows
  /// with the time to push-off's fastest turn, in 1/1024, from the one at which it would be none.
  package var runContact: UInt16 = 16
  package var runOffset: UInt16 = 20
  package var runStance: UInt16 = 1167

  package init() {}
}
