import Foundation
import Judge
import TestSupport
import Testing

/// The clock fit against a simulated link whose truth is known.
struct ClockFitTests {
  /// Of what a simulated link does to an exchange.
  private struct Link {
    var driftPPM: Double
    /// Rate of the wander: a slow sine within the model's limit.
    var wanderPPM: Double
    var wanderPhase: Double
    var wanderPeriod: Double
    /// Least delays there and back, in nanoseconds.
    var there: Double
    var back: Double
    /// Mean of what a burst adds, in nanoseconds.
    var burst: Double
    /// The host sees what comes at the next tick of this many nanoseconds.
    var tick: Double
    var lossShare: Double

    init(_ random: inout TestRandom) {
      driftPPM = .random(in: -100...100, using: &random)
      wanderPPM = .random(in: 0...0.5, using: &random)
      wanderPhase = .random(in: 0...(2 * .pi), using: &random)
      wanderPeriod = .random(in: 10...600, using: &random)
      there = .random(in: 50_000...3_000_000, using: &random)
      back = .random(in: 50_000...3_000_000, using: &random)
      burst = .random(in: 10_000...5_000_000, using: &random)
      tick = Bool.random(using: &random) ? 1_000_000 : 1
      lossShare = .random(in: 0...0.3, using: &random)
    }

    /// Device nanoseconds at host nanoseconds, from the trial's start.
    func device(_ host: Double) -> Double {
      let angular = 2 * Double.pi / (wanderPeriod * 1e9)
      let wander = wanderPPM * 1e-6 / angular * (1 - cos(angular * host + wanderPhase))
      return 5e9 + host * (1 + driftPPM * 1e-6) + wander
    }

    /// One exchange that begins at a host time, or nil where it is lost.
    func exchange(at start: Double, _ random: inout TestRandom) -> ClockExchange? {
      func delay(_ least: Double) -> Double {
        let isBurst = Double.random(in: 0..<1, using: &random) < 0.4
        return least + (isBurst ? -burst * log(.random(in: 1e-9...1, using: &random)) : 0)
      }
      let taken = start + delay(there)
      let letGo = taken + .random(in: 20_000...400_000, using: &random)
      let arrived = letGo + delay(back)
      let seen = (arrived / tick).rounded(.up) * tick
      guard Double.random(in: 0..<1, using: &random) >= lossShare else { return nil }
      return ClockExchange(
        hostSent: Self.base + UInt64(start), deviceReceived: UInt64(device(taken) / 1000),
        deviceSent: UInt64(device(letGo) / 1000),
        hostReceived: Self.base + UInt64(seen.rounded(.up)))
    }

    static let base: UInt64 = 1_700_000_000_000
  }

  /// Outcome of one trial: whether the interval held the truth, and its half width over the bound.
  private func trial(_ seed: UInt64) -> (holds: Bool, share: Double)? {
    var random = TestRandom(seed: seed)
    let link = Link(&random)
    let exchanges = (0..<80).compactMap { link.exchange(at: Double($0) * 4e8, &random) }
    guard let fit = ClockFit(exchanges) else { return nil }
    let instant = Double.random(in: 2e9...30e9, using: &random)
    let device = UInt64(link.device(instant) / 1000)
    guard let told = fit.hostTime(ofDevice: device) else { return nil }
    let truth = Double(Link.base) + instant
    let bound =
      Double(fit.leastDelayNanoseconds) / 2 * 1.2 + 2 * ClockFit.Wander().nanoseconds + 2000
    return (abs(told.value - truth) <= told.uncertainty, told.uncertainty / bound)
  }

  @Test func theIntervalHoldsTheTruthAndIsNoWiderThanItMustBe() {
    let trials = 10_000
    let results = (0..<UInt64(trials)).map { trial($0) }
    let fitted = results.compactMap(\.self)
    #expect(fitted.count == trials, "every one of them has a fit")
    let held = fitted.count { $0.holds }
    #expect(held * 100 >= trials * 99, "\(held) of \(trials)")
    let narrow = fitted.count { $0.share <= 1 }
    #expect(narrow * 100 >= trials * 99, "\(narrow) of \(trials)")
  }

  /// Exchanges a second apart, the shortest there and back in 100 µs each.
  private func exchanges(_ count: Int, driftPPM: Double) -> [ClockExchange] {
    (0..<count).map { index in
      let host = Double(index) * 1e9
      func device(_ host: Double) -> UInt64 { UInt64((host * (1 + driftPPM * 1e-6) + 7e9) / 1000) }
      let late = index.isMultiple(of: 3) ? 0.0 : 900_000
      return ClockExchange(
        hostSent: UInt64(host), deviceReceived: device(host + 100_000 + late),
        deviceSent: device(host + 150_000 + late),
        hostReceived: UInt64(host + 250_000 + late))
    }
  }

  @Test(arguments: [-300.0, 0, 40, 20_000]) func theDriftIsFound(ppm: Double) throws {
    let drift = try #require(ClockFit(exchanges(20, driftPPM: ppm))?.drift)
    #expect(abs(drift.value - ppm) <= drift.uncertainty)
    // 200 µs of leeway and the wander's, over 18 s.
    #expect(drift.uncertainty < 15)
  }

  /// A chip that runs on its RC oscillator is off by more than the exchanges near an instant reach.
  @Test(arguments: [-20_000.0, 20_000]) func aClockThatDriftsFarIsFollowed(ppm: Double) throws {
    let all = exchanges(1200, driftPPM: ppm)
    let fit = try #require(ClockFit(all))
    for exchange in [all[0], all[600], all[1199]] {
      let host = try #require(fit.hostTime(ofDevice: exchange.deviceReceived))
      let range = Double(exchange.hostSent)...Double(exchange.hostReceived)
      #expect(range.lowerBound - host.uncertainty <= host.value)
      #expect(host.value <= range.upperBound + host.uncertainty)
      #expect(host.uncertainty < 150_000)
    }
    #expect(fit.hostTime(ofDevice: 1 << 62) == nil)
  }

  /// A clock that starts anew in between is not one clock.
  @Test func aClockThatJumpsHasNoFit() {
    var torn = exchanges(20, driftPPM: 10)
    for index in 10..<20 {
      torn[index].deviceReceived -= 5_000_000
      torn[index].deviceSent -= 5_000_000
    }
    #expect(ClockFit(torn) == nil)
    #expect(ClockFit([]) == nil)
    #expect(ClockFit(Array(torn.prefix(1))) == nil)
  }

  @Test func farFromAllExchangesNothingIsTold() throws {
    let fit = try #require(ClockFit(exchanges(5, driftPPM: 10)))
    #expect(fit.offset(at: 2_000_000_000) != nil)
    #expect(fit.offset(at: 60_000_000_000) == nil)
  }
}
