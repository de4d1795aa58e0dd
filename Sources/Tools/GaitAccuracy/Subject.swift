import Stimulus

/// One run to be judged: samples for the engine, and a reference that is read when it is done.
struct Subject {
  enum Gait: String, Codable {
    case walk, run
  }

  /// The plain grid of synthetic runners.
  static let syntheticOrigin = "synthetic"
  /// Synthetic runners with sensors as bad as the engine's ranges allow.
  static let badSensors = "bad sensors"

  var name: String
  /// Where it comes from: recordings of one origin, or a part of the synthetic grid.
  var origin: String
  /// nil where nothing is to be found, as on stairs without a reference.
  var gait: Gait?
  var isSynthetic = false
  var sampleRateHertz: UInt16
  var isLeft = false
  var samples: [TraceSample]
  /// Reads the reference; not called before the engine is done.
  var readTruth: () throws -> (truth: Truth?, gait: Gait?)

  var trace: Trace {
    Trace(name: name, sampleRateHertz: sampleRateHertz, samples: samples)
  }
}
