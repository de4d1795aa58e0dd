/// Strides from one foot's inertial samples, in integers: one sample in, at most one event out.
///
/// The energy of motion tells midstances (`MidstanceDetector`). From one to the next a strapdown
/// integration gives the displacement; two run at once, the second begun anew at each energy low,
/// so that no sample has to be kept until a low proves to have been a midstance.
public struct GaitEngine: Sendable {
  // What is small and much used comes first: the Cortex-M0 reaches 32 bytes, 32 half-words and 32
  // words behind a pointer with one instruction, and takes four for what lies farther.
  public internal(set) var activity: Activity = .still
  private var toldActivity: Activity = .still
  private var missing: UInt8 = 0
  private var hasHalf = false
  private var hasLast = false
  private var hasStart = false
  private var strodeIntoStanding = false
  /// Whether the contact of the stride before is known.
  var hasLastContact = false
  private var stepsSinceStride: UInt16 = 0
  private var currentQuality: StrideQuality = []
  private var followingQuality: StrideQuality = []
  /// Index of the next sample.
  public private(set) var sampleIndex: UInt32 = 0
  /// Sum of the stride lengths; stays at its greatest value when that is reached.
  public private(set) var distanceMillimetres: UInt32 = 0
  /// Samples of all strides together.
  public private(set) var movingSamples: UInt32 = 0
  /// The stride before's contact.
  var lastContact: UInt32 = 0
  var startTime: UInt32 = 0
  private var quietTime: UInt32 = 0
  let scale: GaitScale
  /// Upwards in the fixed frame as the last stride told it, in Q15.
  var up: Vector = .zero
  /// The axis to the left at the end of the stride before.
  var startLeft: Vector = .zero
  /// What the gyro tells while the foot stands, in 1/128 counts.
  private(set) var gyroBias: Vector = .zero
  /// As far as the last low: what the stride is told by.
  var low = LowState()
  private var attitude = Attitude()
  var turns = FootTurns()
  var axes = FootAxes()
  var landing = Landing()
  var height = SwingHeight()
  var detector: MidstanceDetector
  /// The stride in progress, as far as the last step, and as far as the last low.
  private var current = StrideIntegrator()
  var ending = StrideIntegrator()
  /// What would be the stride in progress if the last low was a midstance.
  private var following = StrideIntegrator()
  /// The last stride; its number is 0 before the first.
  public internal(set) var stride = Stride()
  private var half = IMUSample.zero
  private var last = IMUSample.zero
  private var window: StepWindow

  public init(_ configuration: GaitConfiguration) {
    self.init(configuration, Tuning())
  }

  @inline(__always)
  package init(_ configuration: GaitConfiguration, _ tuning: Tuning) {
    let shape = WindowShape(configuration, tuning)
    scale = GaitScale(configuration, shape, tuning)
    window = StepWindow(shape)
    detector = MidstanceDetector(MidstanceLimits(configuration, shape, tuning))
    if let mounting = configuration.mounting { axes.give(mounting) }
  }

  /// Strides since the start.
  public var strideCount: UInt32 { stride.number }

  /// Takes in the sample of `sampleIndex`, which advances by one.
  public mutating func consume(_ sample: IMUSample) -> GaitEvent? {
    let bridged = missing > 0 && bridge(to: sample)
    sampleIndex &+= 1
    let completed = take(sample)
    last = sample
    hasLast = true
    return completed || bridged ? .stride : changedActivity()
  }

  /// Leaves out samples that were lost, by which the index advances.
  ///
  /// Up to eight are bridged by a straight line once the next sample comes, and the stride in
  /// progress is flagged; more, and it is abandoned.
  public mutating func skip(_ count: UInt32) {
    guard count > 0 else { return }
    sampleIndex &+= count
    let all = count.addingHeld(UInt32(missing))
    missing = UInt8(truncatingIfNeeded: min(all, 255))
    if all > 8 || !hasLast { abandon() }
  }

  /// Ends the session: a foot that has come down completes its stride, even if it has not stood
  /// or gone on yet. Call it again until it returns nothing.
  public mutating func finish() -> GaitEvent? {
    let completed = detector.isInValley && complete(.toStanding)
    abandon()
    if completed { return .stride }
    activity = .still
    return changedActivity()
  }

  private mutating func changedActivity() -> GaitEvent? {
    if activity == toldActivity { return nil }
    toldActivity = activity
    return .activity
  }

  /// Nothing that comes joins on to what was: forgets the stride in progress.
  @inline(never)
  private mutating func abandon() {
    missing = 0
    hasLast = false
    hasHalf = false
    window.clear()
    detector.reset()
    hasStart = false
    hasLastContact = false
  }

  /// No stride joins the last one to what comes.
  @inline(never)
  private mutating func breakOff() {
    hasLastContact = false
    up = following.foot.gravity.unit
  }

  /// Takes in the samples that are missing as if they lay on a line from the last to this one.
  @inline(never)
  private mutating func bridge(to sample: IMUSample) -> Bool {
    let count = missing
    missing = 0
    sampleIndex &-= UInt32(count)
    let last = last
    var completed = false
    for index in 1...count {
      sampleIndex &+= 1
      note(.lostSamples)
      if take(last.between(sample, Int32(index), of: Int32(count) &+ 1)) { completed = true }
    }
    note(.lostSamples)
    return completed
  }

  /// Takes in one sample; returns whether a stride was completed, as do the next ones.
  @inline(never)
  private mutating func take(_ sample: IMUSample) -> Bool {
    if sample.angularRate.clips { note(.clippedAngularRate) }
    if sample.acceleration.clips { note(.clippedAcceleration) }
    var sample = sample
    if scale.samplesPerStep == 2 {
      hasHalf.toggle()
      if hasHalf {
        half = sample
        return false
      }
      sample = half.between(sample, 1, of: 2)
    }
    return step(sample)
  }

