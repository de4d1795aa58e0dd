import Foundation
import RigModel
import Stimulus
import Testing

struct CaseResolutionTests {
  private static let sample = TraceSample(
    accelerationX: 1, accelerationY: -2, accelerationZ: 0x1234, angularRateX: 3,
    angularRateY: .min, angularRateZ: .max)

  private func trace(_ count: Int, rate: UInt16 = 200, truth: Truth? = nil) -> Trace {
    Trace(
      name: "made", sampleRateHertz: rate,
      samples: [TraceSample](repeating: Self.sample, count: count), provenance: ["by hand"],
      truth: truth)
  }

  private func one(_ lines: String...) throws(ModelError) -> SuiteCase {
    let suite = try suite(
      "name: gait\ntitle: G\ncases:\n  - name: a\n    requirement: R\n    recording: x\n"
        + lines.map { "    \($0)\n" }.joined())
    return suite.cases[0]
  }

  @Test func joinsTheCaseWithItsTrace() throws {
    let truth = Truth(strides: [], strideCount: 3, source: "counted")
    let resolved = try one(
      "slice: {to_s: 9}", "faults: [skip: {at_sample: 1, samples: 2}]",
      "checks: [stride_count: {tolerance: 1}]"
    ).resolved(with: trace(3, truth: truth), file: "gait.yaml")
    #expect(
      resolved
        == ResolvedCase(
          name: "a", requirement: "R", clock: .asFastAsPossible, configure: ChipConfiguration(),
          stimulus: ResolvedStimulus(
            kind: .recording, name: "made", provenance: ["by hand"],
            slice: StimulusSlice(fromSeconds: 0, toSeconds: 9), sampleCount: 3,
            samplesSHA256: SHA256Text.of(trace(3).samples)),
          faults: [.skip(atSample: 1, samples: 2)],
          checks: [.strideCount(expected: nil, tolerance: 1)], truth: truth))
  }

  /// The bytes are those of the wire: six little-endian counts, acceleration before angular rate.
  @Test func theDigestIsOfTheSamplesOnTheWire() {
    let bytes: [UInt8] = [1, 0, 0xFE, 0xFF, 0x34, 0x12, 3, 0, 0x00, 0x80, 0xFF, 0x7F]
    for count in [0, 1, 3000] {
      let data = Data([[UInt8]](repeating: bytes, count: count).joined())
      #expect(SHA256Text.of(trace(count).samples) == SHA256Text.of(data))
    }
    // FIPS 180-2, appendix B.1.
    #expect(
      SHA256Text.of(Data("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  private func said(_ trace: Trace, _ lines: String...) throws -> String {
    let suite = try suite(
      "name: gait\ntitle: G\ncases:\n  - name: a\n    requirement: R\n    recording: x\n"
        + lines.map { "    \($0)\n" }.joined())
    return message { () throws(ModelError) in
      _ = try suite.cases[0].resolved(with: trace, file: "gait.yaml")
    }
  }

  @Test func refusesWhatCannotBeJudgedOrPlayed() throws {
    #expect(
      try said(trace(9), "checks: [distance: {error_percent: 1}]")
        == "gait.yaml:7:14: cannot resolve the suite: case `a`: `distance` needs the distance, "
        + "which the reference of `made` does not tell; leave the check out, or give a stimulus "
        + "whose reference tells it")
    #expect(
      try said(trace(9), "faults: [skip: {at_sample: 8, samples: 2}]", "checks: [no_strides]")
        == "gait.yaml:7:14: cannot resolve the suite: case `a`: `skip` reaches to sample 9, but "
        + "the stimulus ends with 8; put it earlier")
    #expect(
      try said(trace(9), "faults: [cut_frame: {at_sample: 9}]", "checks: [no_strides]")
        == "gait.yaml:7:14: cannot resolve the suite: case `a`: `cut_frame` reaches to sample 9, "
        + "but the stimulus ends with 8; put it earlier")
    #expect(
      try said(trace(9, rate: 400), "checks: [no_strides]")
        == "gait.yaml:6:16: cannot resolve the suite: case `a`: its stimulus has 400 Hz, but the "
        + "chip is told 200 Hz; make both the same, `configure: sample_rate_hz`")
    #expect(
      try said(trace(0), "checks: [no_strides]")
        == "gait.yaml:6:16: cannot resolve the suite: case `a`: its stimulus has 0 samples; give "
        + "a trace, or a slice of one, that has some")
  }

  @Test func whatReachesTheLastSampleIsTaken() throws {
    let resolved = try one(
      "faults: [skip: {at_sample: 7, samples: 2}]", "checks: [no_strides]"
    ).resolved(with: trace(9), file: "gait.yaml")
    #expect(resolved.faults.map(\.lostSamples) == [7..<9])
  }

  @Test func aBoardWithoutAStackIsJudgedWithoutItAndSaysSo() throws {
    let stacked = try one("checks: [no_strides, stack: {minimum_free_bytes: 512}]")
    let native = try stacked.resolved(with: trace(9), file: "gait.yaml", on: .native)
    #expect(native.checks == [.noStrides])
    #expect(Array(native.leftOut.keys) == ["stack"])
    let chip = try stacked.resolved(with: trace(9), file: "gait.yaml", on: .virtualMicrobit)
    #expect(chip.checks.count == 2)
    #expect(chip.leftOut.isEmpty)
  }
}
