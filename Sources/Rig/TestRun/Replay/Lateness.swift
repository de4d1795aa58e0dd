package import Capture
internal import Judge

/// By how much the frames of a session left later than they were due.
package struct Lateness: Equatable, Sendable {
  package var frames: Int
  /// Milliseconds; of all frames the middle one, the one that 99 % stay below, and the worst.
  package var median: Double
  package var p99: Double
  package var worst: Double

  /// nil where the frames were to go as the chip's credit came.
  init?(_ frames: [RecordedStimulus.Frame], due times: FrameTimes) {
    guard times != .byCredit, let start = frames.first?.time else { return nil }
    let late = frames.map { frame in
      let due = times.dueNanoseconds(ofSample: Int(frame.first))
      return max(0, Double(frame.time - start) - Double(due)) / 1e6
    }
    func rank(_ share: Double) -> Double { Statistics.nearestRank(late, share: share) ?? 0 }
    self.frames = late.count
    (median, p99, worst) = (rank(0.5), rank(0.99), rank(1))
  }
}

extension Replay {
  /// How well a session of the new capture kept its times; nil for one without any.
  package func lateness(of session: RecordedSession) -> Lateness? {
    cases.first { $0.name == session.name }.flatMap {
      Lateness(session.stimulus.frames, due: $0.frameTimes)
    }
  }
}
