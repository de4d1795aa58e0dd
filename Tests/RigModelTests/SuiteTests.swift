import Foundation
import RigModel
import Stimulus
import Testing

struct SuiteTests {
  @Test func theDefaultSuiteHasItsCases() throws {
    let suite = try SuiteCatalog.find("default", in: Shipped.suites)
    #expect(
      suite.cases.map(\.name) == [
        "walk", "jog", "run", "stop-and-go", "standing", "real-time-walk", "noise", "crc-error",
        "skipped-sample",
      ])
    #expect(suite.fileSHA256.count == 64)
    #expect(suite.cases.filter { $0.clock == .realTime }.map(\.name) == ["real-time-walk"])
    for one in suite.cases {
      #expect(one.checks.contains { $0.value == .sampleAccounting }, "\(one.name)")
      #expect(one.checks.contains { $0.value.kind == .reportedFaults }, "\(one.name)")
      guard case .runner = one.stimulus.value else {
        Issue.record("\(one.name) needs a file from elsewhere")
        continue
      }
    }
  }

  /// Each check finds the truth that it needs, each fault lies within the samples.
  @Test func theDefaultSuiteResolves() throws {
    let suite = try SuiteCatalog.find("default", in: Shipped.suites)
    for one in suite.cases {
      guard case .runner(let parameters) = one.stimulus.value else { continue }
      let trace = try SyntheticRunner(parameters).makeTrace(name: one.name)
      let resolved = try one.resolved(with: trace, file: suite.file)
      #expect(resolved.stimulus.sampleCount == trace.samples.count)
      #expect(resolved.truth == trace.truth)
    }
  }

  /// What a fault takes away is what the chip must say is missing.
  @Test func theDefaultSuitesFaultsAreThoseItExpects() throws {
    let suite = try SuiteCatalog.find("default", in: Shipped.suites)
    for one in suite.cases {
      let faults = one.faults.map(\.value)
      for check in one.checks {
        guard case .reportedFaults(let counts) = check.value else { continue }
        func number(_ kind: LineFault.Kind) -> Int { faults.filter { $0.kind == kind }.count }
        let lost = faults.reduce(0) { $0 + $1.lostSamples.count }
        #expect(Int(counts.samplesSkipped) == lost, "\(one.name)")
        #expect(Int(counts.noiseChunks) == number(.noise), "\(one.name)")
        #expect(Int(counts.crcErrors) == number(.crcError), "\(one.name)")
        let spoilt = number(.crcError) + number(.cutFrame)
        #expect(Int(counts.sequenceGaps) == spoilt, "\(one.name)")
        #expect(Int(counts.cutFrames) == number(.cutFrame), "\(one.name)")
        #expect(Int(counts.oversizeFrames) == number(.oversizeFrame), "\(one.name)")
        #expect(Int(counts.unknownTypes) == number(.unknownType), "\(one.name)")
      }
    }
  }

  @Test func theRecordedSuiteNamesEveryRecordingOnce() throws {
    let suite = try SuiteCatalog.find("recorded", in: Shipped.suites)
    let names = suite.cases.compactMap { one in
      if case .recording(let name) = one.stimulus.value { name } else { nil }
    }
    #expect(names.count == suite.cases.count)
    #expect(Set(names).count == 22)
    #expect(names.filter { $0.hasPrefix("pyshoe_run_") }.count == 5)
    #expect(names.filter { $0.hasPrefix("pyshoe_walk_") }.count == 4)
    #expect(names.filter { $0.hasPrefix("gdind_exp") }.count == 8)
    for one in suite.cases { #expect(one.name == names[suite.index(of: one)].hyphenated) }
  }

  static let recordings = ProcessInfo.processInfo.environment["SOLERIG_RECORDINGS"]

  @Test(.enabled(if: recordings != nil, "SOLERIG_RECORDINGS names no folder"))
  func theRecordedSuiteResolves() throws {
    let folder = try #require(Self.recordings)
    let suite = try SuiteCatalog.find("recorded", in: Shipped.suites)
    for one in suite.cases {
      guard case .recording(let name) = one.stimulus.value else { continue }
      let trace = try CSVImporter.importFile(path: "\(folder)/\(name).csv").trace
      _ = try one.resolved(with: trace, file: suite.file)
    }
  }

  @Test func casesAreSelectedByNameInTheSuitesOrder() throws {
    let suite = try SuiteCatalog.find("default", in: Shipped.suites)
    #expect(try suite.selecting([]) == suite)
    #expect(try suite.selecting(["run", "walk"]).cases.map(\.name) == ["walk", "run"])
    let said = message { () throws(ModelError) in _ = try suite.selecting(["walk", "stading"]) }
    #expect(
      said
        == "\(suite.file): cannot select the cases: suite `default` has no case `stading`; "
        + "did you mean `standing`? it has: walk, jog, run, stop-and-go, standing, "
        + "real-time-walk, noise, crc-error, skipped-sample")
  }

  @Test func everyKeyOfACaseIsRead() throws {
    let one = try #require(
      suite(
        """
        name: gait
        title: Gait
        cases:
          - name: a
            requirement: It walks.
            trace: protocols/traces/a.json
            slice: {from_s: 1.5, to_s: 20}
            clock: real-time
            configure:
              sample_rate_hz: 100
              side: left
              leg_length_mm: 850
              mounting: {w: 0, x: 1, y: 0, z: 0}
            faults:
              - skip: {at_sample: 50}
              - noise: {at_sample: 10, bytes: 2}
              - crc_error: {at_sample: 20}
            checks:
              - sample_accounting
        """
      ).cases.first)
    #expect(one.name == "a")
    #expect(one.requirement == "It walks.")
    #expect(one.position == SourcePosition(line: 4, column: 5))
    #expect(
      one.stimulus
        == Located(.trace(file: "protocols/traces/a.json"), at: .init(line: 6, column: 12)))
    #expect(one.slice == StimulusSlice(fromSeconds: 1.5, toSeconds: 20))
    #expect(one.clock == .realTime)
    #expect(
      one.configure
        == ChipConfiguration(
          sampleRateHertz: 100, side: .left, legLengthMillimetres: 850,
          mounting: Quaternion(w: 0, x: 1, y: 0, z: 0)))
    #expect(
      one.faults == [
        Located(.noise(atSample: 10, bytes: 2, seed: 1), at: .init(line: 16, column: 9)),
        Located(.crcError(atSample: 20, samples: 8), at: .init(line: 17, column: 9)),
        Located(.skip(atSample: 50, samples: 1), at: .init(line: 15, column: 9)),
      ])
    #expect(one.checks == [Located(.sampleAccounting, at: .init(line: 19, column: 9))])
  }

  @Test func whatIsLeftOutHasItsDefault() throws {
    let one = try #require(
      suite(
        "{name: gait, title: G, cases: [{name: a, requirement: R, recording: x, "
          + "checks: [no_strides]}]}"
      ).cases.first)
    #expect(one.stimulus.value == .recording(name: "x"))
    #expect(one.slice == nil)
    #expect(one.clock == .asFastAsPossible)
    #expect(one.configure == ChipConfiguration())
    #expect(one.configure.sampleRateHertz == 200)
    #expect(one.faults.isEmpty)
  }

  @Test func everyParameterOfARunnerIsRead() throws {
    let one = try #require(
      suite(
        """
        name: gait
        title: Gait
        cases:
          - name: a
            requirement: It walks.
            configure: {side: left, sample_rate_hz: 100}
            runner:
              seed: 18446744073709551615
              strike: forefoot
              strike_angle_degrees: -5
              pronation_degrees: 7
              surface_kn_per_m: 80
              variability: 0.5
              segments:
                - stand: {duration_s: 1}
                - walk: {duration_s: 2, speed_m_per_s: 1.2, cadence_per_minute: 110, contact_time_ms: 700}
                - run: {duration_s: 3, speed_m_per_s: 3, turn_degrees_per_stride: 10, incline_percent: -4}
              sensor:
                position_m: [0.1, 0.02, 0.05]
                acceleration_drift_mg_per_minute: [1, 2, 3]
                angular_rate_drift_degrees_per_s_per_minute: [0.1, 0.2, 0.3]
                resolution_bits: 12
                rate_error_percent: -1.5
                dropped_per_thousand: 2
                repeated_per_thousand: 3
                mounting_degrees: [1, 2, 3]
                acceleration_noise_mg: 4
                angular_rate_noise_degrees_per_s: 5
                acceleration_bias_mg: [6, 7, 8]
                angular_rate_bias_degrees_per_s: [9, 10, 11]
                acceleration_range_g: 12
                angular_rate_range_degrees_per_s: 500
            checks: [sample_accounting]
        """
      ).cases.first)
    var walk = RunnerSegment.walk(metresPerSecond: 1.2, seconds: 2)
    walk.cadenceStepsPerMinute = 110
    walk.contactTimeMilliseconds = 700
    var run = RunnerSegment.run(metresPerSecond: 3, seconds: 3)
    run.turnDegreesPerStride = 10
    run.inclinePercent = -4
    var expected = RunnerParameters(segments: [.stand(seconds: 1), walk, run], seed: .max)
    expected.side = .left
    expected.sampleRateHertz = 100
    expected.strike = .forefoot
    expected.strikeAngleDegrees = -5
    expected.pronationDegrees = 7
    expected.surfaceStiffnessKilonewtonsPerMetre = 80
    expected.variability = 0.5
    expected.sensor.mountingDegrees = [1, 2, 3]
    expected.sensor.accelerationNoiseMilliG = 4
    expected.sensor.angularRateNoiseDegreesPerSecond = 5
    expected.sensor.accelerationBiasMilliG = [6, 7, 8]
    expected.sensor.angularRateBiasDegreesPerSecond = [9, 10, 11]
    expected.sensor.accelerationRangeG = 12
    expected.sensor.angularRateRangeDegreesPerSecond = 500
    expected.sensor.positionMetres = [0.1, 0.02, 0.05]
    expected.sensor.accelerationDriftMilliGPerMinute = [1, 2, 3]
    expected.sensor.angularRateDriftDegreesPerSecondPerMinute = [0.1, 0.2, 0.3]
    expected.sensor.resolutionBits = 12
    expected.sensor.rateErrorPercent = -1.5
    expected.sensor.droppedPerThousand = 2
    expected.sensor.repeatedPerThousand = 3
    #expect(one.stimulus.value == .runner(expected))
  }
}

extension Suite {
  fileprivate func index(of one: SuiteCase) -> Int {
    cases.firstIndex { $0.name == one.name } ?? 0
  }
}

extension String {
  /// A recording's name as the case of it is called.
  fileprivate var hyphenated: String {
    var words = split(separator: "_")
    if words.first == "gaitmap", words.contains("stairs") { words.removeLast() }
    return words.joined(separator: "-")
  }
}
