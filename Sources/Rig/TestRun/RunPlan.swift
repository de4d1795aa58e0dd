package import Foundation
package import RigModel
package import SoleLink

/// What a run is to do.
package struct RunPlan: Sendable {
  package var rig: Rig
  package var suite: Suite
  /// Image to run instead of the rig's own.
  package var firmware: String?
  /// Whether that may replace a newer version on the board.
  package var allowsDowngrade: Bool
  /// Folder in which the run's own is made.
  package var output: String
  /// Folder of the project: paths of rigs are relative to it.
  package var project: String
  /// Folder of the recordings.
  package var recordings: String
  /// Folder of the approved snapshots.
  package var snapshots: String { project + "/protocols/goldens" }
  /// Whether to go on where the line can't tell times as finely as the suite asks for.
  package var acceptsLink: Bool
  /// What is sent instead of the suite's stimuli; nil sends those.
  package var replay: Replay?
  /// Whether a case that the rig's machine or the line spoilt is begun again; a replayed one never is.
  package var repeatsCases = true
  /// The command that started the run, as someone would type it again.
  package var command: [String]

  package init(
    rig: Rig, suite: Suite, firmware: String?, output: String, project: String,
    recordings: String, allowsDowngrade: Bool = false, acceptsLink: Bool = false,
    command: [String]
  ) {
    self.rig = rig
    self.suite = suite
    self.firmware = firmware
    self.output = output
    self.project = project
    self.recordings = recordings
    self.allowsDowngrade = allowsDowngrade
    self.acceptsLink = acceptsLink
    self.command = command
  }
}

/// What whoever started a run sees of it, and how they end it.
package protocol RunObserver: Sendable {
  /// Whether the run is to end now.
  var isInterrupted: Bool { get }
  func report(_ progress: RunProgress)
  /// Hears every message of the chip, on the line's thread: it has no time to wait.
  func heard(_ message: ChipMessage)
}

extension RunObserver {
  package func heard(_ message: ChipMessage) {}
}

/// How far a run is.
package enum RunProgress: Sendable, Equatable {
  case preparing(String)
  /// The run has a folder from here on, and so may leave something.
  case folderMade(path: String, started: Date)
  case identified(String)
  case caseStarted(name: String, index: Int, count: Int)
  case samplesSent(Int, of: Int)
  /// A case came to its end, or why not.
  case caseEnded(name: String, failure: String?)
  case judging
}
