internal import Capture
internal import SoleLink

/// Whose fault it was that a sample was not there when its turn came.
///
/// When that turn was on the host's clock follows from the chip's first tick and the fit of the two
/// clocks: by when the chip told of it tells nothing, since a line that stood still hands over the
/// credit and the complaint in one.
struct UnderrunBlame {
  private let transcript: CaseTranscript
  private let link: LinkFacts
  private let fit: ClockFit?
  /// Messages that the line kept back: when they left at the latest, and when they came at the earliest,
  /// in nanoseconds.
  private let kept: [(left: Double, arrived: Double)]
  /// One for each underrun that was looked at, in order.
  private(set) var causes: [Cause] = []

  /// Why a sample was not there.
  enum Cause: Equatable {
    /// It had been sent before its turn.
    case underWay
    /// The rig's host stood still.
    case hostStoodStill
    /// The rig had credit for it in time and had not sent it.
    case notSent
    /// The credit for it came together with what the line had kept back.
    case keptBack
    /// The chip had not given credit for it.
    case withoutCredit
  }

  /// What a rig may take from reading credit to having sent a sample.
  private static let rigNanoseconds = 20_000_000.0
  /// Later than that a message is on no line that only is slow.
  private static let keptNanoseconds = 50_000_000.0
  /// How far the rig sends ahead where it does not tell, in seconds.
  private static let usualLeadSeconds = 0.4
  /// Underruns that are looked at one by one: what befell so many befell the rest.
  private static let limit = 1000

  init(_ transcript: CaseTranscript, _ link: LinkFacts) {
    self.transcript = transcript
    self.link = link
    guard !transcript.sent.underruns.isEmpty else {
      fit = nil
      kept = []
      return
    }
    let fit = ClockFit(transcript.clock.exchanges)
    self.fit = fit
    kept = transcript.stamps.compactMap { sent, read in
      guard let left = fit?.hostTime(ofDevice: sent) else { return nil }
      let latest = left.value + left.uncertainty
      let arrived = Double(transcript.timing.host.earliest(read: read) ?? read)
      return arrived - latest > Self.keptNanoseconds ? (latest, arrived) : nil
    }
    causes = transcript.sent.underruns.prefix(Self.limit).map(cause)
  }

  /// What more than `allowed` underruns mean.
  func finding(allowed: UInt64) -> Finding {
    let total = transcript.underrunCount
    guard total > allowed else { return .pass }
    let words = "\(total) samples were not there when their turn came"
    let them = total > UInt64(causes.count) ? "the first \(causes.count)" : "them"
    let counts = Dictionary(causes.map { ($0, 1) }, uniquingKeysWith: +)
    if let some = counts[.hostStoodStill] {
      return .rig(words, "the rig's host stood still before \(some) of \(them)")
    }
    if let some = counts[.notSent] {
      return .rig(words, "the rig had credit for \(some) of \(them) in time and had not sent them")
    }
    if let longest = kept.map({ $0.arrived - $0.left }).max(), counts[.keptBack] != nil {
      let milliseconds = Int(longest / 1e6)
      return .link(
        [words, "the line kept back what the chip said, its credit too, for \(milliseconds) ms"]
          + link.troubles)
    }
    if let some = counts[.withoutCredit] {
      guard link.troubleFromChip.isEmpty else { return .link([words] + link.troubles) }
      return .firmware(words, "the chip had given no credit for \(some) of \(them) in time")
    }
    if link.isTroubled { return .link([words] + link.troubles) }
    return .link([words, "the rig had sent them: the line or the host was slow"])
  }

  private func cause(_ underrun: SentSamples.Underrun) -> Cause {
    let sent = transcript.sent.sent(underrun.index)
    // The rig sends whole frames: credit for a part of one does not help it.
    let credited = transcript.sent.credited(transcript.sent.frameEnd(underrun.index) - 1)
    guard let turn = turn(of: underrun.index) else { return cause(underrun.told, sent, credited) }
    let (earliest, latest) = (turn.value - turn.uncertainty, turn.value + turn.uncertainty)
    if let sent, Double(sent) <= earliest { return .underWay }
    if stoodStill(before: latest) { return .hostStoodStill }
    if let credited, Double(credited) + Self.rigNanoseconds < earliest { return .notSent }
    let known = Double(credited ?? underrun.told)
    let isKeptBack = kept.contains {
      abs($0.arrived - known) <= Self.keptNanoseconds
        || ($0.left <= latest && earliest <= $0.arrived)
    }
    return isKeptBack ? .keptBack : .withoutCredit
  }

  /// The same where the clocks could not be fitted: by when the chip told of it.
  private func cause(_ told: UInt64, _ sent: UInt64?, _ credited: UInt64?) -> Cause {
    guard let credited, credited <= told else { return .withoutCredit }
    return sent.map { $0 < told } == true ? .underWay : .notSent
  }

  /// When a sample's turn was, in nanoseconds of host time.
  private func turn(of index: UInt32) -> ClockFit.Estimate? {
    guard let firstTick = transcript.lastStatus?.firstTick, firstTick > 0,
      let rate = transcript.configure?.sampleRate, rate > 0
    else { return nil }
    return fit?.hostTime(ofDevice: firstTick &+ UInt64(Double(index) * 1e6 / Double(rate)))
  }

  /// Whether the host stood still for so long before a time that the rig's lead was lost.
  private func stoodStill(before time: Double) -> Bool {
    let rate = Double(max(transcript.configure?.sampleRate ?? 0, 1))
    let lead =
      transcript.timing.leadSamples.map { Double($0) / rate } ?? Self.usualLeadSeconds
    let (start, end) = (max(0, time - lead * 1e9), max(0, time + Self.rigNanoseconds))
    let missed = transcript.timing.host.missed(in: UInt64(start)...UInt64(end))
    return Double(missed) > lead * 1e9 / 2
  }
}

extension CaseTranscript {
  /// When messages of the chip left by its own clock, in microseconds, and when the rig read them.
  fileprivate var stamps: [(sent: UInt64, read: UInt64)] {
    clock.exchanges.map { ($0.deviceSent, $0.hostReceived) }
      + timing.strides.map { ($0.message.sent, $0.time) }
      + timing.summaries.map { ($0.message.sent, $0.time) }
      + timing.feedbacks.map { ($0.message.sent, $0.time) }
  }
}
