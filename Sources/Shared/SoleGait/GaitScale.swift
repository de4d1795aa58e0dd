/// What the method's constants are at a configuration, worked out once.
struct GaitScale: Sendable {
  /// Samples that make one step of the engine: 1 or 2.
  let samplesPerStep: UInt32
  /// Half a step in 1/16 samples.
  let halfStep: UInt32
  /// Samples from a step at the centre of the windows to the newest one.
  let delay: UInt32
  /// Steps the longest stride lasts: 3 s.
  let strideSteps: Int32
  let turn: TurnScale
  /// Half a 1/16 count times a squared step, in 2^-40 mm.
  let millimetres: Int64
  /// Speed of the sensor over its pivot, twice, in 2^-27 mm per step for one 1/16 count and step.
  let rolling: Int32

  init(_ configuration: GaitConfiguration) {
    let rate = Int32(configuration.sampleRateHertz)
    let perStep = configuration.samplesPerStep
    samplesPerStep = UInt32(bitPattern: perStep)
    halfStep = 8 * samplesPerStep
    delay = UInt32(WindowShape(configuration).half) * samplesPerStep
    strideSteps = rate / perStep * 3
    turn = TurnScale(rate: rate, perStep: perStep)
    // 9.80665 / 2048 / 32 m/s² = 0.149 637 6 mm/s², times 2^40.
    millimetres = 164_528_285_286 / Int64(rate * rate) * Int64(perStep * perStep)
    // π/180/16.4/16/2 · 2^27 = 4463.7 per second.
    rolling = Int32(configuration.sensorHeightMillimetres) * 44_637 / 10 * perStep / rate
  }
}

/// What turns counts of angular rate into the angle of one step.
struct TurnScale: Sendable {
  /// Half the angle that one count turns, as `mantissa / 2^(15 + shift)` of Q30 per Q15.
  let mantissa: Int32
  let shift: Int32
  /// Squared half angle of one squared count, times 2^48.
  let square: UInt32

  init(rate: Int32, perStep: Int32) {
    // π/180/16.4/2 per second, Q30 per Q15, in 2^-18: 4 570 812 over the rate.
    var mantissa = 4_570_812 * perStep / rate
    var shift: Int32 = 3
    while mantissa > 32_767 {
      mantissa /= 2
      shift -= 1
    }
    self.mantissa = mantissa
    self.shift = shift
    // (π/180/16.4/2)² · 2^48 = 79 697 893.
    square = UInt32(79_697_893 * perStep * perStep / (rate * rate))
  }
}

extension GaitConfiguration {
  var samplesPerStep: Int32 { sampleRateHertz > 250 ? 2 : 1 }

  /// Steps per second, rounded down.
  var stepRate: Int32 { Int32(sampleRateHertz) / samplesPerStep }

  /// The whole number of steps that is nearest to a time.
  @inline(never)
  func steps(milliseconds: Int32) -> Int32 { (stepRate * milliseconds + 500) / 1000 }
}
