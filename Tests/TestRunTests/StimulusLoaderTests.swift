import Capture
import Foundation
import RigModel
import SoleLink
import Stimulus
import TestSupport
import Testing

@testable import TestRun

/// Samples from each of the three sources, and what is said where there are none.
struct StimulusLoaderTests {
  private let folder: TemporaryFolder
  private let loader: StimulusLoader

  init() throws {
    folder = try TemporaryFolder()
    loader = StimulusLoader(
      recordings: folder.path("recordings"), suiteFile: folder.path("suites/my.yaml"))
    for name in ["recordings", "suites"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
  }

  private func load(
    _ source: StimulusSource, slice: StimulusSlice? = nil
  ) throws(RunError) -> Trace {
    let position = SourcePosition(line: 3, column: 5)
    return try loader.load(
      SuiteCase(
        name: "my-case", requirement: "It works.", stimulus: Located(source, at: position),
        slice: slice, position: position))
  }

  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder.path(name)))
  }

  private func header() -> CaptureHeader { .now(environment: [:]) }

  @Test func aTraceIsFoundBesideItsSuite() throws {
    let trace = Plans.trace(100)
    try TraceFile.write(trace, path: folder.path("suites/walk.pcapng"), header: header())
    #expect(try load(.trace(file: "walk.pcapng")) == trace)
    #expect(try load(.trace(file: folder.path("suites/walk.pcapng"))) == trace)
    let slice = try load(
      .trace(file: "walk.pcapng"), slice: StimulusSlice(fromSeconds: 0.1, toSeconds: 0.2))
    #expect(slice.samples == Array(trace.samples[20..<40]))
  }

  @Test func aTraceThatIsMissingIsNamed() {
    let error = #expect(throws: RunError.self) { try load(.trace(file: "gone.pcapng")) }
    #expect(error?.exitCode == 3)
    #expect(error?.description.contains(folder.path("suites/gone.pcapng")) == true)
  }

  @Test func aRecordingThatIsMissingNamesTheVariable() {
    let error = #expect(throws: RunError.self) { try load(.recording(name: "no_such")) }
    #expect(error?.exitCode == 3)
    #expect(error?.description.contains("recordings/no_such.csv") == true)
    #expect(error?.description.contains("SOLERIG_RECORDINGS") == true)
  }

  @Test func aRecordingThatIsDamagedIsNamedWithItsLine() throws {
    var rows = ["t_s,ax,ay,az,gx,gy,gz"]
    rows += (0..<300).map { "\(Double($0) / 200),0,0,\($0 == 99 ? "nan" : "9.81"),0,0,0" }
    try write(rows.joined(separator: "\n") + "\n", to: "recordings/bad.csv")
    try write(#"{"units": "acc m/s^2, gyro rad/s"}"#, to: "recordings/bad.json")
    let error = #expect(throws: RunError.self) { try load(.recording(name: "bad")) }
    #expect(error?.exitCode == 3)
    #expect(error?.description.contains("bad.csv:101") == true)
  }

  @Test func aRunnerBeyondTheModelIsAMatterOfUsage() {
    let parameters = RunnerParameters(segments: [.walk(metresPerSecond: 90, seconds: 5)])
    let error = #expect(throws: RunError.self) { try load(.runner(parameters)) }
    #expect(error?.exitCode == 64)
    #expect(error?.description.contains("my-case") == true)
  }
}
