package import Capture
internal import Foundation
internal import SoleLink

/// The line between rig and chip, measured before a suite that holds times on the host's clock.
package struct LinkMeasurement: Codable, Equatable, Sendable {
  /// The finest budget on the host's clock, in milliseconds, and whose it is.
  package var finestBudgetMilliseconds: Double
  package var finestBudget: String
  /// What the rig made of it; nil where it did not come to that.
  package var decision: RigEvent.LinkMeasured.Decision?
  /// Questions asked, and answers that came.
  package var asked: Int
  package var answered: Int
  /// There and back of the smallest frames, without the time for which the chip held them, in
  /// milliseconds.
  package var roundTripMilliseconds: Distribution
  /// p99 of that less the shortest.
  package var jitterMilliseconds: Double
  /// What a longer frame took for its bytes, as bits a second of a line with one start and one stop
  /// bit; nil where it took no time that could be told.
  package var baudToChip: Double?
  package var baudToHost: Double?
  /// How long the adapter's driver gathers bytes, in milliseconds; nil where it has no such timer.
  package var latencyTimerMilliseconds: Int?
  /// What became of the wish that the driver hand over every byte at once.
  package var lowLatency: String?

  /// The last measurement in a capture's file; nil where there is none, or nothing was answered.
  package init?(captureFile path: String) throws(CaptureError) {
    self.init(try RunTranscript.read(path: path).run)
  }

  init?(_ run: RunTranscript) {
    guard let log = run.link else { return nil }
    let alone = log.exchanges.filter(\.isAlone)
    guard let roundTrip = Distribution(alone.map { Double($0.clock.delayNanoseconds) / 1e6 })
    else { return nil }
    finestBudgetMilliseconds = log.begun.finestBudgetMilliseconds
    finestBudget = log.begun.finestBudget
    decision = log.ended?.decision
    asked = log.asked
    answered = log.exchanges.count
    roundTripMilliseconds = roundTrip
    jitterMilliseconds = (roundTrip.p99 - roundTrip.shortest).rounded(to: .report)
    baudToChip = Self.baud(log.exchanges, \.bytesAheadToChip) { $0.toChipNanoseconds }
    baudToHost = Self.baud(log.exchanges, \.bytesAheadToHost) { $0.toHostNanoseconds }
    latencyTimerMilliseconds = run.portFacts["latency_timer_ms"].flatMap { Int($0) }
    lowLatency = run.portFacts["low_latency"]
  }

  /// Whether the line resolves the finest budget: 99 of 100 exchanges were there and back in less.
  /// What is finer could not be told from the line's own time.
  package var isSufficient: Bool { resolves(milliseconds: finestBudgetMilliseconds) }

  package func resolves(milliseconds: Double) -> Bool {
    roundTripMilliseconds.p99 <= milliseconds
  }

  /// What was found of a line that does not resolve the finest budget, and what to change.
  package var refusal: String {
    let figure = String(format: "%.1f ms", roundTripMilliseconds.p99)
    let budget = String(format: "%g ms", finestBudgetMilliseconds)
    let least = Int(roundTripMilliseconds.p99.rounded(.up))
    return """
      Measuring the line failed: it does not resolve the finest budget on the host's clock, \
      \(budget) of \(finestBudget). In \(roundTripMilliseconds.count) exchanges of the smallest \
      frames, 1 of 100 took longer than \(figure) there and back. \(cause) Or raise the budget to \
      \(least) ms or more, or run with --accept-link: such checks are then inconclusive.
      """
  }

  private var cause: String {
    if let timer = latencyTimerMilliseconds, timer > 1 {
      return "The adapter gathers bytes for \(timer) ms: set its latency timer to 1 ms, `solerig "
        + "doctor` tells how."
    }
    if let slower = [baudToChip, baudToHost].compactMap(\.self).min(),
      Self.smallestBits / slower * 1000 > finestBudgetMilliseconds / 2
    {
      return String(format: "The line carries %.0f bits/s: a faster one may do.", slower)
    }
    return "Take the load off this machine, or put the board on a port of its own."
  }

  /// Bits of a question for the time and of its answer.
  private static let smallestBits = 10.0 * (13 + 29)

  /// Exchanges on each side that an exchange with bytes ahead is compared with.
  private static let neighbours = 8
  /// Less time than that for the bytes ahead is none that could be told.
  private static let leastNanoseconds = 50_000.0

  /// Bits a second by what bytes ahead of a frame add to its way: each exchange that had some against
  /// the median of those around it that had none, so that the clocks' drift and a busy host are out of
  /// it; the median of these.
  private static func baud(
    _ exchanges: [LinkExchange], _ bytesAhead: KeyPath<LinkExchange, Int>,
    _ way: (ClockExchange) -> Double
  ) -> Double? {
    let rates = exchanges.indices.compactMap { index -> Double? in
      let exchange = exchanges[index]
      let bytes = exchange[keyPath: bytesAhead]
      let around =
        exchanges[max(0, index - neighbours)..<min(exchanges.count, index + neighbours + 1)]
      guard bytes > 0,
        let usual = Statistics.median(around.filter(\.isAlone).map { way($0.clock) })
      else { return nil }
      // What took no time is faster than anything.
      let added = max(way(exchange.clock) - usual, 1)
      return added / Double(bytes)
    }
    guard let perByte = Statistics.median(rates),
      let bytes = exchanges.map({ $0[keyPath: bytesAhead] }).max(),
      perByte * Double(bytes) >= leastNanoseconds
    else { return nil }
    return (10e9 / perByte).rounded()
  }
}

extension ClockExchange {
  /// Each way on two clocks: only differences of these mean anything.
  fileprivate var toChipNanoseconds: Double { Double(deviceReceived) * 1000 - Double(hostSent) }
  fileprivate var toHostNanoseconds: Double { Double(hostReceived) - Double(deviceSent) * 1000 }
}
