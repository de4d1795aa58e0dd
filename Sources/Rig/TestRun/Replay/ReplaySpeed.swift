/// How fast a stimulus is sent again.
package enum ReplaySpeed: Equatable, Sendable {
  /// That many times as fast as it was; 1 is the original timing.
  case times(Double)
  /// As fast as the chip's credit allows.
  case max

  /// `0.5`, `1`, `2`, `max`; nil for anything else.
  package init?(_ text: String) {
    if text == "max" {
      self = .max
      return
    }
    guard let factor = Double(text), factor.isFinite, 0.01...1000 ~= factor else { return nil }
    self = .times(factor)
  }

  var isOriginal: Bool { self == .times(1) }
}
