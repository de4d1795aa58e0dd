/// What the engine has to know before its first sample.
public struct GaitConfiguration: Equatable, Sendable {
  /// The rates the engine takes, in hertz; above 250 Hz it works on the mean of two samples.
  public static var sampleRates: ClosedRange<UInt16> { 100...400 }

  public var sampleRateHertz: UInt16

  /// Height of the sensor over the ground, under which the foot rolls in midstance.
  ///
  /// A foot is not quite at rest in midstance: it rolls on over the ground, and carries the sensor
  /// with it at angular rate times height. 80 mm for a sensor on top of a shoe.
  public var sensorHeightMillimetres: UInt8

  /// The rate has to lie in `sampleRates`: a rate from outside the program is checked before.
  public init(sampleRateHertz: UInt16, sensorHeightMillimetres: UInt8 = 80) {
    precondition(GaitConfiguration.sampleRates.contains(sampleRateHertz))
    self.sampleRateHertz = sampleRateHertz
    self.sensorHeightMillimetres = sensorHeightMillimetres
  }
}

/// Constants of the method that depend on the rate, worked out once.
struct GaitScale: Sendable {
  /// Samples that make one step of the engine: 1 or 2.
  let samplesPerStep: UInt32
  /// Steps per second.
  let stepRate: Int32
  /// Half a step in 1/16 samples.
  let halfStep: UInt32
  /// The energy window reaches this many steps to either side: 40 ms.
  let halfWindow: Int32
  /// And in fast running this many: 20 ms.
  let halfNearWindow: Int32
  /// What makes the shorter window's energy comparable to the longer one's, in 1/16.
  let nearWeight: UInt32
  /// The mean acceleration at midstance is taken this many steps to either side: 25 ms.
  let halfTilt: Int32
  /// 2^15 over the number of steps in the mean acceleration.
  let tiltReciprocal: Int32
  /// Half the angle that one count turns in one step, as `mantissa / 2^(15 + shift)` of Q30
  /// per Q15.
  let halfAngleMantissa: Int32
  let halfAngleShift: Int32
  /// Squared half angle of one squared count in one step, times 2^48.
  let halfAngleSquare: UInt32
  /// Half a 1/16 count times a squared step, in 2^-40 mm.
  let millimetres: Int64
  /// Speed of the sensor over its pivot, twice, in 2^-27 mm per step for one 1/16 count and step.
  let rolling: Int32
  /// How many times a valley's energy leaves it, and under what part of a peak's leaves that.
  let factor: UInt32
  let likeFactor: UInt32
  let fastFactor: UInt32
  let sprintFactor: UInt32
  /// Cadence from which running is fast, and a sprint, in 0.1 steps/min.
  let fastCadence: UInt32
  let sprintCadence: UInt32
  /// Steps on the move without a midstance after which running is taken for fast: 1.5 s.
  let patience: Int32
  /// Energy that a rise has to reach.
  let riseFloor: UInt32
  /// Energy below which the foot counts as quiet, and below which a standing one as still.
  let quiet: UInt32
  let still: UInt32
  /// Steps of quiet that make standing: 0.35 s.
  let standingSteps: Int32
  /// Steps after which a valley that is not left is standing too: 0.7 s.
  let valleySteps: Int32
  /// Steps the longest stride lasts: 3 s.
  let strideSteps: Int32

  init(_ configuration: GaitConfiguration, _ tuning: Tuning = Tuning()) {
    let rate = Int32(configuration.sampleRateHertz)
    samplesPerStep = rate > 250 ? 2 : 1
    halfStep = rate > 250 ? 16 : 8
    let perStep = Int32(rate > 250 ? 2 : 1)
    stepRate = rate / perStep
    halfWindow = (stepRate * tuning.window + 500) / 1000
    halfNearWindow = (stepRate * tuning.nearWindow + 500) / 1000
    nearWeight = UInt32(16 * (2 * halfWindow + 1) / (2 * halfNearWindow + 1))
    halfTilt = (stepRate * 25 + 500) / 1000
    tiltReciprocal = 32768 / (2 * halfTilt + 1)
    // π/180/16.4/2 per second, Q30 per Q15, in 2^-18: 4 570 812 over the rate.
    var mantissa = 4_570_812 * perStep / rate
    var shift: Int32 = 3
    while mantissa > 32767 {
      mantissa /= 2
      shift -= 1
    }
    halfAngleMantissa = mantissa
    halfAngleShift = shift
    // (π/180/16.4/2)² · 2^48 = 79 697 893.
    halfAngleSquare = UInt32(79_697_893 * perStep * perStep / (rate * rate))
    // 9.80665 / 2048 / 32 m/s² = 0.149 637 6 mm/s², times 2^40.
    millimetres = 164_528_278_000 / Int64(rate * rate) * Int64(perStep * perStep)
    // π/180/16.4/16/2 · 2^27 = 4463.7 per second.
    rolling = Int32(configuration.sensorHeightMillimetres) * 44_637 / 10 * perStep / rate
    let window = UInt32(2 * halfWindow + 1)
    factor = tuning.factor
    fastFactor = tuning.fastFactor
    sprintFactor = tuning.sprintFactor
    sprintCadence = tuning.sprintCadence
    fastCadence = tuning.fastCadence
    likeFactor = tuning.likeFactor
    riseFloor = tuning.riseFloor * MotionEnergy.unit * window / 17
    quiet = tuning.quiet * MotionEnergy.unit * window / 17 / 10
    still = tuning.still * MotionEnergy.unit * window / 17 / 10
    standingSteps = stepRate * tuning.standing / 1000
    valleySteps = stepRate * tuning.valley / 1000
    strideSteps = stepRate * 3
    patience = stepRate * 3 / 2
  }
}

/// Constants of the method that were chosen on recordings.
struct Tuning: Sendable {
  var window: Int32 = 40
  var nearWindow: Int32 = 20
  var fastCadence: UInt32 = 1600
  var sprintCadence: UInt32 = 1800
  var sprintFactor: UInt32 = 12
  var fastFactor: UInt32 = 25
  var factor: UInt32 = 40
  var likeFactor: UInt32 = 15
  var riseFloor: UInt32 = 25
  var quiet: UInt32 = 50
  var still: UInt32 = 10
  var standing: Int32 = 200
  var valley: Int32 = 250
}
