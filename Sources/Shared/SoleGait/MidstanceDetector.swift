/// Finds midstances in the energy of motion by a zigzag with factors for thresholds.
///
/// A peak is left once the energy has fallen by a factor under it, a valley once it has risen by a
/// part of that over it: the same rule holds for a stroll and a sprint, whose energies differ by a
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
  /// Whether to look for the short stances of fast running.
  ///
  /// A sprinter's foot lies flat for 50 ms, which is lost in the energy of a walk's window. In a
  /// walk's swing it can be as slow for as long.
  private(set) var isFast = false
  /// The factor while it is fast.
  private var fastFactor: UInt8 = 0
  private var quietSteps: UInt32 = 0
  private var stepsSinceLow: UInt32 = 0
  private var stepsSinceMidstance: UInt32 = 0
  /// Steps the last stride took; many until there was one.
  private var strideSteps: UInt32 = .max
  private var extreme = UInt32.max
  private var lastValley: UInt32 = 0
  private let limits: MidstanceLimits

  @inline(__always)
  init(_ limits: MidstanceLimits) { self.limits = limits }

  /// Forgets everything but its limits.
  mutating func reset() { self = MidstanceDetector(limits) }

  /// The foot has come down from a peak and has neither stood nor left yet.
  var isInValley: Bool { phase == .falling }

  /// The last low may prove to have been a midstance.
  var waitsForProof: Bool { phase != .rising }

  /// Takes in the energy around a step: from the shorter window while `isFast`.
  mutating func consume(_ energy: UInt32, hurries: Bool) -> Finding {
    let energy = isFast ? product(energy, UInt32(limits.nearWeight)) >> 4 : energy
    countSteps()
    switch phase {
    case .rising: return rise(energy)
    case .falling: return fall(energy, hurries: hurries)
    case .standing: return stand(energy)
    }
  }

  /// Takes in a stride that was found: its cadence in 0.1 steps/min, its speed in mm/s, and the
  /// steps it took.
  mutating func adapt(cadence: UInt16, speed: UInt16, steps: UInt32) {
    strideSteps = steps
    if phase == .standing { return }
    let fast = isFast ? limits.fastCadence &- 100 : limits.fastCadence
    // Nobody runs fast who does not come on: two halves of a swing have the cadence, not the speed.
    setFast(speed >= limits.fastSpeed || speed >= 1_200 && cadence >= fast)
    // The faster the run, the less the foot comes to rest.
    fastFactor = cadence >= limits.sprintCadence ? limits.sprintFactor : limits.fastFactor
  }

  /// Looks for short stances where none was found for long: the engine has woken up in a sprint, or
  /// it was begun from standing.
  private mutating func countSteps() {
    guard stepsSinceMidstance < UInt32(limits.patience) else { return }
    stepsSinceMidstance &+= 1
    if stepsSinceMidstance == UInt32(limits.patience), phase != .standing {
      setFast(true)
      fastFactor = limits.sprintFactor
    }
  }

  private mutating func setFast(_ fast: Bool) {
    if isFast == fast { return }
    isFast = fast
    // Energies of the other window are no measure for this one's.
    if phase == .rising { extreme = 0 } else { extreme = UInt32.max }
  }

  private mutating func rise(_ energy: UInt32) -> Finding {
    if energy > extreme {
      extreme = energy
    } else if product(energy, factor(energy)) < extreme {
      phase = .falling
      extreme = energy
      stepsSinceLow = 0
      quietSteps = 0
      return .low
    }
    return .nothing
  }

  private mutating func fall(_ energy: UInt32, hurries: Bool) -> Finding {
    quietSteps = energy <= limits.quiet ? quietSteps &+ 1 : 0
    if energy < extreme {
      extreme = energy
      stepsSinceLow = 0
      if quietSteps < UInt32(limits.standingSteps) { return .low }
    }
    stepsSinceLow &+= 1  // Wraps after half a year at least.
    let isLate = isLate(hurries)
    if leaves(energy, isLate && quietSteps < UInt32(limits.hurrySteps)) { return .midstance }
    let stays =
      stepsSinceLow >= UInt32(limits.valleySteps) && extreme <= limits.riseFloor &* 4
    if isLate || stays || quietSteps >= UInt32(limits.standingSteps) {
      phase = .standing
      isFast = false
      lastValley = extreme
      stepsSinceMidstance = 0
      return .standing
    }
    return .nothing
  }

  /// Whether a run's stride has to be told, though the foot has neither left nor stood for long: of
  /// one that runs, or that came down within 0.84 s of the last midstance.
  @inline(__always)
  private func isLate(_ hurries: Bool) -> Bool {
    stepsSinceLow >= UInt32(limits.hurrySteps)
      && (hurries
        || strideSteps != .max
          && stepsSinceMidstance &- stepsSinceLow < UInt32(limits.patience) / 16 &* 9)
  }

  private mutating func stand(_ energy: UInt32) -> Finding {
    extreme = min(extreme, energy)
    if leaves(energy, false) { return .left }
    return energy <= max(limits.still, extreme &* 2) ? .quiet : .nothing
  }

  /// How many times a valley as low as `energy` has to lie below the peak before it.
  ///
  /// The foot is slow in mid-swing too, though less than in stance: a valley that is like the last
  /// stance's needs less to stand out.
  private func factor(_ energy: UInt32) -> UInt32 {
    if isFast {
      // No foot comes to rest twice in half a stride, nor in 350 ms.
      let early = min(strideSteps / 2, UInt32(limits.earlySteps))
      return product(UInt32(fastFactor), stepsSinceMidstance < early ? 3 : 1)
    }
    return UInt32(energy <= lastValley &* 4 ? limits.likeFactor : limits.factor)
  }

  /// Whether a valley has been left, for which a quarter of its factor is enough.
  ///
  /// The fall into it has told the stance from the swing; to wait for the whole factor would only
  /// tell it 30 ms later. Of one that is late, any energy is enough.
  private mutating func leaves(_ energy: UInt32, _ isLate: Bool) -> Bool {
    let isHigh = energy > limits.riseFloor && energy > product(extreme, factor(extreme)) >> 2
    if !isLate, !isHigh { return false }
    phase = .rising
    lastValley = extreme
    stepsSinceMidstance = 0
    extreme = energy
    return true
  }
}

