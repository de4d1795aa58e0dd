import Capture
import Foundation
import Stimulus
import TestRun

/// Writes a trace, and says so.
enum TraceOutput {
  static func write(_ trace: Trace, path: String, isQuiet: Bool = false) throws {
    do {
      try TraceFile.write(trace, path: path, header: .now(environment: [:]))
    } catch {
      throw RunError(.setup, error.description)
    }
    guard !isQuiet else { return }
    let seconds = String(format: "%.1f", trace.durationSeconds)
    try Output.line(
      "wrote \(path): \(trace.samples.count) samples, \(seconds) s at \(trace.sampleRateHertz) Hz")
    for line in trace.truth?.summaryLines ?? [] { try Output.line("  \(line)") }
  }
}

extension Truth {
  /// The reference in a few lines.
  var summaryLines: [String] {
    var lines = ["truth: \(source)"]
    if let strideCount { lines.append("strides: \(strideCount)") }
    if !strides.isEmpty {
      lines.append("strides with times: \(strides.count), \(steadyStrides.count) of them steady")
    }
    if let distanceMetres {
      lines.append(String(format: "distance: %.2f m", distanceMetres))
    }
    return lines
  }
}
