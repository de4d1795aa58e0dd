internal import Capture
internal import SoleLink

/// How well the times of a case are known, and how well the rig kept its own.
package struct TimingFacts: Codable, Equatable, Sendable {
  /// How many times the rig did not look at its port for longer than it had promised, and the longest
  /// of them; nil where it did not watch its own time.
  package var hostLateCount: Int?
  package var hostLateLongestMilliseconds: Double?
  /// How far after their deadlines frames of samples went, in microseconds; nil where none had one.
  package var pacingLateMicroseconds: Distribution?
  /// Samples that the rig kept ahead of the chip's timer.
  package var leadSamples: Int?
  /// Frames that were due and waited for the chip's credit.
  package var heldBackFrames: Int?
  /// Sample ticks that the chip served after the next was due; nil without a status before and after.
  package var lateTicks: UInt32?
  /// The chip's clock against the rig's; nil where they could not be fitted.
  package var clock: ClockFacts?

  /// nil where nothing was timed.
  init?(_ transcript: CaseTranscript) {
    let timing = transcript.timing
    clock = ClockFacts(transcript.clock.exchanges)
    pacingLateMicroseconds = Distribution(timing.pacing.map(Double.init))
    leadSamples = timing.leadSamples
    heldBackFrames = timing.leadSamples.map { _ in timing.heldBackFrames }
    lateTicks = transcript.rise(\.lateTicks)
    if timing.host.isWatched {
      hostLateCount = timing.host.lateCount
      hostLateLongestMilliseconds =
        (Double(timing.host.longestLateNanoseconds) / 1e6).rounded(to: .report)
    }
    guard clock != nil || leadSamples != nil || timing.host.isWatched else { return nil }
  }
}

/// How a device's clock goes against the host's, over one case.
package struct ClockFacts: Codable, Equatable, Sendable {
  package var exchanges: Int
  /// The least time that an exchange was on its way, there and back, in milliseconds.
  package var leastDelayMilliseconds: Double
  /// How far at most a device time of the case may be off on the host's clock, in milliseconds: half
  /// the width of the interval that holds it.
  package var uncertaintyMilliseconds: Double
  package var driftPPM: Double
  package var driftUncertaintyPPM: Double
  /// Distance of an exchange's middle from the fit, in milliseconds: half its asymmetry, and what a
  /// burst added.
  package var residualsMilliseconds: Distribution

  /// Exchanges whose residuals are told, about.
  private static let residualCount = 500

  /// nil where the exchanges do not fit on one clock.
  init?(_ exchanges: [ClockExchange]) {
    guard let fit = ClockFit(exchanges), let drift = fit.drift else { return nil }
    self.exchanges = exchanges.count
    leastDelayMilliseconds = (Double(fit.leastDelayNanoseconds) / 1e6).rounded(to: .report)
    driftPPM = drift.value.rounded(to: .report)
    driftUncertaintyPPM = drift.uncertainty.rounded(to: .report)
    // Of an hour's exchanges some hundred tell as much as all.
    let step = max(1, exchanges.count / Self.residualCount)
    let some = stride(from: 0, to: exchanges.count, by: step).map { exchanges[$0] }
    let told = some.compactMap { exchange -> (residual: Double, uncertainty: Double)? in
      let middle = (exchange.deviceReceived + exchange.deviceSent) / 2
      guard let host = fit.hostTime(ofDevice: middle) else { return nil }
      let seen = Double(exchange.hostSent) / 2 + Double(exchange.hostReceived) / 2
      return ((seen - host.value) / 1e6, host.uncertainty / 1e6)
    }
    guard let worst = told.map(\.uncertainty).max(),
      let residuals = Distribution(told.map(\.residual))
    else { return nil }
    uncertaintyMilliseconds = worst.rounded(to: .report)
    residualsMilliseconds = residuals
  }
}
