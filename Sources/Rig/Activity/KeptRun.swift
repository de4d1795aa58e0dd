package import SoleLink

/// A run as a chip kept it, read from its pages (protocols/session-record.md).
package struct KeptRun: Codable, Equatable, Sendable {
  /// The record's number on its chip.
  package var record: UInt32
  package var sampleRateHertz: UInt16
  /// Seconds that an entry stands for; 0: an entry is a stride.
  package var intervalSeconds: UInt8
  package var beginning: Beginning?
  package var strides: [KeptStride]
  package var intervals: [KeptInterval]
  /// nil where the run was cut off.
  package var summary: KeptSummary?
  /// Pages that could not be read.
  package var lostPages: Int
  /// Entries that failed their check.
  package var skippedEntries: Int

  /// How the run began.
  package struct Beginning: Codable, Equatable, Sendable {
    package var session: UInt32
    package var side: String
    package var legLengthMillimetres: UInt16
    /// nil where the runner did not tell it.
    package var bodyMassKilograms: Double?
    /// What stride lengths were multiplied with.
    package var calibration: Double
    /// Seconds of the session's sample time.
    package var seconds: Double
  }
}

package enum KeptActivity: String, Codable, Sendable { case walk, run }

/// One stride. Times are seconds of the session's sample time.
package struct KeptStride: Codable, Equatable, Sendable {
  /// Midstance that ends it.
  package var endSeconds: Double
  package var strideTimeMilliseconds: Double
  package var lengthMillimetres: Double
  /// nil where the contact was not known, as for the two below.
  package var contactTimeMilliseconds: Double?
  package var strikeAngleDegrees: Double?
  package var pronationDegrees: Double
  package var impactG: Double
  package var activity: KeptActivity
  /// Whether the chip flagged it.
  package var isFlagged: Bool
}

/// What several strides of one stretch of time were like.
package struct KeptInterval: Codable, Equatable, Sendable {
  package var startSeconds: Double
  package var endSeconds: Double
  package var strides: Int
  package var distanceMillimetres: Double
  package var movingSeconds: Double
  package var contactTimeMilliseconds: Double?
  package var strikeAngleDegrees: Double?
  package var pronationDegrees: Double?
  package var highestImpactG: Double
  package var activity: KeptActivity
}

/// What the chip summed up at the end; nil where there is none to tell.
package struct KeptSummary: Codable, Equatable, Sendable {
  package var strides: UInt32 = 0
  package var distanceMillimetres: UInt32 = 0
  package var movingMilliseconds: UInt32 = 0
  package var durationMilliseconds: UInt32 = 0
  package var runStrides: UInt32 = 0
  package var kilocalories: Double = 0
  package var rearfootStrides: UInt32 = 0
  package var midfootStrides: UInt32 = 0
  package var forefootStrides: UInt32 = 0
  package var sprints: UInt32 = 0
  package var topSpeedMillimetresPerSecond: UInt32 = 0
  package var fastest400mMilliseconds: UInt32?
  package var fastest1000mMilliseconds: UInt32?
  package var fastest5000mMilliseconds: UInt32?
  /// Kinds of feedback that the run gave reason for, in the contract's words.
  package var advice: [String] = []
}
