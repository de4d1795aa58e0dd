/// A trace's steady strides as signals that do not hang on how the sensor is mounted: the turn
/// about the foot's main axis, the size of the force, and both vectors for their spectra.
struct StrideSignals {
  /// One stride from midstance to midstance.
  struct Stride {
    var seconds: Double
    /// rad/s about the main axis, toe up positive, smoothed over 25 ms.
    var pitchRate: [Double]
    var angularRate: [SIMD3<Double>]
    /// m/s².
    var force: [SIMD3<Double>]
    /// Index of the push-off's fastest turn, and where the turn changes its direction after it.
    var pushOffPeak: Int
    var risingZero: Int
  }

  let sampleRate: Double
  private(set) var strides: [Stride] = []

  /// Turns faster than this tell the axis, rad/s.
  private static let axisThreshold = 3.0

  init(_ trace: Trace) {
    sampleRate = Double(trace.sampleRateHertz)
    let turns = trace.samples.map(\.angularRate)
    let axis = Self.mainAxis(of: turns)
    let steady = trace.truth?.steadyStrides ?? []
    let pitch = Self.smoothed(turns.map { ($0 * axis).sum() })
    let ranges = steady.map { stride in
      Int(
        (stride.startSeconds * sampleRate).rounded())..<min(
          Int((stride.endSeconds * sampleRate).rounded()), trace.samples.count)
    }
    let sign = Self.sign(of: pitch, in: ranges)
    for (range, stride) in zip(ranges, steady) where range.count > 20 {
      let rates = pitch[range].map { $0 * sign }
      let early = rates.prefix(range.count * 13 / 20)
      guard let peak = early.indices.min(by: { early[$0] < early[$1] }),
        let zero = rates.indices.first(where: { $0 > peak && rates[$0] > 0 })
      else { continue }
      strides.append(
        Stride(
          seconds: stride.durationSeconds, pitchRate: rates, angularRate: Array(turns[range]),
          force: trace.samples[range].map(\.specificForce), pushOffPeak: peak, risingZero: zero))
    }
  }

  /// The axis of most turning, by iterating the turns' second moments.
  private static func mainAxis(of turns: [SIMD3<Double>]) -> SIMD3<Double> {
    let fast = turns.filter { ($0 * $0).sum() > axisThreshold * axisThreshold }
    var axis = SIMD3(0.1, 1, 0.1)
    for _ in 0..<50 {
      let next = fast.reduce(SIMD3<Double>.zero) { $0 + $1 * ($1 * axis).sum() }
      let length = (next * next).sum().squareRoot()
      guard length > 0 else { break }
      axis = next / length
    }
    return axis
  }

  /// Push-off turns the toe down, and is the first fast turn after midstance.
  private static func sign(of pitch: [Double], in ranges: [Range<Int>]) -> Double {
    var votes = 0.0
    for range in ranges {
      if let first = pitch[range].first(where: { $0.magnitude > axisThreshold }) {
        votes += first < 0 ? 1 : -1
      }
    }
    return votes < 0 ? -1 : 1
  }

  /// Mean over five samples.
  private static func smoothed(_ values: [Double]) -> [Double] {
    values.indices.map { index in
      let window = values[max(index - 2, 0)...min(index + 2, values.count - 1)]
      return window.reduce(0, +) / Double(window.count)
    }
  }
}
