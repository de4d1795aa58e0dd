import Foundation
import Stimulus
import Testing

/// The synthetic waveforms must look like people's, in what does not hang on the mounting.
struct WaveformTests {
  /// Recordings whose reference tells steady strides with their lengths, and what was done there.
  private static let recordings: [(name: String, activity: Activity)] = Recordings.names.compactMap
  {
    name in
    guard
      name.hasPrefix("pyshoe_") || name.hasPrefix("gaitmap_walk")
        || ["gdind_exp31", "gdind_exp33", "gdind_exp39"].contains(name)
    else { return nil }
    return (name, name.contains("_run") ? .run : .walk)
  }

  /// Beside each recording at its speed and cadence: curves, spectra, peaks, times, stance. The
  /// limits stand in ``WaveformComparison``, the figures in runner-model.md.
  @Test(
    .enabled(if: !Recordings.names.isEmpty, "no recordings: set SOLERIG_RECORDINGS"),
    arguments: recordings)
  func stridesLookLikeTheRecordings(_ name: String, _ activity: Activity) throws {
    let trace = try Recordings.load(name).trace
    let comparison = try #require(WaveformComparison(trace, activity: activity))
    #expect(comparison.rows.count == 19)
    for row in comparison.outside {
      Issue.record("\(row.figure): recorded \(row.recorded), synthetic \(row.synthetic)")
    }
  }

  /// That the comparison can tell: other speeds, cadences and gaits are outside of its limits.
  @Test(
    .enabled(
      if: Recordings.names.contains("pyshoe_run_171127111811"),
      "no recordings: set SOLERIG_RECORDINGS"))
  func aWalkDoesNotPassForARun() throws {
    let run = try Recordings.load("pyshoe_run_171127111811").trace
    #expect((WaveformComparison(run, activity: .walk)?.outside.count ?? 19) > 4)
  }

  private static func synthetic(_ activity: Activity, _ speed: Double) throws -> StrideWaveform {
    let kind: RunnerSegment.Kind = activity == .walk ? .walk : .run
    let parameters = RunnerParameters(
      segments: [
        .stand(seconds: 1),
        RunnerSegment(kind: kind, durationSeconds: 20, speedMetresPerSecond: speed),
        .stand(seconds: 1),
      ], seed: 4)
    return try #require(
      StrideWaveform(try SyntheticRunner(parameters).makeTrace(name: "synthetic")))
  }

  struct Range: Sendable, CustomTestStringConvertible {
    var activity: Activity
    var speed: Double
    var pushOff: ClosedRange<Double>
    var swing: ClosedRange<Double>
    var force: ClosedRange<Double>
    var still: ClosedRange<Double>
    var testDescription: String { "\(activity) \(speed) m/s" }
  }

  /// Over all speeds, recordings at hand or not: what they show, and beyond them what the laws say.
  @Test(arguments: [
    Range(
      activity: .walk, speed: 0.5, pushOff: 4...6.5, swing: 3...6, force: 15...40,
      still: 400...1000),
    Range(
      activity: .walk, speed: 1.3, pushOff: 7...10, swing: 4.5...8, force: 25...110,
      still: 250...420),
    Range(
      activity: .walk, speed: 2.2, pushOff: 10...15, swing: 6...11, force: 40...140,
      still: 120...300),
    Range(
      activity: .run, speed: 1.4, pushOff: 5.5...9, swing: 5...8.5, force: 40...90,
      still: 40...140),
    Range(
      activity: .run, speed: 2.2, pushOff: 7...11, swing: 6...11, force: 50...100,
      still: 20...110),
    Range(
      activity: .run, speed: 4, pushOff: 11...17, swing: 8...16, force: 60...150, still: 10...80),
    Range(
      activity: .run, speed: 7, pushOff: 18...27, swing: 12...26, force: 80...270, still: 0...60),
  ])
  func figuresAreWithinRange(_ range: Range) throws {
    let found = try Self.synthetic(range.activity, range.speed)
    #expect(range.pushOff.contains(found.pushOffPeak), "\(found.pushOffPeak)")
    #expect(range.swing.contains(found.swingPeak), "\(found.swingPeak)")
    #expect(range.force.contains(found.forcePeak), "\(found.forcePeak)")
    #expect(range.still.contains(found.stillMilliseconds), "\(found.stillMilliseconds)")
  }

  /// A sine's power stands in its own band, with its own size.
  @Test func aSineStandsInItsBand() throws {
    let samples = (0..<2000).map { index -> TraceSample in
      let turn = 5 * sin(2 * .pi * 10 * Double(index) / 200)
      let count = SensorScale.quantise(turn, .angularRateY).count
      return TraceSample(
        accelerationX: 0, accelerationY: 0, accelerationZ: 2048, angularRateX: 0,
        angularRateY: count, angularRateZ: 0)
    }
    let strides = (0..<9).map {
      TruthStride(startSeconds: Double($0), endSeconds: Double($0 + 1), isSteady: true)
    }
    let trace = Trace(
      name: "sine", sampleRateHertz: 200, samples: samples,
      truth: Truth(strides: strides, source: "test"))
    let waveform = try #require(StrideWaveform(trace))
    for (band, value) in zip(StrideWaveform.bands, waveform.angularRateBands) {
      #expect(abs(value - (band.contains(10) ? 5 / 2.0.squareRoot() : 0)) < 0.01)
    }
    #expect(waveform.forceBands.allSatisfy { $0 < 0.01 })
  }
}
