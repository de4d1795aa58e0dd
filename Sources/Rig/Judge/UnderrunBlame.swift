internal import Capture

/// Whose fault it was that a sample was not there when its turn came.
struct UnderrunBlame {
  let transcript: CaseTranscript
  let link: LinkFacts

  init(_ transcript: CaseTranscript, _ link: LinkFacts) {
    self.transcript = transcript
    self.link = link
  }

  /// What more than `allowed` underruns mean.
  func finding(allowed: UInt64) -> Finding {
    let count = transcript.underrunCount
    guard count > allowed else { return .pass }
    let words = "\(count) samples were not there when their turn came"
    let underruns = transcript.sent.underruns
    let withoutCredit = underruns.count { $0 == .withoutCredit }
    let notSent = underruns.count { $0 == .notSent }
    if withoutCredit > 0 {
      guard link.troubleFromChip.isEmpty else { return .link([words] + link.troubles) }
      return .firmware(words, "the chip had given no credit for \(withoutCredit) of them")
    }
    if notSent > 0 {
      return .rig(words, "the rig had credit for \(notSent) of them and had not sent them")
    }
    if link.isTroubled { return .link([words] + link.troubles) }
    return .link([words, "the rig had sent them: the line or the host was slow"])
  }
}
