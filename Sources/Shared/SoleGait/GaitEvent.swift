/// What the engine found out with a sample.
public enum GaitEvent: Equatable, Sendable {
  /// A stride was completed: the engine's `stride`. Its midstance lies some tens of samples back.
  case stride
  /// The engine's `activity` changed.
  case activity
}
