/// What the method's constants are at a configuration, worked out once.
struct GaitScale: Sendable {
  let sampleRate: UInt16
  /// Samples that make one step of the engine: 1 or 2.
  let samplesPerStep: UInt8
  /// Samples from a step at the centre of the windows to the newest one.
  let delay: UInt8
  /// Steps the longest stride lasts: 3 s.
  let strideSteps: UInt16
  /// Steps within 50 ms.
  let impactSteps: UInt16
  /// Half a 1/16 count times a squared step, in 2^-34 mm.
  let millimetres: UInt32
  /// Speed of the sensor over its pivot, twice, in 2^-27 mm per step for one 1/16 count and step.
  let rolling: Int32
  /// 0.1° in counts times steps, times 2^-16.
  let degrees: Int32
  let calibration: UInt16
  /// What `Tuning` says of contact and toe-off, in 1/16 samples, and a part in 1/1024.
  let walkContact, walkToeOff, runContact, runOffset, runStance: UInt16
  let turn: TurnScale
  let isLeft: Bool

  /// Half a step in 1/16 samples.
  var halfStep: UInt32 { 8 &* UInt32(samplesPerStep) }

  @inline(__always)
  init(_ configuration: GaitConfiguration, _ shape: WindowShape, _ tuning: Tuning) {
    let rate = Int32(configuration.sampleRateHertz)
    let perStep = configuration.samplesPerStep
    let squaredRate = UInt32(bitPattern: product(rate, rate) / product(perStep, perStep))
    let stepRate = configuration.stepRate
    sampleRate = configuration.sampleRateHertz
    samplesPerStep = UInt8(truncatingIfNeeded: perStep)
    delay = shape.half &* samplesPerStep
    strideSteps = UInt16(truncatingIfNeeded: 3 &* stepRate)
    impactSteps = UInt16(truncatingIfNeeded: configuration.steps(milliseconds: 50))
    turn = TurnScale(rate: rate, perStep: perStep, squaredRate: squaredRate)
    // 9.80665 / 2048 / 32 m/s² = 0.149 637 6 mm/s², times 2^34.
    millimetres = 2_570_754_457 / squaredRate
    // π/180/16.4/16/2 · 2^27 = 4463.7 per second.
    rolling =
      product(product(Int32(configuration.sensorHeightMillimetres), 4_464), perStep) / rate
    // 10 / 16.4 · 2^16 per second.
    degrees = product(39_961, perStep) / rate
    walkContact = configuration.ticks(milliseconds: tuning.walkContact)
    walkToeOff = configuration.ticks(milliseconds: tuning.walkToeOff)
    runContact = configuration.ticks(milliseconds: tuning.runContact)
    runOffset = configuration.ticks(milliseconds: tuning.runOffset)
    runStance = tuning.runStance
    calibration = configuration.calibration
    isLeft = configuration.isLeft
  }
}

extension GaitScale {
  /// A time of at most 4 s in 1/16 samples, in 0.1 ms.
  @inline(__always)
  func tenthMilliseconds(_ time: UInt32) -> UInt16 {
    UInt16(truncatingIfNeeded: product(time, 625) / UInt32(sampleRate))
  }

  /// An angle in counts times steps, in 0.1°, within ±3276°.
  @inline(__always)
  func tenthDegrees(_ angle: Int32) -> Int16 { GaitScale.tenthDegrees(angle, degrees) }

  @inline(never)
  private static func tenthDegrees(_ angle: Int32, _ degrees: Int32) -> Int16 {
    Int16(
      truncatingIfNeeded: held(product(held(angle, to: 1 << 21), degrees) >> 16, to: 32_000))
  }
}

/// What turns counts of angular rate into the angle of one step.
struct TurnScale: Sendable {
  /// Half the angle that one count turns, as `mantissa / 2^(15 + shift)` of Q30 per Q15.
  let mantissa: Int32
  /// Squared half angle of one squared count, times 2^48.
  let square: UInt32
  let shift: UInt8

  @inline(__always)
  init(rate: Int32, perStep: Int32, squaredRate: UInt32) {
    // π/180/16.4/2 per second, Q30 per Q15, in 2^-18: 4 570 812 over the rate.
    let fine = product(4_570_812, perStep) / rate
    let isFine = fine < 32_768
    shift = isFine ? 3 : 2
    mantissa = isFine ? fine : fine >> 1
    // (π/180/16.4/2)² · 2^48 = 79 697 893.
    square = 79_697_893 / squaredRate
  }
}

extension GaitConfiguration {
  var samplesPerStep: Int32 { sampleRateHertz > 250 ? 2 : 1 }

  /// Steps per second, rounded down.
  var stepRate: Int32 { Int32(sampleRateHertz) / samplesPerStep }

  /// A time of at most 1 s in 1/16 samples, within one of them.
  @inline(__always)
  func ticks(milliseconds: UInt16) -> UInt16 {
    UInt16(
      truncatingIfNeeded: product(
        (UInt32(milliseconds) &* 16_384 &+ 500) / 1000, UInt32(sampleRateHertz)) >> 10)
  }

  /// The whole number of steps that is nearest to a time of at most 8 s, told within half a
  /// millisecond.
  @inline(__always)
  func steps(milliseconds: Int32) -> Int32 {
    (product(stepRate, (milliseconds &* 1024 &+ 500) / 1000) &+ 512) >> 10
  }
}
