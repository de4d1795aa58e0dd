import Stimulus

/// What a stride looks like to a sensor however it is mounted: medians over the steady strides.
struct StrideMeasures {
  var peakRate: Double
  var rmsRate: Double
  var peakForce: Double
  /// Root mean square of | |f| − g |.
  var rmsForce: Double
  /// Time with |ω| < 1 rad/s and | |f| − g | < 3 m/s².
  var stillMilliseconds: Double

  init?(_ trace: Trace) {
    guard let strides = trace.truth?.steadyStrides, !strides.isEmpty else { return nil }
    let rate = Double(trace.sampleRateHertz)
    var columns: [[Double]] = Array(repeating: [], count: 5)
    for stride in strides {
      let range = Int(stride.startSeconds * rate)..<Int(stride.endSeconds * rate)
      let rates = trace.samples[range].map { Self.length($0.angularRate) }
      let forces = trace.samples[range].map { Self.length($0.specificForce) }
      let excess = forces.map { $0 - SensorScale.gravity }
      let still = zip(rates, excess).count { $0 < 1 && abs($1) < 3 }
      let values = [
        rates.max() ?? 0, Self.rootMeanSquare(rates), forces.max() ?? 0,
        Self.rootMeanSquare(excess), 1000 * Double(still) / rate,
      ]
      for (index, value) in values.enumerated() { columns[index].append(value) }
    }
    let medians = columns.map { $0.sorted()[$0.count / 2] }
    (peakRate, rmsRate, peakForce) = (medians[0], medians[1], medians[2])
    (rmsForce, stillMilliseconds) = (medians[3], medians[4])
  }

  private static func length(_ vector: SIMD3<Double>) -> Double {
    (vector * vector).sum().squareRoot()
  }

  private static func rootMeanSquare(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
  }
}
