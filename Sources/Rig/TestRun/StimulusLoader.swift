internal import Capture
internal import Foundation
internal import RigModel
internal import Stimulus

/// Makes or reads the samples that a case names.
struct StimulusLoader {
  /// Where recordings lie, by SOLERIG_RECORDINGS or beside the project.
  let recordings: String
  /// The suite's file: traces are named relative to it.
  let suiteFile: String

  func load(_ suiteCase: SuiteCase) throws(RunError) -> Trace {
    let rate = suiteCase.configure.sampleRateHertz
    let trace: Trace
    switch suiteCase.stimulus.value {
    case .runner(let parameters):
      trace = try synthesise(parameters, suiteCase.name)
    case .trace(let file):
      let base = URL(filePath: suiteFile).deletingLastPathComponent()
      do {
        trace = try TraceFile.read(path: URL(filePath: file, relativeTo: base).path)
      } catch {
        throw RunError(.setup, error.description)
      }
    case .recording(let name): trace = try recording(name, rate)
    }
    guard let slice = suiteCase.slice else { return trace }
    return trace.slice(from: slice.fromSeconds, to: slice.toSeconds)
  }

  private func synthesise(
    _ parameters: RunnerParameters, _ name: String
  ) throws(RunError) -> Trace {
    do {
      return try SyntheticRunner(parameters).makeTrace(name: name)
    } catch {
      throw RunError(.usage, "case `\(name)`: \(error)")
    }
  }

  private func recording(_ name: String, _ rate: UInt16) throws(RunError) -> Trace {
    let path = "\(recordings)/\(name).csv"
    guard FileManager.default.fileExists(atPath: path) else {
      throw RunError(
        .setup,
        """
        Reading the recording \(name) failed: there is no \(path). Set SOLERIG_RECORDINGS to the \
        folder that holds it, or run a suite that needs no recordings, such as `default`.
        """)
    }
    do {
      var options = ImportOptions()
      options.sampleRateHertz = rate
      return try CSVImporter.importFile(path: path, options: options).trace
    } catch {
      throw RunError(.setup, "\(error)")
    }
  }
}
