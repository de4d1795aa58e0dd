/// Strides from one foot's inertial samples, in integers: one sample in, at most one event out.
///
/// The energy of motion tells midstances (`MidstanceDetector`). From one to the next a strapdown
/// integration gives the displacement; two run at once, the second begun anew at each energy low,
/// so that no sample has to be kept until a low proves to have been a midstance.
public struct GaitEngine: Sendable {
  /// Index of the next sample.
  public private(set) var sampleIndex: UInt32 = 0
  public private(set) var activity: Activity = .still
  public private(set) var strideCount: UInt32 = 0
  /// Sum of the stride lengths; stays at its greatest value when that is reached.
  public private(set) var distanceMillimetres: UInt32 = 0
  /// Samples of all strides together.
  public private(set) var movingSamples: UInt32 = 0

  private let scale: GaitScale
  private let sampleRate: UInt32
  private var window: StepWindow
  private var attitude = Attitude()
  private var detector: MidstanceDetector
  private var stepIndex: UInt32 = 0
  private var toldActivity: Activity = .still
  private var stepsSinceStride: Int32 = 0
  /// The last one; not an optional that every sample would have to carry through.
  private var stride = Stride.none
  private var half: IMUSample?
  private var last: IMUSample?
  private var missing: UInt32 = 0

  /// The stride in progress, as far as the last step, and as far as the last low.
  private var current = StrideIntegrator()
  private var ending = StrideIntegrator()
  /// What would be the stride in progress if the last low was a midstance.
  private var following = StrideIntegrator()
  private var pitchAxis = PitchAxis()
  private var contact = ContactDetector()
  private var endingContact: UInt32?
  /// The pitch axis in the fixed frame at the last low.
  private var lowAxis: Vector = .zero
  private var lastContact: UInt32?
  private var hasStart = false
  private var startTime: UInt32 = 0
  private var lowTime: UInt32 = 0
  private var quietTime: UInt32 = 0
  private var strodeIntoStanding = false
  private var currentQuality: StrideQuality = []
  private var followingQuality: StrideQuality = []

  public init(_ configuration: GaitConfiguration) {
    self.init(configuration, Tuning())
  }

  init(_ configuration: GaitConfiguration, _ tuning: Tuning) {
    scale = GaitScale(configuration)
    window = StepWindow(WindowShape(configuration, tuning))
    detector = MidstanceDetector(MidstanceLimits(configuration, tuning))
    sampleRate = UInt32(configuration.sampleRateHertz)
  }

  /// Takes in the sample of `sampleIndex`, which advances by one.
  public mutating func consume(_ sample: IMUSample) -> GaitEvent? {
    let bridged = missing > 0 && bridge(to: sample)
    sampleIndex &+= 1
    let completed = take(sample)
    last = sample
    return completed || bridged ? .stride(stride) : changedActivity()
  }

  /// Leaves out samples that were lost, by which the index advances.
  ///
  /// Up to eight are bridged by a straight line once the next sample comes, and the stride in
  /// progress is flagged; more, and it is abandoned.
  public mutating func skip(_ count: UInt32) {
    guard count > 0 else { return }
    sampleIndex &+= count
    missing = count > GaitEngine.longestBridge ? UInt32.max : missing.addingHeld(count)
    if missing > GaitEngine.longestBridge || last == nil { abandon() }
  }

  /// Ends the session: a foot that has come down completes its stride, even if it has not stood
  /// or gone on yet. Call it again until it returns nothing.
  public mutating func finish() -> GaitEvent? {
    let completed = detector.isInValley && complete(.toStanding)
    abandon()
    if completed { return .stride(stride) }
    activity = .still
    return changedActivity()
  }

  private static var longestBridge: UInt32 { 8 }

  private mutating func changedActivity() -> GaitEvent? {
    if activity == toldActivity { return nil }
    toldActivity = activity
    return .activity(activity, at: sampleIndex &- 1)
  }

  /// Nothing that comes joins on to what was: forgets the stride in progress.
  private mutating func abandon() {
    missing = 0
    last = nil
    half = nil
    window.clear()
    detector.reset()
    hasStart = false
    lastContact = nil
  }

