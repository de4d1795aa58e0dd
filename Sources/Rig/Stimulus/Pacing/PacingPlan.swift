/// When frames of samples go to a chip that consumes them by its own timer.
///
/// On the chip sample i has its turn at t0 + i / rate. The rig learns of t0 from each credit, which
/// tells how far the chip has come by then at least; the earliest of the last few is taken, so that
/// the plan follows a clock that drifts, and no credit that was slow on its way moves it. A frame is
/// due once the chip is within `leadSamples` of its end: deadlines are absolute, and no lateness adds
/// up.
package struct PacingPlan: Equatable, Sendable {
  /// How far ahead of the chip's timer frames go, in samples.
  package let leadSamples: Int
  private let sampleNanoseconds: Double
  /// Host times at which sample 0 had its turn at the latest, by the last credits, in nanoseconds.
  private var anchors: [Int64] = []

  /// Credits that are looked back at.
  package static let memory = 16

  /// - Parameters:
  ///   - rateHertz: rate of the samples.
  ///   - bufferSamples: what the chip holds. Eleven sixteenths of it are kept filled: what the chip
  ///     takes between two credits and a frame under way have room above that.
  package init(rateHertz: Int, bufferSamples: Int) {
    precondition(rateHertz > 0 && bufferSamples > 0)
    sampleNanoseconds = 1e9 / Double(rateHertz)
    leadSamples = max(1, bufferSamples * 11 / 16)
  }

  /// Whether anything was learned that deadlines can be told from.
  package var isAnchored: Bool { !anchors.isEmpty }

  /// Takes note that at a host time the samples before `turn` have had theirs.
  package mutating func learn(turn: Int, at time: UInt64) {
    guard turn > 0 else { return }
    if anchors.count == Self.memory { anchors.removeFirst() }
    anchors.append(Int64(clamping: time) - nanoseconds(turn - 1))
  }

  /// Host time at which a frame is due whose last sample is the one before `end`; nil where nothing
  /// was learned.
  package func deadline(end: Int) -> UInt64? {
    anchors.min().map { UInt64(clamping: $0 + nanoseconds(end - leadSamples)) }
  }

  private func nanoseconds(_ samples: Int) -> Int64 {
    Int64((Double(samples) * sampleNanoseconds).rounded())
  }
}
