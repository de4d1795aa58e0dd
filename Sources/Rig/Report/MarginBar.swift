internal import Judge

/// Where a measurement stands between its limits, as a small picture beside its numbers.
///
/// The filled part is what is allowed; the upright is the value, the line through it its
/// uncertainty. A value beyond the picture stands at its edge.
struct MarginBar {
  private let domain: ClosedRange<Double>
  private let allowed: ClosedRange<Double>
  private let value: Double
  private let uncertainty: Double
  private let style: String

  private static let width = 120.0

  /// nil where there is no value, or nothing but one value is allowed.
  init?(_ measured: MeasuredValue, _ verdict: VerdictView) {
    guard let value = measured.value, value.isFinite else { return nil }
    switch (measured.limit.lower, measured.limit.upper) {
    case (nil, nil): return nil
    case (let lower?, let upper?):
      guard lower < upper else { return nil }
      let air = (upper - lower) / 4
      domain = lower - air...upper + air
      allowed = lower...upper
    case (nil, let upper?):
      // A limit of none at all leaves room for a few.
      domain = min(0, value)...max(upper * 1.25, min(value * 1.1, upper * 3), upper + 1e-9)
      allowed = domain.lowerBound...upper
    case (let lower?, nil) where measured.unit == "%" && lower <= 100:
      domain = max(0, lower - max(100 - lower, 1))...100
      allowed = lower...100
    case (let lower?, nil):
      domain = min(0, lower)...max(min(value * 1.1, lower * 4), lower * 1.25, lower + 1e-9)
      allowed = lower...domain.upperBound
    }
    self.value = value
    uncertainty = measured.uncertainty ?? 0
    style = verdict.style
  }

  var svg: String {
    let (from, to) = (place(allowed.lowerBound), place(allowed.upperBound))
    let at = place(value)
    let doubt =
      uncertainty > 0
      ? "<path class=\"doubt\" d=\"M\(text(place(value - uncertainty))) 8H\(text(place(value + uncertainty)))\"/>"
      : ""
    return """
      <svg class="margin \(style)" viewBox="0 0 120 16" aria-hidden="true">\
      <path class="track" d="M0 4h120v8h-120z"/>\
      <path class="allowed" d="M\(text(from)) 4H\(text(to))v8H\(text(from))z"/>\
      \(doubt)<path class="value" d="M\(text(min(max(at, 2), Self.width - 2))) 1v14"/></svg>
      """
  }

  private func place(_ value: Double) -> Double {
    let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    return Self.width * min(max(share, 0), 1)
  }

  private func text(_ value: Double) -> String { PlotDrawing.text(value) }
}