  /// Takes in the samples that are missing as if they lay on a line from the last to this one.
  private mutating func bridge(to sample: IMUSample) -> Bool {
    let count = missing
    missing = 0
    guard let last else { return false }
    sampleIndex &-= count
    var completed = false
    for index in 1...count {
      sampleIndex &+= 1
      note(.lostSamples)
      if take(last.between(sample, Int32(index), of: Int32(count + 1))) { completed = true }
    }
    note(.lostSamples)
    return completed
  }

  /// Takes in one sample; returns whether a stride was completed, as do the next ones.
  private mutating func take(_ sample: IMUSample) -> Bool {
    flag(sample)
    guard scale.samplesPerStep == 2 else { return step(sample) }
    guard let first = half else {
      half = sample
      return false
    }
    half = nil
    return step(first.between(sample, 1, of: 2))
  }

  private mutating func flag(_ sample: IMUSample) {
    if sample.clipsAngularRate { note(.clippedAngularRate) }
    if sample.clipsAcceleration { note(.clippedAcceleration) }
  }

  private mutating func note(_ quality: StrideQuality) {
    currentQuality.formUnion(quality)
    followingQuality.formUnion(quality)
  }

  private mutating func step(_ sample: IMUSample) -> Bool {
    stepIndex &+= 1
    let energy = MotionEnergy.of(
      acceleration: MotionEnergy.square(
        sample.accelerationX, sample.accelerationY, sample.accelerationZ),
      angularRate: MotionEnergy.square(
        sample.angularRateX, sample.angularRateY, sample.angularRateZ))
    guard let centre = window.push(sample, energy: energy) else { return false }
    let rotation = turn(centre)
    let acceleration = rotation(centre.acceleration)
    if hasStart { current.integrate(acceleration) }
    if following.steps < scale.strideSteps { following.integrate(acceleration) }
    if current.steps >= scale.strideSteps { hasStart = false }
    countStill()
    return follow(detector.consume(window.energy, near: window.nearEnergy), rotation, centre)
  }

  /// Turns the attitude by a step; returns the rotation at the step's middle.
  @inline(__always)
  private mutating func turn(_ sample: IMUSample) -> Rotation {
    let before = attitude
    let square = MotionEnergy.square(
      sample.angularRateX, sample.angularRateY, sample.angularRateZ)
    attitude.turn(sample, square: square, scale.turn)
    contact.consume(
      pitchAxis.consume(sample.angularRate, square: square), at: centreTime &- scale.halfStep,
      step: scale.halfStep * 2)
    let rotation = before.rotation(towards: attitude)
    if stepIndex & 63 == 0 { attitude.normalise() }
    return rotation
  }

  private mutating func countStill() {
    if stepsSinceStride < scale.strideSteps {
      stepsSinceStride += 1
    } else {
      activity = .still
    }
  }

  private mutating func follow(
    _ finding: MidstanceDetector.Finding, _ rotation: Rotation, _ centre: IMUSample
  ) -> Bool {
    switch finding {
    case .nothing:
      return false
    case .low:
      lowTime = centreTime
      ending = current
      endingContact = contact.contact
      lowAxis = rotation(pitchAxis.direction)
      beginFollowing(rotation, centre)
      return false
    case .midstance:
      let completed = complete([])
      start(at: lowTime, [])
      return completed
    case .standing:
      strodeIntoStanding = complete(.toStanding)
      hasStart = false
      quietTime = lowTime
      return strodeIntoStanding
    case .quiet:
      quietTime = centreTime
      if quietTime &- lowTime > sampleRate * 16 { activity = .still }
      beginFollowing(rotation, centre)
      return false
    case .left:
      // A foot that stood shortly has strode on from its midstance, as far as time goes.
      let strodeOn = strodeIntoStanding && quietTime &- lowTime <= sampleRate * 16
      if !strodeOn { lastContact = nil }
      start(at: strodeOn ? lowTime : quietTime, strodeOn ? [] : .fromStanding)
      return false
    }
  }

