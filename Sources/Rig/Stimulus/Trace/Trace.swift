/// A stretch of footsteps as the chip's IMU would give it: what a stimulus is made of.
///
/// Sample `i` stands for the instant `i / sampleRateHertz`; times in ``Truth`` are on that scale.
package struct Trace: Equatable, Sendable {
  /// Short name, fit for a file name and a report's heading.
  package var name: String
  package var sampleRateHertz: UInt16
  package var samples: [TraceSample]
  /// Where the samples come from and what was done to them, one fact a line.
  package var provenance: [String]
  /// nil where nothing but the samples is known.
  package var truth: Truth?

  package init(
    name: String, sampleRateHertz: UInt16, samples: [TraceSample], provenance: [String] = [],
    truth: Truth? = nil
  ) {
    precondition(sampleRateHertz > 0, "a trace needs a sample rate")
    self.name = name
    self.sampleRateHertz = sampleRateHertz
    self.samples = samples
    self.provenance = provenance
    self.truth = truth
  }

  package var durationSeconds: Double { Double(samples.count) / Double(sampleRateHertz) }
}
