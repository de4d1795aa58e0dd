internal import RigModel

/// When questions go to the chip while a case runs: for its time, so that the judge can fit the two
/// clocks, and those whose answers are timed.
struct Prober {
  private let requests: [TimedRequest]
  private let periodNanoseconds: UInt64
  private var next: UInt64
  private var count: UInt64 = 0

  /// From one question to the next, where only the clocks are to be fitted, and where answers are
  /// timed.
  private static let clockNanoseconds: UInt64 = 500_000_000
  private static let timedNanoseconds: UInt64 = 100_000_000

  init(_ plan: CasePlan, at now: UInt64) {
    let needsClock = plan.keepsTime && !plan.probes.contains(.timeSync)
    requests = plan.probes + (needsClock ? [.timeSync] : [])
    periodNanoseconds = plan.probes.isEmpty ? Self.clockNanoseconds : Self.timedNanoseconds
    next = now + periodNanoseconds
  }

  var deadline: UInt64 { requests.isEmpty ? .max : next }

  /// What is due, one at a time in turn.
  ///
  /// The time to the next is spread evenly over half of the period to one and a half (multiples of
  /// the golden ratio), so that no beat of the chip's own hides between the questions.
  mutating func due(at now: UInt64) -> [TimedRequest] {
    guard now >= deadline else { return [] }
    let request = requests[Int(count % UInt64(requests.count))]
    count += 1
    let turn = (Double(count) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
    next = now + UInt64(Double(periodNanoseconds) * (0.5 + turn))
    return [request]
  }
}
