import Foundation
import Stimulus
import Testing

/// The recordings that are not part of the project, where they are at hand.
enum Recordings {
  /// SOLERIG_RECORDINGS, else `../shared/data` beside the package.
  static let folder: String = {
    if let path = ProcessInfo.processInfo.environment["SOLERIG_RECORDINGS"] { return path }
    let package = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return package.deletingLastPathComponent().appending(path: "shared/data").path
  }()

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".csv") && !$0.hasSuffix("_mocap.csv") }
      .map { String($0.dropLast(4)) }.sorted()
  }()

  static func load(_ name: String) throws(ImportError) -> (trace: Trace, report: ImportReport) {
    try CSVImporter.importFile(path: "\(folder)/\(name).csv")
  }
}

@Suite(
  .enabled(
    if: !Recordings.names.isEmpty, "no recordings: set SOLERIG_RECORDINGS to their folder"))
struct RecordingTests {
  @Test(arguments: Recordings.names)
  func everyRecordingImports(_ name: String) throws {
    let (trace, report) = try Recordings.load(name)
    #expect(trace.name == name)
    #expect(trace.samples.count == report.samples)
    #expect(abs(trace.durationSeconds - report.durationSeconds) < 0.011)
    #expect(report.clippedSamples * 100 < report.samples)
    for stride in trace.truth?.strides ?? [] {
      #expect(stride.startSeconds < stride.endSeconds)
      #expect(stride.endSeconds <= trace.durationSeconds)
    }
  }

  /// What the folder's README and sidecars say of some recordings.
  @Test(
    arguments: [
      ("pyshoe_run_171127111811", 27, nil as Int?, 43.55), ("gaitmap_walk_left", 27, nil, 37.06),
      ("gdind_exp31", 31, 33, 45.99), ("gdind_exp29", 0, 100, 0),
    ].filter { Recordings.names.contains($0.0) })
  func truthIsTheSidecars(_ name: String, _ steady: Int, _ count: Int?, _ metres: Double) throws {
    let truth = try #require(try Recordings.load(name).trace.truth)
    #expect(truth.steadyStrides.count == steady)
    #expect(truth.strideCount == count)
    #expect(abs(truth.steadyDistanceMetres - metres) < 0.01)
  }

  @Test func recordingsWithoutReferenceHaveNoTruth() throws {
    for name in Recordings.names where name.contains("stairs") || name.contains("xio") {
      #expect(try Recordings.load(name).trace.truth == nil)
    }
  }
}
