/// All that one run of the tool found, as its JSON has it.
struct Findings: Codable {
  static let schemaVersion = 2

  /// Strides found of those that the reference is sure of.
  struct Found: Codable {
    var gait: Subject.Gait
    var set: String
    var subjects: Int
    var expected: Int
    var found: Int
    var told: Int
    var falseOnes: Int
    /// Whether it is held to the goals.
    var hasGoals = false

    var foundShare: Double { 100 * Double(found) / Double(max(expected, 1)) }
    var falseShare: Double { 100 * Double(falseOnes) / Double(max(told, 1)) }
  }

  /// Errors of one metric on one set of data.
  struct Row: Codable {
    var gait: Subject.Gait
    var set: String
    var metric: String
    var unit: String
    var statistics: Statistics
    /// On totals alone.
    var goals: [Goal]

    var missed: [Goal] { goals.filter { !$0.isReached(statistics) } }
  }

  /// What another program found in the same recordings.
  struct Peer: Codable {
    var name: String
    var found: [Found]
    var rows: [Row]
  }

  /// How the recordings fare when they are resampled, turned, mirrored or disturbed.
  struct Variant: Codable {
    /// Of one gait.
    struct Figures: Codable {
      var found: Found
      var strideLength: Statistics?
      var initialContact: Statistics?
      var toeOff: Statistics?
    }

    var name: String
    var sampleRateHertz: UInt16
    var walk: Figures?
    var run: Figures?
  }

  /// A subject in which nothing is to be found, and what was told.
  struct Unjudged: Codable {
    var subject: String
    var told: Int
    var unflagged: Int
  }

  var schemaVersion = Findings.schemaVersion
  var sampleRateHertz: UInt16
  var found: [Found] = []
  var rows: [Row] = []
  var unjudged: [Unjudged] = []
  var variants: [Variant] = []
  var peer: Peer?
  var cost: Cost?
  var board: BoardComparison?
}

/// Instructions and bytes that the engine takes on a Cortex-M0.
struct Cost: Codable {
  var samples: Int
  var meanInstructions: Double
  var worstInstructions: Int
  var stateBytes: Int
  var codeBytes: Int

  static let goals = (mean: 1700.0, worst: 9000, state: 1024, code: 8192)
}

/// Whether a board said the same as the host, byte for byte.
struct BoardComparison: Codable {
  var rig: String
  var subjects: Int
  var payloads: Int
  /// The first payload that differs of each subject where one does.
  var differences: [String]
}
