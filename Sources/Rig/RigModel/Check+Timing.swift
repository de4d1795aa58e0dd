// What checks of time need of a run.

extension Check {
  /// The finest time that is held on the host's clock, in milliseconds; nil where none is.
  package var hostBudgetMilliseconds: Double? {
    switch self {
    case .eventLatency(let budget), .feedbackLatency(let budget), .responseTime(_, let budget):
      guard budget.clock == .host else { return nil }
      return budget.limits.map(\.milliseconds).min()
    case .summaryPeriod(let budget):
      guard budget.clock == .host else { return nil }
      return min(
        budget.toleranceMilliseconds, budget.jitterMilliseconds ?? budget.toleranceMilliseconds)
    case .bootToReady(_, let maximum): return maximum
    default: return nil
    }
  }

  /// Whether the rig has to watch its own time closely for it.
  package var isHeldOnHostClock: Bool {
    if case .throughput = self { return true }
    return hostBudgetMilliseconds != nil
  }

  /// Whose clock a check of time is held on, where it is one that can be told on several.
  var clock: TimingClock? {
    switch self {
    case .eventLatency(let budget), .feedbackLatency(let budget), .responseTime(_, let budget):
      budget.clock
    case .summaryPeriod(let budget): budget.clock
    default: nil
    }
  }

  /// Whether it means anything only where the chip takes samples by its own timer.
  package var needsRealTime: Bool {
    switch kind {
    case .realTime, .clockDrift, .eventLatency, .feedbackLatency, .responseTime, .summaryPeriod,
      .load:
      true
    default: false
    }
  }
}

extension ResolvedSuite {
  /// The finest budget on the host's clock, in milliseconds, and which check's of which case it is;
  /// nil where none is held on it.
  package var finestHostBudget: (milliseconds: Double, name: String)? {
    let budgets = cases.flatMap { suiteCase in
      suiteCase.checks.compactMap { check in
        check.hostBudgetMilliseconds.map {
          (milliseconds: $0, name: "`\(check.name)` of case \(suiteCase.name)")
        }
      }
    }
    return budgets.min { $0.milliseconds < $1.milliseconds }
  }
}

extension ResolvedCase {
  /// Whether a busy host can spoil one of its checks.
  package var isTimed: Bool {
    checks.contains { $0.clock != nil || $0.isHeldOnHostClock }
  }
}
