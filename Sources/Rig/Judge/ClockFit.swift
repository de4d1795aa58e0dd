/// The device's clock against the host's, as far as exchanges of messages can tell.
///
/// A question can't arrive before it was sent, nor an answer before it left: each exchange thus
/// keeps the device's clock below one point and above another. Whatever straight line fits between
/// all of them may be the truth, and what they leave open is the uncertainty: it needs no assumption
/// about how delays are spread, nor that both ways take as long. (The bounds of Marzullo 1984, and
/// the convex hulls of Zhang, Liu and Xia, "Clock synchronization algorithms for network
/// measurements", 2002.)
///
/// Crystals wander. Within a window the clock is taken to keep its rate to `Wander.ppm`; so it stays
/// within that, times half the window, of a straight line, and each bound is loosened by as much.
package struct ClockFit: Equatable, Sendable {
  /// How a clock may leave a straight line.
  package struct Wander: Equatable, Sendable {
    /// Most by which the rate differs from its mean within a window.
    package var ppm: Double
    /// Exchanges farther than this from an instant say nothing about it.
    package var reachSeconds: Double

    package init(ppm: Double = 0.5, reachSeconds: Double = 20) {
      self.ppm = ppm
      self.reachSeconds = reachSeconds
    }

    /// Distance of the clock from a straight line within a window, in nanoseconds.
    package var nanoseconds: Double { ppm * 1e-6 * reachSeconds * 1e9 }
  }

  /// A value and half the width of the interval that holds it.
  package struct Estimate: Equatable, Sendable {
    package var value: Double
    package var uncertainty: Double
  }

  /// No clock on a board is farther off than this, in parts per million: not even one without a
  /// crystal.
  static let mostPPM = 50_000.0

  private let bounds: [ClockBound]
  private let origin: UInt64
  private let deviceOrigin: UInt64
  private let wander: Wander
  /// By how much the device's clock is fast, in parts per million, over all exchanges; nil where they do
  /// not fit on one straight line.
  package let drift: Estimate?
  /// The least time that an exchange was on its way, in nanoseconds.
  package let leastDelayNanoseconds: Int64

  /// nil for less than two exchanges, or for none that is possible on one clock: where the device
  /// was reset between, or lies.
  package init?(_ exchanges: [ClockExchange], wander: Wander = Wander()) {
    let sound = exchanges.filter {
      $0.hostReceived >= $0.hostSent && $0.deviceSent >= $0.deviceReceived
    }
    guard sound.count >= 2, let first = sound.min(by: { $0.hostSent < $1.hostSent }),
      let least = sound.map(\.delayNanoseconds).min()
    else { return nil }
    origin = first.hostSent
    deviceOrigin = first.deviceReceived
    self.wander = wander
    leastDelayNanoseconds = least
    let (hostOrigin, deviceOrigin) = (origin, deviceOrigin)
    let unsorted = sound.flatMap { exchange in
      [
        // The device's microsecond is rounded down: the true time is up to one more.
        ClockBound(
          host: exchange.hostSent, device: exchange.deviceReceived, plusNanoseconds: 1000,
          kind: .upper, hostOrigin, deviceOrigin),
        ClockBound(
          host: exchange.hostReceived, device: exchange.deviceSent, plusNanoseconds: 0,
          kind: .lower, hostOrigin, deviceOrigin),
      ]
    }
    bounds = unsorted.sorted { $0.seconds < $1.seconds }
    drift = Self.drift(bounds, wander)
    guard offset(at: origin) != nil else { return nil }
  }

  /// What the device's clock shows at a host time, less that host time, in nanoseconds from the first
  /// exchange; nil where no exchange is near, or those that are contradict each other.
  package func offset(at host: UInt64) -> Estimate? {
    let instant = seconds(host)
    guard let range = lines(around: instant)?.offsets(at: instant) else { return nil }
    return Estimate(
      value: (range.lowerBound + range.upperBound) / 2,
      uncertainty: (range.upperBound - range.lowerBound) / 2 + wander.nanoseconds)
  }

  /// The host time, in nanoseconds, at which the device's clock shows a time in microseconds; nil where no
  /// exchange is near.
  package func hostTime(ofDevice microseconds: UInt64) -> Estimate? {
    let elapsed = Double(Int64(bitPattern: microseconds &- deviceOrigin)) * 1000
    // By the drift the first guess is near; the next is off by the offset's change over what is left.
    var host = elapsed / (1 + (drift?.value ?? 0) * 1e-6)
    var uncertainty = 0.0
    for _ in 0..<2 {
      guard let instant = hostTime(host), let estimate = offset(at: instant) else { return nil }
      host = elapsed - estimate.value
      uncertainty = estimate.uncertainty
    }
    return Estimate(value: Double(origin) + host, uncertainty: uncertainty + 1000)
  }

  private static func drift(_ bounds: [ClockBound], _ wander: Wander) -> Estimate? {
    let times = bounds.map(\.seconds)
    let span = (times.max() ?? 0) - (times.min() ?? 0)
    let slack = wander.ppm * 1e3 * max(span / 2, wander.reachSeconds)
    guard let slopes = ClockLines(bounds, slack: slack)?.slopes else { return nil }
    return Estimate(
      value: (slopes.lowerBound + slopes.upperBound) / 2e3,
      uncertainty: (slopes.upperBound - slopes.lowerBound) / 2e3)
  }

  private func lines(around instant: Double) -> ClockLines? {
    let start = bounds.firstIndexInOrder { $0.seconds >= instant - wander.reachSeconds }
    let end = bounds.firstIndexInOrder { $0.seconds > instant + wander.reachSeconds }
    return ClockLines(Array(bounds[start..<end]), slack: wander.nanoseconds)
  }

  private func seconds(_ host: UInt64) -> Double {
    Double(Int64(bitPattern: host &- origin)) / 1e9
  }

  /// nil for a time that no host's clock shows.
  private func hostTime(_ nanoseconds: Double) -> UInt64? {
    Int64(exactly: nanoseconds.rounded()).map { origin &+ UInt64(bitPattern: $0) }
  }
}