  /// End of the step at the window's centre, sample time in 1/16 sample.
  ///
  /// A step stands for the time half a step to either side of its sample, or of its two samples.
  private var centreTime: UInt32 {
    (sampleIndex &- scale.delay) &* 16 &- 8
  }

  private mutating func beginFollowing(_ rotation: Rotation, _ centre: IMUSample) {
    following = StrideIntegrator(
      from: FootState(
        gravity: rotation(window.meanAcceleration()),
        angularRate: rotation(centre.angularRate)))
    followingQuality = []
  }

  private mutating func start(at time: UInt32, _ quality: StrideQuality) {
    current = following
    hasStart = following.steps < scale.strideSteps
    startTime = time
    contact = ContactDetector()
    currentQuality = followingQuality.union(quality)
  }

  private mutating func complete(_ quality: StrideQuality) -> Bool {
    let contactBefore = lastContact
    lastContact = nil
    guard hasStart else { return false }
    let time = lowTime &- startTime
    let shape = StrideShape(
      displacement: ending.displacement(scale), from: ending.foot, to: following.foot,
      steps: ending.steps, scale)
    guard shape.isStride, time >= sampleRate * 4, time <= sampleRate * 64 else {
      return false
    }
    lastContact = findContact(shape)
    strideCount &+= 1
    movingSamples &+= time / 16
    stepsSinceStride = 0
    stride = makeStride(
      shape, between: time, contacts: contactBefore, currentQuality.union(quality))
    return true
  }

  /// Returns the contact of the stride that ends, if the pitch axis was told rightly in it.
  private mutating func findContact(_ shape: StrideShape) -> UInt32? {
    let side = cross(shape.horizontal, shape.up)  // To the right, in mm.
    pitchAxis.settle()
    let rightwards = side.dot(lowAxis.unit)
    if 2 * rightwards > Int32(bitPattern: shape.horizontalMillimetres) { pitchAxis.reverse() }
    // An axis that was to the right told toe up for toe down.
    guard rightwards < 0, let contact = endingContact else { return nil }
    // Feet come down in the last half of a stride, or a little before if it ends in standing.
    return contact &- startTime > (lowTime &- startTime) / 16 * 7 ? contact : nil
  }

  private mutating func adapt(cadence: UInt32, speed: UInt32, _ quality: StrideQuality) {
    detector.adapt(cadence: cadence, speed: speed, steps: ending.steps)
    // A stride into standing tells nothing by its time.
    if quality.contains(.toStanding), activity != .still { return }
    // One out of standing lacks the stance it would have left.
    let limit: UInt32 = quality.contains(.fromStanding) ? 1500 : 1400
    // Who runs keeps running until the cadence is clearly a walk's.
    activity = cadence >= (activity == .run ? 1350 : limit) ? .run : .walk
  }

  private mutating func makeStride(
    _ shape: StrideShape, between midstances: UInt32, contacts before: UInt32?,
    _ quality: StrideQuality
  ) -> Stride {
    var quality = quality
    var time = midstances
    if let before, let lastContact {
      time = lastContact &- before
    }
    // Contacts that do not go with the midstances are not contacts; but the low of a foot that
    // stands after it may be anywhere.
    if time < midstances / 4 * 3 || time > midstances / 4 * 5 {
      time = midstances
      if !quality.contains(.toStanding) { lastContact = nil }
    }
    if lastContact == nil { quality.formUnion(.noContact) }
    if shape.changesHeight { quality.formUnion(.changedHeight) }
    let length = shape.horizontalMillimetres
    distanceMillimetres = distanceMillimetres.addingHeld(length)
    let cadence = 19_200 * sampleRate / time
    let speed = min(length * 16 * sampleRate / time, 65_535)
    adapt(cadence: cadence, speed: speed, quality)
    return Stride(
      number: strideCount, startMidstance: startTime, endMidstance: lowTime,
      initialContact: lastContact ?? lowTime,
      strideTimeTenthMilliseconds: UInt16(time * 625 / sampleRate),
      strideLengthMillimetres: UInt16(length),
      speedMillimetresPerSecond: UInt16(speed),
      cadenceTenthsPerMinute: UInt16(cadence), activity: activity, quality: quality)
  }
}
