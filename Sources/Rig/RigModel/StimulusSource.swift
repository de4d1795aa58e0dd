package import Stimulus

/// Where a case's footsteps come from.
package enum StimulusSource: Equatable, Sendable {
  /// A synthetic runner; its side and sample rate are those of the case's configuration.
  case runner(RunnerParameters)
  /// A trace file, absolute or from the suite file's folder.
  case trace(file: String)
  /// A recording by name: CSV and JSON in the folder of recordings.
  case recording(name: String)
}

/// A part of a stimulus, in seconds of its own time.
package struct StimulusSlice: Codable, Equatable, Sendable {
  package var fromSeconds: Double
  /// nil is to the end.
  package var toSeconds: Double?

  package init(fromSeconds: Double, toSeconds: Double? = nil) {
    self.fromSeconds = fromSeconds
    self.toSeconds = toSeconds
  }
}

/// What paces the consumption of samples.
package enum SampleClock: String, Codable, CaseIterable, Sendable {
  case realTime = "real-time"
  case asFastAsPossible = "as-fast-as-possible"
}
