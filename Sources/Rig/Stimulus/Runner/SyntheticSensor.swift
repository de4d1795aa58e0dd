import Foundation

/// The IMU of the synthetic runner: mounting, bandwidth, bias, noise, range and counts.
struct SyntheticSensor {
  private(set) var clippedReadings = 0
  private let parameters: SensorParameters
  private let samplePeriod: Double
  private let mounting: Attitude
  private var random: RandomGenerator

  /// Readings averaged into one sample: such a part samples at 1.6 kHz and decimates to 200 Hz.
  private static let oversampling = 8

  init(_ runner: RunnerParameters) {
    parameters = runner.sensor
    samplePeriod = 1 / Double(runner.sampleRateHertz)
    let degrees = parameters.mountingDegrees
    mounting = Attitude(
      heading: Jet(GaitLaw.radians(degrees[2])), pitch: Jet(GaitLaw.radians(-degrees[1])),
      roll: Jet(GaitLaw.radians(degrees[0])))
    random = RandomGenerator(seed: runner.seed, stream: 2)
  }

  /// The sample that stands for one instant: the mean over the sample period around it.
  ///
  /// Centred, so that truth needs no group delay; a real part's delay is for the firmware to know.
  mutating func sample(_ motion: FootMotion, at seconds: Double) -> TraceSample {
    var force = SIMD3<Double>.zero
    var rate = SIMD3<Double>.zero
    let step = samplePeriod / Double(Self.oversampling)
    for index in 0..<Self.oversampling {
      let offset = (Double(index) + 0.5) * step - samplePeriod / 2
      let pose = motion.pose(at: seconds + offset)
      force += pose.specificForce
      rate += pose.angularRate
    }
    let count = Double(Self.oversampling)
    return counts(force / count, rate / count, at: seconds / 60)
  }

  private mutating func counts(
    _ force: SIMD3<Double>, _ rate: SIMD3<Double>, at minutes: Double
  ) -> TraceSample {
    let force = disturbed(
      mounting.toShoe(force), bias: parameters.accelerationBiasMilliG,
      drift: parameters.accelerationDriftMilliGPerMinute, at: minutes,
      noise: parameters.accelerationNoiseMilliG, unit: SensorScale.gravity / 1000)
    let rate = disturbed(
      mounting.toShoe(rate), bias: parameters.angularRateBiasDegreesPerSecond,
      drift: parameters.angularRateDriftDegreesPerSecondPerMinute, at: minutes,
      noise: parameters.angularRateNoiseDegreesPerSecond, unit: GaitLaw.radians(1))
    return TraceSample(
      accelerationX: count(force.x, .accelerationX), accelerationY: count(force.y, .accelerationY),
      accelerationZ: count(force.z, .accelerationZ), angularRateX: count(rate.x, .angularRateX),
      angularRateY: count(rate.y, .angularRateY), angularRateZ: count(rate.z, .angularRateZ))
  }

  private mutating func disturbed(
    _ value: SIMD3<Double>, bias: [Double], drift: [Double], at minutes: Double, noise: Double,
    unit: Double
  ) -> SIMD3<Double> {
    var value = value
    for axis in 0..<3 {
      value[axis] +=
        (bias[axis] + drift[axis] * minutes + noise * random.boundedNormal()) * unit
    }
    return value
  }

  private mutating func count(_ value: Double, _ channel: Channel) -> Int16 {
    let range =
      channel.isAcceleration
      ? parameters.accelerationRangeG * SensorScale.gravity
      : GaitLaw.radians(parameters.angularRateRangeDegreesPerSecond)
    let held = min(max(value, -range), range)
    let (count, clipped) = SensorScale.quantise(coarse(held, channel), channel)
    if clipped || held != value { clippedReadings += 1 }
    return count
  }

  /// The value in the steps of a sensor of fewer bits than the chip's counts have.
  private func coarse(_ value: Double, _ channel: Channel) -> Double {
    guard parameters.resolutionBits < 16 else { return value }
    let step = pow(2, 16 - parameters.resolutionBits) / SensorScale.countsPerUnit(channel)
    return (value / step).rounded(.toNearestOrEven) * step
  }
}
