/// Finds midstances in the energy of motion by a zigzag with factors for thresholds.
///
/// A valley is left once the energy has risen by a factor over it, a peak once it has fallen by a
/// factor under it: the same rule holds for a stroll and a sprint, whose energies differ by a
/// thousand. It decides late, so at each new low it says so, and what was low last when it decides
/// is the midstance.
struct MidstanceDetector: Sendable {
  enum Finding: Equatable, Sendable {
    case nothing
    /// The lowest energy of this valley so far: perhaps midstance.
    case low
    /// The last low was a midstance, and the foot has left it.
    case midstance
    /// The last low was a midstance, and the foot stays.
    case standing
    /// The foot stands, quiet: the next stride begins here or later.
    case quiet
    /// The foot has left its standing.
    case left
  }

  private enum Phase { case rising, falling, standing }

  private var phase = Phase.falling
  private var extreme = UInt32.max
  private var quietSteps: Int32 = 0
  private var stepsSinceLow: Int32 = 0
  private var lastValley: UInt32 = 0
  private var stepsSinceMidstance: Int32 = 0

  /// The foot has come down from a peak and has neither stood nor left yet.
  var isInValley: Bool { phase == .falling }

  /// Whether to look for the short stances of fast running.
  ///
  /// A sprinter's foot lies flat for 50 ms, which is lost in the energy of a walk's window. In a
  /// walk's swing it can be as slow for as long.
  private var isFast = false
  /// The factor while it is fast.
  private var fastFactor: UInt32 = 0

  /// Takes in the energy around a step, from a window for all gaits and from a shorter one.
  mutating func consume(_ energy: UInt32, near: UInt32, _ scale: GaitScale) -> Finding {
    if stepsSinceMidstance < scale.patience {
      stepsSinceMidstance += 1
      // A sprint that the engine wakes up in, or that was begun from standing.
      if stepsSinceMidstance == scale.patience, phase != .standing {
        setFast(true)
        fastFactor = scale.sprintFactor
      }
    }
    let energy = isFast ? product(near, scale.nearWeight) >> 4 : energy
    switch phase {
    case .rising: return rise(energy, scale)
    case .falling: return fall(energy, scale)
    case .standing: return stand(energy, scale)
    }
  }

  /// Takes in the cadence of a stride that was found, in 0.1 steps/min.
  mutating func adapt(cadence: UInt32, _ scale: GaitScale) {
    if phase == .standing { return }
    setFast(cadence >= (isFast ? scale.fastCadence - 100 : scale.fastCadence))
    // The faster the run, the less the foot comes to rest.
    fastFactor = cadence >= scale.sprintCadence ? scale.sprintFactor : scale.fastFactor
  }

  private mutating func setFast(_ fast: Bool) {
    if isFast == fast { return }
    isFast = fast
    // Energies of the other window are no measure for this one's.
    if phase == .rising { extreme = 0 } else { extreme = UInt32.max }
  }

  private mutating func rise(_ energy: UInt32, _ scale: GaitScale) -> Finding {
    if energy > extreme {
      extreme = energy
    } else if product(energy, factor(energy, scale)) < extreme {
      phase = .falling
      extreme = energy
      stepsSinceLow = 0
      quietSteps = 0
      return .low
    }
    return .nothing
  }

  private mutating func fall(_ energy: UInt32, _ scale: GaitScale) -> Finding {
    quietSteps = energy <= scale.quiet ? quietSteps + 1 : 0
    if energy < extreme {
      extreme = energy
      stepsSinceLow = 0
      if quietSteps < scale.standingSteps { return .low }
    }
    stepsSinceLow += 1
    if leaves(energy, scale) { return .midstance }
    let stays = stepsSinceLow >= scale.valleySteps && extreme <= 4 * scale.riseFloor
    if stays || quietSteps >= scale.standingSteps {
      phase = .standing
      isFast = false
      lastValley = extreme
      stepsSinceMidstance = 0
      return .standing
    }
    return .nothing
  }

  private mutating func stand(_ energy: UInt32, _ scale: GaitScale) -> Finding {
    extreme = min(extreme, energy)
    if leaves(energy, scale) { return .left }
    return energy <= max(scale.still, 2 * extreme) ? .quiet : .nothing
  }

  /// How many times a valley as low as `energy` has to be left below a peak.
  ///
  /// The foot is slow in mid-swing too, though less than in stance: a valley that is like the last
  /// stance's needs less to stand out.
  private func factor(_ energy: UInt32, _ scale: GaitScale) -> UInt32 {
    if isFast { return fastFactor }
    return energy <= lastValley * 4 ? scale.likeFactor : scale.factor
  }

  private mutating func leaves(_ energy: UInt32, _ scale: GaitScale) -> Bool {
    if energy <= scale.riseFloor || energy <= product(extreme, factor(extreme, scale)) {
      return false
    }
    phase = .rising
    lastValley = extreme
    stepsSinceMidstance = 0
    extreme = energy
    return true
  }
}
