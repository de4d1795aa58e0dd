import Foundation

/// What strides look like to an IMU, however it is mounted: medians over a trace's steady strides.
package struct StrideWaveform: Sendable {
  /// Bands of the spectra, hertz.
  package static let bands: [ClosedRange<Double>] = [0.5...4, 4...8, 8...16, 16...32, 32...64]

  package let strides: Int
  package let strideSeconds: Double
  /// Root mean square in each band of the angular rate's vector, rad/s, and of the force's, m/s².
  package let angularRateBands: [Double]
  package let forceBands: [Double]
  /// Fastest turns about the main axis, rad/s: push-off (toe down), swing (toe up).
  package let pushOffPeak: Double
  package let swingPeak: Double
  /// Largest force, m/s².
  package let forcePeak: Double
  /// From the push-off's peak to where the turn changes, and from there to where it changes back
  /// before the contact, milliseconds.
  package let pushOffMilliseconds: Double
  package let swingMilliseconds: Double
  /// Time with |ω| < 1 rad/s and | |f| − g | < 3 m/s².
  package let stillMilliseconds: Double
  /// Mean |ω| in the stillest third of a stride, rad/s.
  package let stanceTurn: Double
  /// The turn about the main axis and the size of the force, in hundredths of a stride around the
  /// change of turn after push-off.
  package let pitchCurve: [Double]
  package let forceCurve: [Double]

  /// nil where the trace has fewer than three steady strides.
  package init?(_ trace: Trace) {
    let signals = StrideSignals(trace)
    guard signals.strides.count >= 3 else { return nil }
    let all = signals.strides.map { Shape($0, signals.sampleRate) }
    func median(_ value: KeyPath<Shape, Double>) -> Double {
      all.map { $0[keyPath: value] }.sorted()[all.count / 2]
    }
    func medians(_ values: KeyPath<Shape, [Double]>) -> [Double] {
      all[0][keyPath: values].indices.map { index in
        all.map { $0[keyPath: values][index] }.sorted()[all.count / 2]
      }
    }
    strides = all.count
    strideSeconds = median(\.seconds)
    angularRateBands = medians(\.angularRateBands)
    forceBands = medians(\.forceBands)
    (pushOffPeak, swingPeak) = (median(\.pushOffPeak), median(\.swingPeak))
    forcePeak = median(\.forcePeak)
    (pushOffMilliseconds, swingMilliseconds) = (median(\.pushOffTime), median(\.swingTime))
    (stillMilliseconds, stanceTurn) = (median(\.stillTime), median(\.stanceTurn))
    (pitchCurve, forceCurve) = (medians(\.pitchCurve), medians(\.forceCurve))
  }

  /// Correlation of two curves.
  package static func correlation(_ left: [Double], _ right: [Double]) -> Double {
    let count = Double(min(left.count, right.count))
    let (meanLeft, meanRight) = (left.reduce(0, +) / count, right.reduce(0, +) / count)
    var (both, squareLeft, squareRight) = (0.0, 0.0, 0.0)
    for (one, other) in zip(left, right) {
      both += (one - meanLeft) * (other - meanRight)
      squareLeft += (one - meanLeft) * (one - meanLeft)
      squareRight += (other - meanRight) * (other - meanRight)
    }
    return both / (squareLeft * squareRight).squareRoot()
  }
}

/// One stride's figures.
private struct Shape {
  var seconds: Double
  var angularRateBands: [Double]
  var forceBands: [Double]
  var pushOffPeak: Double
  var swingPeak: Double
  var forcePeak: Double
  var pushOffTime: Double
  var swingTime: Double
  var stillTime: Double
  var stanceTurn: Double
  var pitchCurve: [Double]
  var forceCurve: [Double]

  init(_ stride: StrideSignals.Stride, _ sampleRate: Double) {
    let sizes = stride.angularRate.map { ($0 * $0).sum().squareRoot() }
    let forces = stride.force.map { ($0 * $0).sum().squareRoot() }
    let milliseconds = 1000 / sampleRate
    seconds = stride.seconds
    angularRateBands = Self.bands(stride.angularRate, sampleRate)
    forceBands = Self.bands(stride.force, sampleRate)
    pushOffPeak = -stride.pitchRate[stride.pushOffPeak]
    let swing = stride.pitchRate[stride.risingZero...]
    let fastest = swing.indices.max { swing[$0] < swing[$1] } ?? stride.risingZero
    swingPeak = swing[fastest]
    forcePeak = forces.max() ?? 0
    pushOffTime = Double(stride.risingZero - stride.pushOffPeak) * milliseconds
    let falling = swing.indices.first { $0 > fastest && swing[$0] < 0 } ?? swing.endIndex
    swingTime = Double(falling - stride.risingZero) * milliseconds
    stillTime =
      Double(zip(sizes, forces).count { $0 < 1 && abs($1 - SensorScale.gravity) < 3 })
      * milliseconds
    let still = sizes.sorted().prefix(sizes.count / 3)
    stanceTurn = still.reduce(0, +) / Double(max(still.count, 1))
    pitchCurve = Self.curve(stride.pitchRate, around: stride.risingZero)
    forceCurve = Self.curve(forces, around: stride.risingZero)
  }

  /// A hundred points of a stride, which is taken to begin anew at its end: 40 before the instant,
  /// 60 after it.
  private static func curve(_ values: [Double], around zero: Int) -> [Double] {
    (0..<100).map { point in
      let place = Double(zero) + Double(point - 40) / 100 * Double(values.count)
      let index = Int(place.rounded(.down))
      let part = place - place.rounded(.down)
      func value(_ index: Int) -> Double {
        values[((index % values.count) + values.count) % values.count]
      }
      return value(index) * (1 - part) + value(index + 1) * part
    }
  }

  /// Root mean square of a vector in each band, by its harmonics of the stride: a stride begins and
  /// ends at rest, so it needs no window.
  private static func bands(_ values: [SIMD3<Double>], _ sampleRate: Double) -> [Double] {
    let count = Double(values.count)
    var squares = StrideWaveform.bands.map { _ in 0.0 }
    let base = sampleRate / count
    for harmonic in 1..<values.count / 2 {
      let hertz = Double(harmonic) * base
      guard let band = StrideWaveform.bands.firstIndex(where: { $0.contains(hertz) }) else {
        continue
      }
      var (real, imaginary) = (SIMD3<Double>.zero, SIMD3<Double>.zero)
      // One turn of the unit circle a sample, by multiplication: a cosine each would take longer.
      let step = 2 * Double.pi * Double(harmonic) / count
      let (stepCosine, stepSine) = (cos(step), sin(step))
      var (cosine, sine) = (1.0, 0.0)
      for value in values {
        real += value * cosine
        imaginary += value * sine
        (cosine, sine) = (
          cosine * stepCosine - sine * stepSine, sine * stepCosine + cosine * stepSine
        )
      }
      squares[band] += 2 * ((real * real).sum() + (imaginary * imaginary).sum()) / (count * count)
    }
    return squares.map { $0.squareRoot() }
  }
}
