/// One thing a synthetic runner does for a while.
package struct RunnerSegment: Codable, Equatable, Sendable {
  /// What is done in a segment.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    case stand, walk, run
  }

  package var kind: Kind
  /// How long; a moving segment ends with the stride that is under way then.
  package var durationSeconds: Double
  /// Steady speed: 0.5 to 2.2 m/s walking, 1.4 to 7 m/s running. Not for standing.
  package var speedMetresPerSecond: Double?
  /// Steps of both feet a minute; nil takes the usual cadence at that speed.
  package var cadenceStepsPerMinute: Double?
  /// Change of heading in every stride, to the left positive; up to 120.
  package var turnDegreesPerStride: Double?

  /// Initial contact to toe-off; nil takes the usual time at that speed.
  package var contactTimeMilliseconds: Double?
  /// Rise of the ground over the way, uphill positive; the foot is on it from the first stride on.
  package var inclinePercent: Double?

  package init(
    kind: Kind, durationSeconds: Double, speedMetresPerSecond: Double? = nil,
    cadenceStepsPerMinute: Double? = nil, turnDegreesPerStride: Double? = nil,
    contactTimeMilliseconds: Double? = nil, inclinePercent: Double? = nil
  ) {
    self.kind = kind
    self.durationSeconds = durationSeconds
    self.speedMetresPerSecond = speedMetresPerSecond
    self.cadenceStepsPerMinute = cadenceStepsPerMinute
    self.turnDegreesPerStride = turnDegreesPerStride
    self.contactTimeMilliseconds = contactTimeMilliseconds
    self.inclinePercent = inclinePercent
  }

  package static func stand(seconds: Double) -> RunnerSegment {
    RunnerSegment(kind: .stand, durationSeconds: seconds)
  }

  package static func walk(metresPerSecond: Double, seconds: Double) -> RunnerSegment {
    RunnerSegment(kind: .walk, durationSeconds: seconds, speedMetresPerSecond: metresPerSecond)
  }

  package static func run(metresPerSecond: Double, seconds: Double) -> RunnerSegment {
    RunnerSegment(kind: .run, durationSeconds: seconds, speedMetresPerSecond: metresPerSecond)
  }
}
