internal import GRDB
package import Judge

/// A run as the history keeps it.
package struct RecordedRun: Codable, Equatable, Sendable {
  package enum State: String, Codable, Sendable {
    case running, ended
    /// Its process went without a word.
    case killed
  }

  package var id: Int64
  /// The run folder's name.
  package var name: String
  /// Where the run folder was, as an absolute path.
  package var folder: String
  package var state: State
  /// UTC, ISO 8601.
  package var startedAt: String
  package var durationSeconds: Double?
  package var rig: String
  package var board: String
  package var suite: String
  package var uniqueID: String?
  package var firmwareVersion: String?
  package var flavour: String?
  package var imageHash: String?
  package var contractHash: String?
  package var suiteHash: String?
  package var captureHash: String?
  package var tool: String?
  package var verdict: Verdict?
  package var statement: String?
  /// How often a case was begun again, over all cases.
  package var retries: Int
}

extension RecordedRun: FetchableRecord {}

/// A quantity that a check of a run looked at.
package struct RecordedMeasurement: Codable, Equatable, Sendable {
  package var run: Int64
  package var `case`: String
  package var check: String
  package var quantity: String
  package var unit: String
  package var value: Double?
  package var uncertainty: Double?
  package var lower: Double?
  package var upper: Double?
  package var margin: Double?
  package var verdict: Verdict

  /// What makes measurements of several runs one row.
  package var series: Series { Series(case: self.case, check: check, quantity: quantity) }

  package struct Series: Hashable, Comparable, Sendable, Codable {
    package var `case`: String
    package var check: String
    package var quantity: String

    package static func < (left: Series, right: Series) -> Bool {
      (left.case, left.check, left.quantity) < (right.case, right.check, right.quantity)
    }
  }
}

extension RecordedMeasurement: FetchableRecord {}

/// What became of a case in one run.
package struct RecordedCase: Codable, Equatable, Sendable {
  package var run: Int64
  package var name: String
  package var verdict: Verdict
  package var suspect: Suspect?
  package var attempts: Int
}

extension RecordedCase: FetchableRecord {}

/// Which runs are asked for; what is nil does not restrict.
package struct RunFilter: Sendable {
  package var rig: String?
  /// A board's kind, or the beginning of a chip's unique id.
  package var board: String?
  /// A firmware's version, or the beginning of its image's hash.
  package var firmware: String?
  package var suite: String?
  package var state: RecordedRun.State?
  /// Runs before this one only.
  package var before: Int64?
  /// How many at the most, the newest of all.
  package var limit: Int

  package init(
    rig: String? = nil, board: String? = nil, firmware: String? = nil, suite: String? = nil,
    state: RecordedRun.State? = nil, before: Int64? = nil, limit: Int = .max
  ) {
    self.rig = rig
    self.board = board
    self.firmware = firmware
    self.suite = suite
    self.state = state
    self.before = before
    self.limit = limit
  }
}
