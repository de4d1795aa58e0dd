extension RunnerParameters {
  /// Throws at the first parameter that the model does not cover, and says what it does cover.
  package func validate() throws(RunnerError) {
    try require(!segments.isEmpty, "segments", "is empty: name at least one segment to do")
    for (index, segment) in segments.enumerated() {
      try segment.validate("segments[\(index)]")
    }
    try within(pronationDegrees, 0...20, "pronationDegrees")
    if let stiffness = surfaceStiffnessKilonewtonsPerMetre {
      try within(stiffness, 50...2000, "surfaceStiffnessKilonewtonsPerMetre")
    }
    try within(variability, 0...3, "variability")
    if let strikeAngleDegrees {
      try within(strikeAngleDegrees, -15...30, "strikeAngleDegrees")
    }
    try within(Double(sampleRateHertz), 50...1600, "sampleRateHertz")
    try sensor.validate()
  }
}

extension RunnerSegment {
  fileprivate func validate(_ path: String) throws(RunnerError) {
    try within(durationSeconds, 0...7200, "\(path).durationSeconds")
    guard let activity else {
      try require(
        self == .stand(seconds: durationSeconds), path,
        "stands, but is told how to move: leave that out")
      return
    }
    guard let speed = speedMetresPerSecond else {
      throw RunnerError(
        parameter: "\(path).speedMetresPerSecond", reason: "is missing: say how fast to move")
    }
    try within(speed, GaitLaw.speeds(activity), "\(path).speedMetresPerSecond")
    if let cadence = cadenceStepsPerMinute {
      try within(
        cadence, activity == .walk ? 50...160 : 130...260, "\(path).cadenceStepsPerMinute")
    }
    try within(turnDegreesPerStride ?? 0, -120...120, "\(path).turnDegreesPerStride")
    try within(inclinePercent ?? 0, -25...25, "\(path).inclinePercent")
    guard let contact = contactTimeMilliseconds else { return }
    // A walk has no flight, a run has one; below 0.11 s no room is left to stand flat in.
    let stride = 1000 * strideTime(activity)
    let range =
      activity == .walk
      ? (0.5 * stride).rounded()...(0.8 * stride).rounded(.down)
      : 110...(0.5 * stride).rounded(.down)
    try within(contact, range, "\(path).contactTimeMilliseconds")
  }
}

extension SensorParameters {
  fileprivate func validate() throws(RunnerError) {
    let vectors = [
      (mountingDegrees, "mountingDegrees", 360.0),
      (accelerationDriftMilliGPerMinute, "accelerationDriftMilliGPerMinute", 100),
      (
        angularRateDriftDegreesPerSecondPerMinute, "angularRateDriftDegreesPerSecondPerMinute", 10
      ),
      (accelerationBiasMilliG, "accelerationBiasMilliG", 500),
      (angularRateBiasDegreesPerSecond, "angularRateBiasDegreesPerSecond", 50),
    ]
    for (vector, name, limit) in vectors {
      try require(
        vector.count == 3, "sensor.\(name)", "has \(vector.count) numbers: give x, y and z")
      for value in vector { try within(value, -limit...limit, "sensor.\(name)") }
    }
    try validatePosition()
    try within(resolutionBits, 8...16, "sensor.resolutionBits")
    try within(rateErrorPercent, -2...2, "sensor.rateErrorPercent")
    try within(droppedPerThousand, 0...100, "sensor.droppedPerThousand")
    try within(repeatedPerThousand, 0...100, "sensor.repeatedPerThousand")
    try within(accelerationNoiseMilliG, 0...200, "sensor.accelerationNoiseMilliG")
    try within(angularRateNoiseDegreesPerSecond, 0...20, "sensor.angularRateNoiseDegreesPerSecond")
    try within(accelerationRangeG, 1...16, "sensor.accelerationRangeG")
    try within(
      angularRateRangeDegreesPerSecond, 100...2000, "sensor.angularRateRangeDegreesPerSecond")
  }
}

extension SensorParameters {
  /// On or in the shoe: 0.28 m long, 0.12 m wide.
  private func validatePosition() throws(RunnerError) {
    let name = "sensor.positionMetres"
    try require(
      positionMetres.count == 3, name, "has \(positionMetres.count) numbers: give x, y and z")
    for (value, range) in zip(positionMetres, [0...0.28, -0.06...0.06, 0...0.12]) {
      try within(value, range, name)
    }
  }
}

private func require(
  _ holds: Bool, _ parameter: String, _ reason: String
) throws(RunnerError) {
  if !holds { throw RunnerError(parameter: parameter, reason: reason) }
}

/// Refuses what is outside the range, NaN included.
private func within(
  _ value: Double, _ range: ClosedRange<Double>, _ parameter: String
) throws(RunnerError) {
  try require(
    range.contains(value), parameter,
    "is \(value): give \(range.lowerBound) to \(range.upperBound)")
}
