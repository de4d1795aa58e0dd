// Checks that a case was to be held to, and is not.

extension ResolvedCase {
  /// Leaves out what a kind of board has nothing to be held against.
  package mutating func keepTo(_ board: Rig.Board.Kind, _ emulator: Rig.EmulatorMode?) {
    leaveOut { $0.reasonToLeaveOut(on: board, emulator) }
  }

  /// - Parameter why: why a check can't be asked; nil for one that can.
  package mutating func leaveOut(_ why: (Check) -> String?) {
    var kept: [Check] = []
    for check in checks {
      if let why = why(check) { leftOut[check.name] = why } else { kept.append(check) }
    }
    checks = kept
  }
}

extension Check {
  /// Why a kind of board can't be held against this check; nil where it can.
  fileprivate func reasonToLeaveOut(
    on board: Rig.Board.Kind, _ emulator: Rig.EmulatorMode?
  ) -> String? {
    switch kind {
    case .stack where board == .native: return "a host process has no stack budget"
    case .load, .sampleCost:
      if board == .native { return "a host process is not the chip: its times are this machine's" }
      guard emulator == .wall else { return nil }
      return "the emulator's clock is this machine's, and tells nothing of the chip's speed"
    default: return nil
    }
  }
}
