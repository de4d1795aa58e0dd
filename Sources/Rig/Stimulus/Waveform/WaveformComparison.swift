import Foundation

/// A recording beside a synthetic runner of its speed and cadence: whether the runner's strides look
/// like a person's.
package struct WaveformComparison: Sendable {
  /// One figure of both, and what it is held to.
  package struct Row: Sendable {
    package var figure: String
    package var unit: String
    package var recorded: Double
    package var synthetic: Double
    package var limit: Limit

    package var isWithin: Bool { limit.holds(compared) }

    package var isCorrelation: Bool { if case .correlation = limit { true } else { false } }
    package var isDifference: Bool { if case .difference = limit { true } else { false } }

    /// What its limit is on.
    package var compared: Double {
      switch limit {
      case .ratio: synthetic / recorded
      case .difference: synthetic - recorded
      case .correlation: synthetic
      }
    }
  }

  /// How far the synthetic figure may be from the recorded one.
  package enum Limit: Sendable {
    /// Synthetic over recorded.
    case ratio(ClosedRange<Double>)
    case difference(Double)
    /// Of two curves; both figures are their correlation.
    case correlation(Double)

    func holds(_ compared: Double) -> Bool {
      switch self {
      case .ratio(let range): range.contains(compared)
      case .difference(let most): compared.magnitude <= most
      case .correlation(let least): compared >= least
      }
    }

    package var text: String {
      switch self {
      case .ratio(let range): String(format: "× %g to %g", range.lowerBound, range.upperBound)
      case .difference(let most): String(format: "± %g", most)
      case .correlation(let least): String(format: "≥ %g", least)
      }
    }
  }

  package let name: String
  package let activity: Activity
  package let speed: Double
  package let cadence: Double
  package let rows: [Row]

  package var outside: [Row] { rows.filter { !$0.isWithin } }

  /// nil where the recording's reference does not tell steady strides with their lengths, or goes
  /// where the model does not.
  package init?(_ recording: Trace, activity: Activity) {
    let strides = recording.truth?.steadyStrides.filter { $0.lengthMetres != nil } ?? []
    let seconds = strides.reduce(0) { $0 + $1.durationSeconds }
    guard seconds > 0, let recorded = StrideWaveform(recording) else { return nil }
    let metres = strides.reduce(0) { $0 + ($1.lengthMetres ?? 0) }
    speed = metres / seconds
    cadence = 120 * Double(strides.count) / seconds
    self.activity = activity
    name = recording.name
    guard
      let runner = Self.runner(activity, speed: speed, cadence: cadence, like: recording),
      let synthetic = StrideWaveform(runner.makeTrace(name: name))
    else { return nil }
    rows = Self.rows(recorded, synthetic)
  }

  /// A runner like the recording's, through a sensor that clips where the recording's did.
  private static func runner(
    _ activity: Activity, speed: Double, cadence: Double, like recording: Trace
  ) -> SyntheticRunner? {
    var segment = RunnerSegment(
      kind: activity == .walk ? .walk : .run, durationSeconds: 25, speedMetresPerSecond: speed)
    segment.cadenceStepsPerMinute = cadence
    var parameters = RunnerParameters(
      segments: [.stand(seconds: 1), segment, .stand(seconds: 1)], seed: 4)
    parameters.sampleRateHertz = recording.sampleRateHertz
    let counts =
      recording.samples.map {
        max(abs(Int($0.angularRateX)), abs(Int($0.angularRateY)), abs(Int($0.angularRateZ)))
      }.max() ?? 0
    let degrees = Double(counts) / SensorScale.angularRateCountsPerDegreePerSecond
    parameters.sensor.angularRateRangeDegreesPerSecond = min(max(degrees, 100), 2000)
    return try? SyntheticRunner(parameters)
  }

  /// By band. Where most of the motion is, a third more or less; above, where the recordings
  /// themselves differ by factors with the sensor's seat and the shoe, more.
  private static let turnLimits = [0.75...1.33, 0.4...1.6, 0.2...1.6, 0.2...2, 0.1...2]
  private static let forceLimits = [0.75...1.33, 0.4...1.67, 0.3...1.67, 0.4...2, 0.2...2]

  private static func rows(_ recorded: StrideWaveform, _ synthetic: StrideWaveform) -> [Row] {
    var rows: [Row] = []
    func row(
      _ figure: String, _ unit: String, _ value: (StrideWaveform) -> Double, _ limit: Limit
    ) {
      rows.append(
        Row(
          figure: figure, unit: unit, recorded: value(recorded), synthetic: value(synthetic),
          limit: limit))
    }
    func curve(_ figure: String, _ curve: KeyPath<StrideWaveform, [Double]>, _ least: Double) {
      let value = StrideWaveform.correlation(
        recorded[keyPath: curve], synthetic[keyPath: curve])
      rows.append(
        Row(
          figure: figure, unit: "", recorded: value, synthetic: value, limit: .correlation(least)))
    }
    curve("turn through a stride, correlation", \.pitchCurve, 0.9)
    curve("force through a stride, correlation", \.forceCurve, 0.45)
    for (index, band) in StrideWaveform.bands.enumerated() {
      let range = String(format: "%g-%g Hz", band.lowerBound, band.upperBound)
      row(
        "turn, \(range)", "rad/s", { $0.angularRateBands[index] }, .ratio(turnLimits[index]))
      row("force, \(range)", "m/s²", { $0.forceBands[index] }, .ratio(forceLimits[index]))
    }
    row("push-off, fastest turn", "rad/s", { $0.pushOffPeak }, .ratio(0.67...1.5))
    row("swing, fastest turn", "rad/s", { $0.swingPeak }, .ratio(0.67...1.5))
    row("largest force", "m/s²", { $0.forcePeak }, .ratio(0.25...2))
    row("push-off's peak to change of turn", "ms", { $0.pushOffMilliseconds }, .difference(55))
    row("change of turn to the next", "ms", { $0.swingMilliseconds }, .difference(40))
    row("stance, still time", "ms", { $0.stillMilliseconds }, .ratio(0.5...3))
    row("stance, turn in the stillest third", "rad/s", { $0.stanceTurn }, .ratio(0.25...1.5))
    return rows
  }
}
