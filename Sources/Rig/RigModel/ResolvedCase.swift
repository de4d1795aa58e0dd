package import Stimulus

/// One case with its stimulus made: what was played, and what it must give.
package struct ResolvedCase: Codable, Equatable, Sendable {
  package var name: String
  package var requirement: String
  package var clock: SampleClock
  package var configure: ChipConfiguration
  package var stimulus: ResolvedStimulus
  package var faults: [LineFault]
  package var checks: [Check]
  /// What is known of the footsteps: the golden that `checks` are held against.
  package var truth: Truth?
  /// What `snapshot` is held against; nil where it is not asked, or nothing was approved yet.
  package var snapshot: Snapshot?
  /// Checks of the suite that this board has nothing to be held against, by name, and why.
  package var leftOut: [String: String]

  package init(
    name: String, requirement: String, clock: SampleClock, configure: ChipConfiguration,
    stimulus: ResolvedStimulus, faults: [LineFault] = [], checks: [Check], truth: Truth? = nil,
    snapshot: Snapshot? = nil, leftOut: [String: String] = [:]
  ) {
    self.name = name
    self.requirement = requirement
    self.clock = clock
    self.configure = configure
    self.stimulus = stimulus
    self.faults = faults
    self.checks = checks
    self.truth = truth
    self.snapshot = snapshot
    self.leftOut = leftOut
  }
}

/// What was played: enough to tell whether the same is played again.
package struct ResolvedStimulus: Codable, Equatable, Sendable {
  package enum Kind: String, Codable, CaseIterable, Sendable { case runner, trace, recording }

  package var kind: Kind
  /// The trace's name.
  package var name: String
  /// Where the samples come from and what was done to them, one fact a line.
  package var provenance: [String]
  package var slice: StimulusSlice?
  package var sampleCount: UInt32
  /// SHA-256 of the samples as they go over the wire, 12 bytes each; lower-case hexadecimal.
  package var samplesSHA256: String

  package init(
    kind: Kind, name: String, provenance: [String], slice: StimulusSlice? = nil,
    sampleCount: UInt32, samplesSHA256: String
  ) {
    self.kind = kind
    self.name = name
    self.provenance = provenance
    self.slice = slice
    self.sampleCount = sampleCount
    self.samplesSHA256 = samplesSHA256
  }
}
