/// How far numbers of a judgement are told: three decimals, so that the same capture always gives
/// the same bytes, whatever order a sum was taken in.
package enum Precision: Sendable {
  case report
}

extension Double {
  /// The nearest multiple of 0.001; a zero has no sign, and what is not finite is kept.
  package func rounded(to precision: Precision) -> Double {
    guard isFinite, magnitude < 1e12 else { return self }
    let rounded = (self * 1000).rounded() / 1000
    return rounded == 0 ? 0 : rounded
  }
}
