package import Capture
internal import Foundation
package import RigModel
package import SoleLink
package import Stimulus

/// A stimulus that is sent to a board again: what a capture holds, or an imported trace.
///
/// The samples are the captured ones, bit for bit, in the frames and with what was left out between
/// them as they went; so is what the chip was configured with. A session in real time keeps its time
/// by the chip's own timer; one that ran as fast as possible, and one that is scaled, is sent by the
/// rig, each frame at its time.
package struct Replay: Sendable {
  package let suite: ResolvedSuite
  let cases: [CasePlan]

  /// Sends the sessions of a capture again.
  ///
  /// - Parameters:
  ///   - suite: the suite of the run that the capture is of; nil where none is known.
  ///   - only: names of the sessions to send; none sends all.
  package init(
    sessions: [RecordedSession], of suite: ResolvedSuite?, named name: String,
    speed: ReplaySpeed, only: [String] = []
  ) throws(RunError) {
    let sendable = Self.last(sessions.filter(\.hasStimulus))
    guard !sendable.isEmpty else {
      throw RunError(
        .usage,
        """
        Replaying \(name) failed: it holds no samples that were sent to a chip, so there is nothing to \
        send again. A capture that only listened has none.
        """)
    }
    let known = sendable.map(\.name)
    if let unknown = only.first(where: { !known.contains($0) }) {
      throw RunError(
        .usage,
        "Replaying \(name) failed: it has no case `\(unknown)`, it has \(known.joined(separator: ", "))."
      )
    }
    var cases: [CasePlan] = []
    var resolved: [ResolvedCase] = []
    for session in sendable where only.isEmpty || only.contains(session.name) {
      let replayed = ReplayedCase(
        session, suite?.cases.first { $0.name == session.name }, speed)
      cases.append(replayed.plan)
      resolved.append(replayed.resolved)
    }
    self.cases = cases
    self.suite = ResolvedSuite(
      name: "replay", title: "Replay of \(name)", file: suite?.file ?? name,
      fileSHA256: suite?.fileSHA256 ?? "", cases: resolved)
  }

  /// Sends a trace.
  package init(trace: Trace, speed: ReplaySpeed) throws(RunError) {
    guard !trace.samples.isEmpty, 100...400 ~= trace.sampleRateHertz else {
      throw RunError(
        .usage,
        """
        Replaying trace \(trace.name) failed: it has \(trace.samples.count) samples at \
        \(trace.sampleRateHertz) Hz; the chip takes some, at 100 to 400 Hz.
        """)
    }
    let replayed = ReplayedCase(trace, speed)
    cases = [replayed.plan]
    suite = ResolvedSuite(
      name: "replay", title: "Replay of \(trace.name)", file: trace.name, fileSHA256: "",
      cases: [replayed.resolved])
  }

  /// Of a session that was begun more than once, the last that came to its end; else the last.
  private static func last(_ sessions: [RecordedSession]) -> [RecordedSession] {
    sessions.indices.filter { index in
      let same = sessions.indices.filter { sessions[$0].name == sessions[index].name }
      return index == same.last { sessions[$0].failure == nil } ?? same.last
    }.map { sessions[$0] }
  }
}
