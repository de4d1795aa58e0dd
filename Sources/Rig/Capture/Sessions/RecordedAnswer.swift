package import SoleLink

/// One thing that a chip told of the gait, without the time at which it left: what has to be the
/// same on every board.
package struct RecordedAnswer: Equatable, Sendable {
  /// The message, its departure time zero.
  package var message: ChipMessage
  /// When it came, in nanoseconds since the capture's start.
  package var time: UInt64

  /// nil for what is not about gait, and for what hangs on the sessions that the chip had before.
  package init?(_ message: ChipMessage, at time: UInt64) {
    switch message {
    case .stride(var body):
      body.leave(at: 0)
      self.message = .stride(body)
    case .summary(var body):
      body.leave(at: 0)
      self.message = .summary(body)
    case .feedback(var body):
      body.leave(at: 0)
      self.message = .feedback(body)
    case .phonePayload(var body):
      body.leave(at: 0)
      self.message = .phonePayload(body)
    case .progress(var body):
      guard body.kind != .longestRun else { return nil }
      // Whether it is the shoe's first is the store's to tell.
      if body.kind.isMilestone { body.number = 0 }
      body.leave(at: 0)
      self.message = .progress(body)
    case .advice(var body):
      body.leave(at: 0)
      self.message = .advice(body)
    case .totals(var body):
      guard body.scope == .session else { return nil }
      body.records = 0
      body.leave(at: 0)
      self.message = .totals(body)
    case .recordChunk: self.message = message
    default: return nil
    }
    self.time = time
  }

  /// Samples that had had their turn when it was told; nil for a record, which is told when asked.
  package var sampleIndex: UInt32? {
    switch message {
    case .stride(let body): body.emittedIndex
    case .summary(let body): body.sampleIndex
    case .feedback(let body): body.sampleIndex
    case .phonePayload(let body): body.sampleIndex
    case .progress(let body): body.sampleIndex
    case .advice(let body): body.sampleIndex
    case .totals(let body): body.sampleIndex
    default: nil
    }
  }

  package var isRecord: Bool {
    if case .recordChunk = message { true } else { false }
  }
}

extension Wire.ProgressKind {
  fileprivate var isMilestone: Bool {
    switch self {
    case .milestone5Km, .milestone10Km, .milestoneHalfMarathon: true
    default: false
    }
  }
}
