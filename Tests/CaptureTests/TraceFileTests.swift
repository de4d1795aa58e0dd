import Capture
import Foundation
import SoleLink
import Stimulus
import TestSupport
import Testing

/// Traces on disk.
struct TraceFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let truth = Truth(
    strides: [
      TruthStride(
        startSeconds: 0.1, endSeconds: 1.0 / 3, toeOffSeconds: 0.2, initialContactSeconds: 0.3,
        lengthMetres: 1.234_567_890_123, clearanceMetres: .ulpOfOne, strikeAngleDegrees: -7,
        pronationDegrees: 3, activity: .walk, isSteady: true),
      TruthStride(startSeconds: 1, endSeconds: 2, isSteady: false),
    ], strideCount: 2, distanceMetres: 2.5, activity: .run, source: "by hand", caveats: "none")

  private static func trace(_ count: Int, truth: Truth?) -> Trace {
    let samples = (0..<count).map { index in
      TraceSample(
        accelerationX: Int16(truncatingIfNeeded: index), accelerationY: .min, accelerationZ: .max,
        angularRateX: Int16(truncatingIfNeeded: -index), angularRateY: 0,
        angularRateZ: Int16(truncatingIfNeeded: index &* 7919))
    }
    return Trace(
      name: "trace-\(count)", sampleRateHertz: 200, samples: samples,
      provenance: ["made by hand", "no \"real\" one"], truth: truth)
  }

  /// Lengths around those of a frame, and one longer than the sample index's lowest byte.
  @Test(arguments: [1, 19, 20, 21, 40, 1000])
  func aTraceComesBackWithItsTruth(count: Int) throws {
    for truth in [nil, Self.truth] {
      let path = folder.path("\(count)-\(truth == nil).pcapng")
      let trace = Self.trace(count, truth: truth)
      try TraceFile.write(trace, path: path, header: SampleCapture.header)
      #expect(try TraceFile.read(path: path) == trace)
    }
  }

  @Test func theSyntheticRunnersTraceComesBack() throws {
    let trace = try SyntheticRunner(
      RunnerParameters(segments: [.walk(metresPerSecond: 1.3, seconds: 5)], seed: 3)
    ).makeTrace(name: "walk")
    let path = folder.path("walk.pcapng")
    try TraceFile.write(trace, path: path, header: SampleCapture.header)
    #expect(try TraceFile.read(path: path) == trace)
  }

  @Test func aFileThatExistsIsNotOverwritten() throws {
    let path = folder.path("taken.pcapng")
    try Data("precious".utf8).write(to: URL(filePath: path))
    let error = #expect(throws: CaptureError.self) {
      try TraceFile.write(Self.trace(1, truth: nil), path: path, header: SampleCapture.header)
    }
    #expect(error?.description.contains(path) == true)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("precious".utf8))
  }

  @Test func aCaptureOfARunIsNoTrace() throws {
    let path = folder.path("run.pcapng")
    var file = try CaptureFile.create(path: path, header: SampleCapture.header)
    for event in SampleCapture.events.dropLast() { try file.append(event, at: 0) }
    let error = #expect(throws: CaptureError.self) { try TraceFile.read(path: path) }
    #expect(error?.description.contains("not a trace") == true)
  }

  @Test func aTraceThatWasCutOffIsRefused() throws {
    let path = folder.path("whole.pcapng")
    try TraceFile.write(Self.trace(100, truth: nil), path: path, header: SampleCapture.header)
    let whole = try Data(contentsOf: URL(filePath: path))
    let cut = folder.path("cut.pcapng")
    try whole.dropLast(3).write(to: URL(filePath: cut))
    let error = #expect(throws: CaptureError.self) { try TraceFile.read(path: cut) }
    #expect(error?.description.contains("80 of 100 samples") == true)
  }

  @Test func aTraceWithAStrideThatEndsBeforeItBeginsIsRefused() throws {
    var truth = Self.truth
    truth.strides[1].endSeconds = 0.5
    let path = folder.path("reversed.pcapng")
    try TraceFile.write(Self.trace(20, truth: truth), path: path, header: SampleCapture.header)
    let error = #expect(throws: CaptureError.self) { try TraceFile.read(path: path) }
    #expect(error?.description.contains("strides[1] of its truth ends before it begins") == true)
  }

  /// A damaged frame inside must not shift the samples behind it.
  @Test func aTraceWithADamagedFrameIsRefused() throws {
    let path = folder.path("whole.pcapng")
    try TraceFile.write(Self.trace(60, truth: nil), path: path, header: SampleCapture.header)
    var blocks = try PcapngBlock.all(of: Array(Data(contentsOf: URL(filePath: path))))
    blocks[5].body[30] ^= 1
    let damaged = folder.path("damaged.pcapng")
    try Data(blocks.flatMap(\.bytes)).write(to: URL(filePath: damaged))
    #expect(throws: CaptureError.self) { try TraceFile.read(path: damaged) }
  }

  /// As many samples as told, but in another order than told.
  @Test func aTraceWithItsFramesOutOfOrderIsRefused() throws {
    let path = folder.path("whole.pcapng")
    try TraceFile.write(Self.trace(60, truth: nil), path: path, header: SampleCapture.header)
    var blocks = try PcapngBlock.all(of: Array(Data(contentsOf: URL(filePath: path))))
    blocks.swapAt(4, 5)
    let shuffled = folder.path("shuffled.pcapng")
    try Data(blocks.flatMap(\.bytes)).write(to: URL(filePath: shuffled))
    #expect(throws: CaptureError.self) { try TraceFile.read(path: shuffled) }
  }
}