/// What the detector decides by, at one rate; see `Tuning`.
struct MidstanceLimits: Sendable {
  let riseFloor: UInt32
  let quiet: UInt32
  let still: UInt32
  /// What makes the shorter window's energy comparable to the longer one's, in 1/16.
  let nearWeight: UInt16
  let fastCadence: UInt16
  let sprintCadence: UInt16
  let fastSpeed: UInt16
  let factor: UInt8
  let likeFactor: UInt8
  let fastFactor: UInt8
  let sprintFactor: UInt8
  let standingSteps: UInt16
  let valleySteps: UInt16
  let patience: UInt16
  let earlySteps: UInt16
  let hurrySteps: UInt16

  @inline(__always)
  init(_ configuration: GaitConfiguration, _ shape: WindowShape, _ tuning: Tuning) {
    nearWeight = 16 &* UInt16(shape.length) / (2 &* UInt16(shape.halfNear) &+ 1)
    factor = tuning.factor
    likeFactor = tuning.likeFactor
    fastFactor = tuning.fastFactor
    sprintFactor = tuning.sprintFactor
    fastCadence = tuning.fastCadence
    sprintCadence = tuning.sprintCadence
    fastSpeed = tuning.fastSpeed
    // Chosen for the 17 steps of the window at 200 Hz.
    let unit = product(MotionEnergy.unit, UInt32(shape.length)) / 17
    riseFloor = product(tuning.riseFloor, unit) / 10
    quiet = product(tuning.quiet, unit) / 10
    still = product(tuning.still, unit) / 10
    standingSteps = UInt16(truncatingIfNeeded: configuration.steps(milliseconds: tuning.standing))
    valleySteps = UInt16(truncatingIfNeeded: configuration.steps(milliseconds: tuning.valley))
    patience = UInt16(truncatingIfNeeded: configuration.steps(milliseconds: tuning.patience))
    earlySteps = UInt16(truncatingIfNeeded: configuration.steps(milliseconds: tuning.early))
    hurrySteps = UInt16(truncatingIfNeeded: configuration.steps(milliseconds: tuning.hurry))
  }
}
