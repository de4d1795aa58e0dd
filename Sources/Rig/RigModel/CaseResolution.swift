package import Stimulus

extension SuiteCase {
  /// Joins the case with the trace made for it.
  ///
  /// Refuses what can't be judged or played: a check without the truth it needs, a fault beyond
  /// the trace's end, another sample rate than the chip is told, an empty trace.
  ///
  /// - Parameters:
  ///   - trace: the stimulus after slicing: what is played.
  ///   - file: the suite's file, for errors.
  ///   - board: what it will be played on; checks that such a board has nothing to be held against
  ///     are left out, and named.
  ///   - emulator: how an emulated board's clock goes.
  package func resolved(
    with trace: Trace, file: String, on board: Rig.Board.Kind = .virtualMicrobit,
    emulator: Rig.EmulatorMode? = nil
  ) throws(ModelError) -> ResolvedCase {
    func fail(_ at: SourcePosition, _ reason: String, _ hint: String) -> ModelError {
      ModelError(.resolveSuite, file: file, at: at, "case `\(name)`: \(reason)", hint: hint)
    }
    guard let count = UInt32(exactly: trace.samples.count), count > 0 else {
      throw fail(
        stimulus.position, "its stimulus has \(trace.samples.count) samples",
        "give a trace, or a slice of one, that has some")
    }
    guard trace.sampleRateHertz == configure.sampleRateHertz else {
      throw fail(
        stimulus.position,
        "its stimulus has \(trace.sampleRateHertz) Hz, but the chip is told "
          + "\(configure.sampleRateHertz) Hz", "make both the same, `configure: sample_rate_hz`")
    }
    for fault in faults {
      let end = max(fault.value.lostSamples.upperBound, fault.value.atSample + 1)
      guard end <= count else {
        throw fail(
          fault.position,
          "`\(fault.value.kind.rawValue)` reaches to sample \(end - 1), but the stimulus ends "
            + "with \(count - 1)", "put it earlier")
      }
    }
    for check in checks {
      guard let part = check.value.requiredTruth, !part.isPresent(in: trace.truth) else { continue }
      throw fail(
        check.position,
        "`\(check.value.name)` needs \(part.words), which the reference of `\(trace.name)` does "
          + "not tell", "leave the check out, or give a stimulus whose reference tells it")
    }
    for check in checks {
      guard case .shoe(let asked) = check.value, let missing = asked.missing(in: configure.shoe)
      else { continue }
      throw fail(
        check.position,
        "`\(check.value.name)` asks for what the chip is not told to do: \(missing)",
        "say so in the case's `configure: shoe:`")
    }
    var resolved = ResolvedCase(
      name: name, requirement: requirement, clock: clock, configure: configure,
      stimulus: ResolvedStimulus(
        kind: stimulus.value.kind, name: trace.name, provenance: trace.provenance, slice: slice,
        sampleCount: count, samplesSHA256: SHA256Text.of(trace.samples)),
      faults: faults.map(\.value), checks: checks.map(\.value), truth: trace.truth)
    resolved.keepTo(board, emulator)
    return resolved
  }
}

extension StimulusSource {
  package var kind: ResolvedStimulus.Kind {
    switch self {
    case .runner: .runner
    case .trace: .trace
    case .recording: .recording
    }
  }
}
