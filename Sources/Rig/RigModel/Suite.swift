internal import Wording

/// A list of cases that a board has to pass, as its file says it.
///
/// A file in `protocols/conformance/`, named after the suite.
package struct Suite: Equatable, Sendable {
  package var name: String
  package var title: String
  package var cases: [SuiteCase]
  /// What to do about a board that is unplugged in a case; nil ends the run.
  package var onUnplug: UnplugPolicy?
  /// The file it was read from, as the caller named it.
  package var file: String
  /// SHA-256 of the file's bytes, lower-case hexadecimal.
  package var fileSHA256: String

  package init(
    name: String, title: String, cases: [SuiteCase], file: String = "", fileSHA256: String = ""
  ) {
    self.name = name
    self.title = title
    self.cases = cases
    self.file = file
    self.fileSHA256 = fileSHA256
  }

  /// The suite with only the cases named, in the suite's order; an empty list names all.
  package func selecting(_ names: [String]) throws(ModelError) -> Suite {
    if names.isEmpty { return self }
    let known = cases.map(\.name)
    for name in names where !known.contains(name) {
      throw ModelError(
        .selectCases, file: file, "suite `\(self.name)` has no case `\(name)`",
        hint: NearestName.hint(for: name, among: known, called: "it has"))
    }
    var selected = self
    selected.cases = cases.filter { names.contains($0.name) }
    return selected
  }
}

/// How long to wait for a board that was unplugged, and how often in a case.
package struct UnplugPolicy: Equatable, Sendable {
  package var waitSeconds: Double
  /// How often one case may be started again.
  package var retries: Int

  package init(waitSeconds: Double, retries: Int) {
    self.waitSeconds = waitSeconds
    self.retries = retries
  }
}

/// One case of a suite: a stimulus, and what it must give.
package struct SuiteCase: Equatable, Sendable {
  /// Unique within the suite; small letters, digits and hyphens.
  package var name: String
  /// What is asked of the firmware, as one sentence.
  package var requirement: String
  package var stimulus: Located<StimulusSource>
  /// The part of the stimulus that is played; nil is all of it.
  package var slice: StimulusSlice?
  package var clock: SampleClock
  package var configure: ChipConfiguration
  package var faults: [Located<LineFault>]
  package var checks: [Located<Check>]
  /// Where the case begins in the file.
  package var position: SourcePosition

  package init(
    name: String, requirement: String, stimulus: Located<StimulusSource>,
    slice: StimulusSlice? = nil, clock: SampleClock = .asFastAsPossible,
    configure: ChipConfiguration = ChipConfiguration(), faults: [Located<LineFault>] = [],
    checks: [Located<Check>] = [], position: SourcePosition
  ) {
    self.name = name
    self.requirement = requirement
    self.stimulus = stimulus
    self.slice = slice
    self.clock = clock
    self.configure = configure
    self.faults = faults
    self.checks = checks
    self.position = position
  }
}
