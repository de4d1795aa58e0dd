/// What became of a session's samples.
struct SampleCounts: Sendable {
  /// Samples that the engine has had.
  var consumed: UInt32 = 0
  /// Samples that never arrived.
  var skipped: UInt32 = 0
  /// Samples that arrived after their turn.
  var late: UInt32 = 0
  /// Samples that were sent without credit.
  var overflowed: UInt32 = 0
  /// Ticks that found no sample.
  var underruns: UInt32 = 0
}
