/// One rule of form over the strides of a run: a smoothed excess over a limit, told once when it
/// sets in, and again only after it went away and came back.
struct FormRule: Sendable {
  /// Strides that a rule must have seen before it tells anything.
  static let fewestStrides: UInt16 = 16
  /// Strides that advice must rest on, and the share of them that must be past the limit.
  private static let fewestForAdvice: UInt32 = 100
  private static let adviceShareTenths: UInt32 = 250

  /// Smoothed excess in 1/16 of the rule's unit; above 0 is past the limit.
  private var mean: Int32 = 0
  private var count: UInt16 = 0
  private(set) var isPast = false
  private var isTold = false
  private var hasTold = false
  private var toldAt: UInt32 = 0
  private(set) var judged: UInt32 = 0
  private(set) var past: UInt32 = 0
  private var pastExcess: Int64 = 0
  private var pastLimit: Int64 = 0
  private(set) var limit: Int32 = 0

  init() {}

  /// Takes in a stride.
  ///
  /// - Parameters:
  ///   - margin: how far on the right side of the limit the mean has to be before it counts as back.
  ///   - shift: the mean moves by 1/2^shift of what is new.
  @inline(never)
  mutating func take(excess: Int32, limit: Int32, margin: Int32, shift: Int32) {
    let excess = min(max(excess, -1_000_000), 1_000_000) * 16
    mean = count == 0 ? excess : mean + (excess - mean) >> shift
    self.limit = limit
    if count < Self.fewestStrides {
      count += 1
      return
    }
    judged += 1
    if mean > 0 {
      isPast = true
    } else if mean < -margin * 16 {
      isPast = false
      isTold = false
    }
    guard isPast else { return }
    past += 1
    pastExcess += Int64(mean)
    pastLimit += Int64(limit)
  }

  /// Smoothed excess in the rule's unit, rounded up: what is past the limit is told as past it.
  var excess: Int32 { (mean + 15) >> 4 }

  /// Whether it is to be told now; says so once.
  ///
  /// - Parameter interval: fewest samples between two times.
  mutating func takeTelling(now: UInt32, interval: UInt32) -> Bool {
    guard isPast, mean > 0, !isTold else { return false }
    if hasTold, now &- toldAt < interval { return false }
    isTold = true
    hasTold = true
    toldAt = now
    return true
  }

  /// What the run shows, where it shows something: share past the limit in 0.1 %, mean excess and
  /// mean limit then.
  var advice: (share: UInt16, excess: Int32, limit: Int32)? {
    guard judged >= Self.fewestForAdvice else { return nil }
    let share = UInt32(UInt64(past) * 1000 / UInt64(judged))
    guard share >= Self.adviceShareTenths else { return nil }
    return (
      UInt16(share), Int32(clamping: pastExcess / 16 / Int64(past)),
      Int32(clamping: pastLimit / Int64(past))
    )
  }
}
