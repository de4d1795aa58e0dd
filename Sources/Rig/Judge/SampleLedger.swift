internal import Capture
internal import RigModel
internal import SoleLink

/// Where every sample of a case went: what the rig sent against what the chip says it did with it.
struct SampleLedger {
  let transcript: CaseTranscript
  let suiteCase: ResolvedCase
  let link: LinkFacts
  let underruns: UnderrunBlame

  /// Samples below the session's end that the rig never sent in a good frame.
  private var notSent: UInt64 { end - min(transcript.sent.unique, end) }
  private var end: UInt64 { UInt64(transcript.stop?.endIndex ?? 0) }
  private var planned: UInt64 {
    suiteCase.faults.reduce(0) { $0 + UInt64($1.lostSamples.count) }
  }
  private var counted: Counted? { transcript.lastStatus.map(Counted.init) }

  private struct Counted {
    var consumed, skipped, late, overflowed: UInt64

    init(_ status: Wire.Status) {
      consumed = UInt64(status.samplesConsumed)
      skipped = UInt64(status.samplesSkipped)
      late = UInt64(status.samplesLate)
      overflowed = UInt64(status.samplesOverflowed)
    }
  }

  /// Samples that were sent, and that the engine had not had when the session ended.
  var lostOnTheWay: UInt64 {
    guard let counted, counted.skipped > notSent else { return 0 }
    return counted.skipped - notSent
  }

  /// What the two sides' books say together.
  ///
  /// What only the rig can have done comes first, then what no line can do to a chip that counts
  /// rightly, then what a line can.
  var finding: Finding {
    if let finding = rigFinding { return finding }
    guard let counted else { return withoutStatus }
    return [
      bookkeeping(counted), lastIndices(counted), told(counted), lateness(counted),
      loss(counted), underruns.finding(allowed: 0),
    ].worst
  }

  private var rigFinding: Finding? {
    guard transcript.stop != nil else { return .rig("the rig never ended the session") }
    guard end == UInt64(suiteCase.stimulus.sampleCount) else {
      return .rig(
        "the rig ended the session at sample \(end), the stimulus has "
          + "\(suiteCase.stimulus.sampleCount)")
    }
    guard notSent == planned else {
      return .rig("the rig left out \(notSent) samples, the suite plans for \(planned)")
    }
    let beyond = transcript.sent.beyondCredit
    guard beyond == 0 else {
      return .rig("the rig sent up to \(beyond) samples beyond the credit it had")
    }
    if planned == 0, transcript.sent.repeated == 0,
      SHA256Text.of(transcript.sent.samples) != suiteCase.stimulus.samplesSHA256
    {
      return .rig("the samples in the capture are not those of the suite's stimulus")
    }
    return nil
  }

  private var withoutStatus: Finding {
    guard !link.isTroubled else { return .link(["no status of the session came"] + link.troubles) }
    return .firmware("the chip owes a status after the session's end, and none came")
  }

  /// Every index before the end was consumed, known to be missing, or had its turn unfilled.
  private func bookkeeping(_ counted: Counted) -> Finding {
    let sum = counted.consumed + counted.skipped + transcript.underrunCount
    // An underrun that was told on a line that loses frames may be missing here.
    if sum < end, link.isTroubled, suiteCase.clock == .realTime {
      return .link(["\(end - sum) samples are not accounted for"] + link.troubles)
    }
    guard sum != end else { return .pass }
    let words =
      "by the chip's counters \(counted.consumed) samples were consumed and \(counted.skipped) "
      + "skipped; \(end) had their turn"
    return sum < end
      ? .firmware(words, "\(end - sum) samples were lost within the chip, and not told")
      : .firmware(words, "\(sum - end) samples were counted twice")
  }

  /// Indices that the chip tells lie within the session and do not go back.
  private func lastIndices(_ counted: Counted) -> Finding {
    if let last = transcript.summaries.last, UInt64(last.sampleIndex) != end, !link.isTroubled {
      return .firmware(
        "the last summary is of sample \(last.sampleIndex), the session ended at \(end)")
    }
    let emitted = transcript.strides.map(\.emittedIndex)
    if let beyond = emitted.first(where: { UInt64($0) > end }) {
      return .firmware("a stride event says it left after \(beyond) samples of \(end)")
    }
    if let pair = zip(emitted, emitted.dropFirst()).first(where: { $0 > $1 }) {
      return .firmware("stride events go back in sample time, from \(pair.0) to \(pair.1)")
    }
    return .pass
  }

  /// What is counted as skipped, late or not there is told when it happens, too.
  private func told(_ counted: Counted) -> Finding {
    for (kind, count) in [
      (Wire.SampleFaultKind.skipped, counted.skipped), (.late, counted.late),
      (.overflow, counted.overflowed),
    ] where transcript.told(kind) != count {
      let words = "the chip counted \(count) samples as \(kind), and told \(transcript.told(kind))"
      return link.troubleFromChip.isEmpty ? .firmware(words) : .link([words] + link.troubles)
    }
    // The counter is of the last credit that came: what was told after that is no contradiction.
    if UInt64(transcript.underruns) > transcript.told(.underrun) {
      let words =
        "the chip counted \(transcript.underruns) samples as not there in time, and told "
        + "\(transcript.told(.underrun))"
      return link.troubleFromChip.isEmpty ? .firmware(words) : .link([words] + link.troubles)
    }
    return .pass
  }

  private func lateness(_ counted: Counted) -> Finding {
    if counted.overflowed > 0 {
      return .firmware(
        "the chip dropped \(counted.overflowed) samples that it had given credit for")
    }
    // A sample that comes after its turn was an underrun before.
    let allowed = transcript.sent.repeated + transcript.underrunCount
    guard counted.late > allowed || counted.late < transcript.sent.repeated else { return .pass }
    return .firmware(
      "the chip counted \(counted.late) samples as late, the rig sent "
        + "\(transcript.sent.repeated) again")
  }

  private func loss(_ counted: Counted) -> Finding {
    if counted.skipped < notSent {
      return .firmware(
        "\(notSent) samples were never sent, and the chip says it missed \(counted.skipped)",
        "missing samples were papered over")
    }
    guard lostOnTheWay > 0 else { return .pass }
    let words = "\(lostOnTheWay) of \(end) samples were sent and did not reach the engine"
    if !link.troubleToChip.isEmpty { return .link([words] + link.troubles) }
    return .firmware(words, "no frame was lost by the counters of either end")
  }
}
