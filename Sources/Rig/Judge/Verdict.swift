/// What was found of a check, a case or a run, in ISO/IEC 9646's words and one more: what never ran
/// is not measured, and never passed.
package enum Verdict: String, Codable, CaseIterable, Sendable {
  case pass
  case notMeasured = "not_measured"
  case inconclusive
  case error
  case fail
}

extension Verdict: Comparable {
  private var severity: Int {
    switch self {
    case .pass: 0
    case .notMeasured: 1
    case .inconclusive: 2
    case .error: 3
    case .fail: 4
    }
  }

  /// Whether `left` weighs less: a certain failure outweighs a broken rig.
  package static func < (left: Verdict, right: Verdict) -> Bool { left.severity < right.severity }
}

extension Verdict {
  /// As a person reads it: `not measured`.
  package var words: String { rawValue.replacing("_", with: " ") }
}

extension Sequence<Verdict> {
  /// The verdict that weighs most; of nothing, nothing was measured.
  package var worst: Verdict { self.max() ?? .notMeasured }
}

/// Where the evidence says that the trouble lies.
package enum Suspect: String, Codable, CaseIterable, Sendable {
  /// The program on the chip.
  case firmware
  /// The chip itself, its power, its plug.
  case board
  /// The line between the rig and the chip.
  case link
  /// The rig, its host, or who runs it.
  case rig
}
