/// Where two sessions part first.
package struct Divergence: Codable, Equatable, Sendable {
  /// What kind of message it is: `stride`, and which of its kind, counted from 1.
  package var message: String
  package var number: Int
  /// Samples that had had their turn; nil for a record.
  package var sampleIndex: UInt32?
  /// Seconds of sample time; nil where the sample rate is not known.
  package var sampleSeconds: Double?
  /// The field that differs; nil where one side has the message and the other has not.
  package var metric: String?
  package var unit: String?
  /// What either side says, as a person reads it; nil for a message that it does not have.
  package var left: String?
  package var right: String?
  /// When either side's message came, in nanoseconds since its capture's start.
  package var leftTimeNanoseconds: UInt64?
  package var rightTimeNanoseconds: UInt64?
}

/// How far one field of one kind of message is apart over two sessions.
package struct MetricDifference: Codable, Equatable, Sendable {
  package var message: String
  package var metric: String
  package var unit: String?
  /// Messages that both sides have, and those of them whose field differs.
  package var compared: Int
  package var differing: Int
  /// The largest distance; nil for a field that is no number.
  package var worst: Double?
  /// Where that is, and what either side says there.
  package var sampleIndex: UInt32?
  package var left: String
  package var right: String
}
