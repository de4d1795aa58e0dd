package import Judge

/// `run.json`: what a run was, and what was decided of it and why.
package struct RunDocument: Codable, Equatable, Sendable {
  package static let currentSchema = "solerig-run/1"

  package private(set) var schema = RunDocument.currentSchema
  package var run: RunFacts
  package var judgement: Judgement
  /// nil where nobody remembers an earlier run of the board and suite.
  package var earlier: EarlierRuns?
  /// Of the cases that did not pass, as far as they have one; nil where none does.
  package var firstDivergences: [Divergence]?

  /// Where a case first went another way than it should.
  package struct Divergence: Codable, Equatable, Sendable {
    package var `case`: String
    /// Sample time.
    package var seconds: Double
    package var words: String
  }

  /// - Parameter series: what the capture holds of each case; empty where it is not at hand.
  package init(run: RunFacts, judgement: Judgement, series: [CaseSeries?] = []) {
    self.run = run
    self.judgement = judgement
    let found = zip(judgement.cases, series).compactMap { item, series in
      series.flatMap { FirstDivergence(item, $0) }.map {
        Divergence(case: item.name, seconds: $0.seconds.rounded(to: .report), words: $0.words)
      }
    }
    firstDivergences = found.isEmpty ? nil : found
  }
}

/// What a reader needs to know of a run beside its verdict.
///
/// What is nil was not known, or does not apply.
package struct RunFacts: Codable, Equatable, Sendable {
  /// The run folder's name.
  package var id: String
  /// UTC, ISO 8601.
  package var startedAt: String
  package var finishedAt: String
  package var durationSeconds: Double
  package var rig: String
  /// The board's kind, as the rig file says: `virtual-microbit`.
  package var board: String
  /// Sixteen hexadecimal digits.
  package var uniqueID: String?
  package var firmwareVersion: String?
  package var flavour: String?
  /// SHA-256 of the image, as the chip told it.
  package var imageHash: String?
  package var contractHash: String
  package var suite: String
  /// SHA-256 of suite.json.
  package var suiteHash: String
  /// SHA-256 of capture.pcapng.
  package var captureHash: String?
  /// The emulator's mode: `wall` or `counted`.
  package var emulator: String?
  package var port: String?
  package var baud: UInt32?
  /// Kernel and machine.
  package var host: String
  /// Version of solerig.
  package var tool: String
  /// How the run was called, so that it can be called again.
  package var command: [String]
  package var warnings: [String]
  /// Cases that were begun again, all together.
  package var retries: Int

  package init(
    id: String, startedAt: String, finishedAt: String, durationSeconds: Double, rig: String,
    board: String, uniqueID: String? = nil, firmwareVersion: String? = nil,
    flavour: String? = nil, imageHash: String? = nil, contractHash: String, suite: String,
    suiteHash: String, captureHash: String? = nil, emulator: String? = nil, port: String? = nil,
    baud: UInt32? = nil, host: String, tool: String, command: [String] = [],
    warnings: [String] = [], retries: Int = 0
  ) {
    self.id = id
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.durationSeconds = durationSeconds.rounded(to: .report)
    self.rig = rig
    self.board = board
    self.uniqueID = uniqueID
    self.firmwareVersion = firmwareVersion
    self.flavour = flavour
    self.imageHash = imageHash
    self.contractHash = contractHash
    self.suite = suite
    self.suiteHash = suiteHash
    self.captureHash = captureHash
    self.emulator = emulator
    self.port = port
    self.baud = baud
    self.host = host
    self.tool = tool
    self.command = command
    self.warnings = warnings
    self.retries = retries
  }

  /// Takes over what the chip said of itself.
  package mutating func take(_ device: DeviceFacts) {
    uniqueID = device.uniqueID
    firmwareVersion = device.firmwareVersion
    flavour = device.flavour
    imageHash = device.imageHash
  }
}