  @inline(never)
  private mutating func note(_ quality: StrideQuality) {
    currentQuality.formUnion(quality)
    followingQuality.formUnion(quality)
  }

  @inline(__always)
  private mutating func step(_ sample: IMUSample) -> Bool {
    let energy = MotionEnergy.of(
      acceleration: sample.acceleration.square, angularRate: sample.angularRate.square)
    guard window.push(sample, energy: energy) else { return false }
    let centre = window.centre()
    let rate = centre.angularRate
    let bias = gyroBias.shifted(by: 7)
    let turning = Vector(x: rate.x &- bias.x, y: rate.y &- bias.y, z: rate.z &- bias.z)
    let rotation = turn(turning, centre.acceleration)
    countStill()
    let finding = detector.consume(
      detector.isFast ? window.nearEnergy() : window.energy, hurries: activity == .run)
    if finding == .nothing { return false }
    return follow(finding, rotation, turning)
  }

  /// Takes the step at the window's centre into attitude, integrators and what tells of contact;
  /// returns the rotation at the step's middle.
  @inline(__always)
  private mutating func turn(_ rate: Vector, _ force: Vector) -> Rotation {
    let square = rate.square
    let rotation = attitude.turn(rate, square: square, scale.turn)
    let fixed = rotation(force)
    if hasStart {
      current.integrate(fixed)
      height.consume(&current, scale.millimetres)
      if current.steps >= Int32(scale.strideSteps) { hasStart = false }
    }
    if detector.waitsForProof, following.steps < Int32(scale.strideSteps) {
      following.integrate(fixed)
    }
    let pitchRate = axes.consume(rate, square: square)
    if turns.consume(pitchRate, at: centreTime &- scale.halfStep, step: scale.halfStep &* 2) {
      land(rotation)
    }
    if turns.hasContact {
      landing.consume(
        pitchRate: pitchRate, rollRate: axes.forward.along(rate), force: force, fixed: fixed,
        impactSteps: Int32(scale.impactSteps))
    }
    return rotation
  }

  /// Begins what is told from contact on; the shock may have come a little before it was seen.
  @inline(never)
  private mutating func land(_ rotation: Rotation) {
    landing = Landing(
      forward: cross(rotation(axes.left), up).unit,
      impact: window.largestForceBefore())
  }

  @inline(__always)
  private mutating func countStill() {
    if stepsSinceStride < scale.strideSteps {
      stepsSinceStride &+= 1
    } else {
      activity = .still
    }
  }

  @inline(never)
  private mutating func follow(
    _ finding: MidstanceDetector.Finding, _ rotation: Rotation, _ rate: Vector
  ) -> Bool {
    switch finding {
    case .nothing:
      return false
    case .low:
      ending = current
      low = LowState(
        time: centreTime, contact: turns.contact, hasContact: turns.hasContact,
        pitch: landing.pitch, roll: landing.largestRoll, braking: landing.braking,
        left: rotation(axes.left), gravity: .zero)
      turns.beginStance()
      beginFollowing(rotation, rate)
      return false
    case .midstance:
      let completed = complete([])
      start(at: low.time, [])
      return completed
    case .standing:
      strodeIntoStanding = complete(.toStanding)
      hasStart = false
      quietTime = low.time
      return strodeIntoStanding
    case .quiet:
      quietTime = centreTime
      if quietTime &- low.time > UInt32(scale.sampleRate) &* 16 {
        activity = .still
        gyroBias = gyroBias + rate.held(to: 16)
      }
      beginFollowing(rotation, rate)
      return false
    case .left:
      // A foot that stood shortly has strode on from its midstance, as far as time goes.
      let strodeOn =
        strodeIntoStanding && quietTime &- low.time <= UInt32(scale.sampleRate) &* 16
      if !strodeOn { breakOff() }
      start(at: strodeOn ? low.time : quietTime, strodeOn ? [] : .fromStanding)
      return false
    }
  }

  /// End of the step at the window's centre, sample time in 1/16 sample.
  ///
  /// A step stands for the time half a step to either side of its sample, or of its two samples.
  private var centreTime: UInt32 { (sampleIndex &- UInt32(scale.delay)) &* 16 &- 8 }

  @inline(never)
  private mutating func beginFollowing(_ rotation: Rotation, _ rate: Vector) {
    low.gravity = window.meanAcceleration()
    following = StrideIntegrator(
      from: FootState(gravity: rotation(low.gravity).unit, angularRate: rotation(rate)))
    followingQuality = []
  }

  private mutating func start(at time: UInt32, _ quality: StrideQuality) {
    axes.level(low.gravity)
    current = following
    hasStart = following.steps < Int32(scale.strideSteps)
    startTime = time
    startLeft = low.left
    turns.beginStride()
    height = SwingHeight(up: up)
    currentQuality = followingQuality.union(quality)
  }

  private mutating func complete(_ quality: StrideQuality) -> Bool {
    low.left = low.left.unit
    guard hasStart else {
      breakOff()
      return false
    }
    let time = low.time &- startTime
    let rate = UInt32(scale.sampleRate)
    let displacement = ending.displacement(scale.millimetres)
    let shape = StrideShape(
      displacement: displacement, from: ending.foot, to: following.foot,
      rolling: product(scale.rolling, ending.steps), isRun: activity == .run)
    guard shape.isStride, time >= rate &* 4, time <= rate &* 64 else {
      breakOff()
      return false
    }
    movingSamples &+= time / 16
    stepsSinceStride = 0
    makeStride(shape, displacement, currentQuality.union(quality), between: time)
    distanceMillimetres = distanceMillimetres.addingHeld(UInt32(stride.strideLengthMillimetres))
    return true
  }
}
