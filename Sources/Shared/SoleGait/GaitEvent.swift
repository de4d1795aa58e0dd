/// What the engine found out with a sample.
public enum GaitEvent: Equatable, Sendable {
  /// A stride was completed; its midstance lies some tens of samples back.
  case stride(Stride)
  /// The activity changed; `at` is the sample index with which it was known.
  case activity(Activity, at: UInt32)
}
