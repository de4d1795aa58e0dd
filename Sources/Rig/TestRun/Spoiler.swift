internal import Judge

/// Tells whether it was the rig's own machine or the line that spoilt an attempt, so that another may tell
/// more.
struct Spoiler {
  /// Whether ticks of a chip that this machine runs were late with it.
  var isHostBusy: Bool
  /// Whether the case holds times.
  var isTimed: Bool
  /// Whether the line can tell such times at all.
  var lineSuffices: Bool

  /// - Parameters:
  ///   - verdict: what the attempt comes to by itself; one that failed is not begun again.
  ///   - suspect: whom it points at.
  func spoilt(_ verdict: Verdict, _ suspect: Suspect?) -> Bool {
    switch verdict {
    case .fail: false
    case .pass, .notMeasured: isHostBusy
    case .inconclusive, .error:
      isHostBusy || isTimed && (suspect == .rig || suspect == .link && lineSuffices)
    }
  }
}
