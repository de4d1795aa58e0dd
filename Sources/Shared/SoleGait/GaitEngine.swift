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
  private var window = StepWindow()
  private var attitude = Attitude()
  private var detector = MidstanceDetector()
  private var stepIndex: UInt32 = 0
  private var toldActivity: Activity = .still
  private var stepsSinceStride: Int32 = 0
  private var half: IMUSample?

  /// The stride in progress, as far as the last step, and as far as the last low.
  private var current = StrideIntegrator()
  private var ending = StrideIntegrator()
  /// What would be the stride in progress if the last low was a midstance.
  private var following = StrideIntegrator()
  private var hasStart = false
  private var startTime: UInt32 = 0
  private var lowTime: UInt32 = 0
  private var quietTime: UInt32 = 0
  private var currentQuality: StrideQuality = []
  private var followingQuality: StrideQuality = []

  public init(_ configuration: GaitConfiguration) {
    self.init(configuration, Tuning())
  }

  init(_ configuration: GaitConfiguration, _ tuning: Tuning) {
    scale = GaitScale(configuration, tuning)
    sampleRate = UInt32(configuration.sampleRateHertz)
  }

  /// Takes in the sample of `sampleIndex`, which advances by one.
  public mutating func consume(_ sample: IMUSample) -> GaitEvent? {
    sampleIndex &+= 1
    flag(sample)
    var stride: Stride?
    if scale.samplesPerStep == 1 {
      stride = step(sample)
    } else if let first = half {
      half = nil
      stride = step(first.mean(sample))
    } else {
      half = sample
    }
    if let stride { return .stride(stride) }
    if activity != toldActivity {
      toldActivity = activity
      return .activity(activity, at: sampleIndex &- 1)
    }
    return nil
  }

  /// Leaves out samples that were lost: the index advances, the stride in progress is abandoned.
  public mutating func skip(_ count: UInt32) {
    guard count > 0 else { return }
    sampleIndex &+= count
    half = nil
    window.clear()
    detector = MidstanceDetector()
    hasStart = false
    stepsSinceStride = 0
  }

  private mutating func flag(_ sample: IMUSample) {
    if sample.clipsAngularRate { note(.clippedAngularRate) }
    if sample.clipsAcceleration { note(.clippedAcceleration) }
  }

  private mutating func note(_ quality: StrideQuality) {
    currentQuality.formUnion(quality)
    followingQuality.formUnion(quality)
  }

  private mutating func step(_ sample: IMUSample) -> Stride? {
    stepIndex &+= 1
    let energy = MotionEnergy.of(
      acceleration: MotionEnergy.square(
        sample.accelerationX, sample.accelerationY, sample.accelerationZ),
      angularRate: MotionEnergy.square(
        sample.angularRateX, sample.angularRateY, sample.angularRateZ))
    guard let centre = window.push(sample, energy: energy, scale) else { return nil }
    let rotation = turn(centre)
    let acceleration = rotation(
      Vector(
        x: Int32(centre.accelerationX), y: Int32(centre.accelerationY),
        z: Int32(centre.accelerationZ)))
    if hasStart { current.integrate(acceleration) }
    if following.steps < scale.strideSteps { following.integrate(acceleration) }
    if current.steps >= scale.strideSteps { hasStart = false }
    countStill()
    return follow(detector.consume(window.energy, scale), rotation)
  }

  /// Turns the attitude by a step; returns the rotation at the step's middle.
  private mutating func turn(_ sample: IMUSample) -> Rotation {
    let before = attitude
    attitude.turn(
      sample,
      square: MotionEnergy.square(sample.angularRateX, sample.angularRateY, sample.angularRateZ),
      scale)
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
    _ finding: MidstanceDetector.Finding, _ rotation: Rotation
  ) -> Stride? {
    switch finding {
    case .nothing:
      return nil
    case .low:
      lowTime = centreTime
      ending = current
      beginFollowing(rotation)
      return nil
    case .midstance:
      let stride = finish([])
      start(at: lowTime, [])
      return stride
    case .standing:
      let stride = finish(.toStanding)
      hasStart = false
      quietTime = lowTime
      return stride
    case .quiet:
      quietTime = centreTime
      if quietTime &- lowTime > sampleRate * 16 { activity = .still }
      beginFollowing(rotation)
      return nil
    case .left:
      // A foot that stood shortly has strode on from its midstance, as far as time goes.
      let paused = quietTime &- lowTime > sampleRate * 16
      start(at: paused ? quietTime : lowTime, .fromStanding)
      return nil
    }
  }

  /// End of the step at the window's centre, sample time in 1/16 sample.
  private var centreTime: UInt32 {
    let delay = UInt32(bitPattern: scale.halfWindow) * scale.samplesPerStep
    return (sampleIndex &- delay) &* 16 &- 8
  }

  private mutating func beginFollowing(_ rotation: Rotation) {
    following = StrideIntegrator(gravity: rotation(window.meanAcceleration(scale)))
    followingQuality = []
  }

  private mutating func start(at time: UInt32, _ quality: StrideQuality) {
    current = following
    hasStart = following.steps < scale.strideSteps
    startTime = time
    currentQuality = followingQuality.union(quality)
  }

  private mutating func finish(_ quality: StrideQuality) -> Stride? {
    guard hasStart else { return nil }
    let time = lowTime &- startTime
    let shape = StrideShape(
      displacement: ending.displacement(scale), from: ending.gravity, to: following.gravity)
    guard shape.isStride, time >= sampleRate * 16 / 4, time <= sampleRate * 16 * 4 else {
      return nil
    }
    let length = shape.horizontalMillimetres
    strideCount &+= 1
    movingSamples &+= time / 16
    let (sum, overflow) = distanceMillimetres.addingReportingOverflow(length)
    distanceMillimetres = overflow ? UInt32.max : sum
    stepsSinceStride = 0
    let cadence = 19_200 * sampleRate / time
    activity = cadence >= 1400 ? .run : .walk
    return Stride(
      number: strideCount, startMidstance: startTime, endMidstance: lowTime,
      initialContact: lowTime,
      strideTimeTenthMilliseconds: UInt16(time * 625 / sampleRate),
      strideLengthMillimetres: UInt16(length),
      speedMillimetresPerSecond: UInt16(min(length * 16 * sampleRate / time, 65_535)),
      cadenceTenthsPerMinute: UInt16(cadence), activity: activity,
      quality: currentQuality.union(quality).union(shape.changesHeight ? .changedHeight : []))
  }
}
