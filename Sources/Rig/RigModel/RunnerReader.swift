internal import Stimulus

/// Reads a synthetic runner; what its model covers is for the model to say, where it is written is
/// for this to say.
struct RunnerReader {
  private enum Key: String, YAMLKey {
    case segments, strike, variability, seed, sensor
    case strikeAngle = "strike_angle_degrees"
    case pronation = "pronation_degrees"
  }

  private enum Kind: String, YAMLKey { case stand, walk, run }
  private enum StandKey: String, YAMLKey { case duration = "duration_s" }
  private enum MoveKey: String, YAMLKey {
    case duration = "duration_s"
    case speed = "speed_m_per_s"
    case cadence = "cadence_per_minute"
    case turn = "turn_degrees_per_stride"
  }
  private enum SensorKey: String, YAMLKey {
    case mounting = "mounting_degrees"
    case accelerationNoise = "acceleration_noise_mg"
    case angularRateNoise = "angular_rate_noise_degrees_per_s"
    case accelerationBias = "acceleration_bias_mg"
    case angularRateBias = "angular_rate_bias_degrees_per_s"
    case accelerationRange = "acceleration_range_g"
    case angularRateRange = "angular_rate_range_degrees_per_s"
  }

  /// Every number has some range here; the model's own check narrows it.
  private static let any = -1e9...1e9

  /// Where each of the model's parameters was written.
  private var places: [String: YAMLValue] = [:]
  private var parameters = RunnerParameters()

  static func read(
    _ yaml: YAMLValue, _ configure: ChipConfiguration
  ) throws(ModelError) -> RunnerParameters {
    var reader = RunnerReader()
    reader.parameters.side = configure.side
    reader.parameters.sampleRateHertz = configure.sampleRateHertz
    try reader.readRunner(yaml)
    do throws(RunnerError) {
      try reader.parameters.validate()
    } catch {
      throw (reader.places[error.parameter] ?? yaml).fail(error.reason)
    }
    return reader.parameters
  }

  private mutating func readRunner(_ yaml: YAMLValue) throws(ModelError) {
    let keys = try yaml.object(Key.self)
    let segments = try keys.required(.segments)
    places["segments"] = segments
    for (index, item) in try segments.items().enumerated() {
      parameters.segments.append(try segment(item, "segments[\(index)]"))
    }
    if let value = keys[.strike] { parameters.strike = try value.choice(StrikeClass.self) }
    if let value = keys[.strikeAngle] {
      parameters.strikeAngleDegrees = try number(value, "strikeAngleDegrees")
    }
    if let value = keys[.pronation] {
      parameters.pronationDegrees = try number(value, "pronationDegrees")
    }
    if let value = keys[.variability] {
      parameters.variability = try number(value, "variability")
    }
    if let value = keys[.seed] { parameters.seed = try value.integer(0...UInt64.max) }
    if let value = keys[.sensor] { try readSensor(value) }
  }

  private mutating func segment(
    _ item: YAMLValue, _ path: String
  ) throws(ModelError) -> RunnerSegment {
    let (kind, value) = try item.variant(Kind.self, called: "segment")
    places[path] = value
    if kind == .stand {
      let duration = try value.object(StandKey.self).required(.duration)
      return .stand(seconds: try number(duration, "\(path).durationSeconds"))
    }
    let keys = try value.object(MoveKey.self)
    var segment = RunnerSegment(
      kind: kind == .walk ? .walk : .run,
      durationSeconds: try number(keys.required(.duration), "\(path).durationSeconds"),
      speedMetresPerSecond: try number(
        keys.required(.speed), "\(path).speedMetresPerSecond"))
    if let value = keys[.cadence] {
      segment.cadenceStepsPerMinute = try number(value, "\(path).cadenceStepsPerMinute")
    }
    if let value = keys[.turn] {
      segment.turnDegreesPerStride = try number(value, "\(path).turnDegreesPerStride")
    }
    return segment
  }

  private mutating func readSensor(_ yaml: YAMLValue) throws(ModelError) {
    let keys = try yaml.object(SensorKey.self)
    let vectors: [(SensorKey, WritableKeyPath<SensorParameters, [Double]>, String)] = [
      (.mounting, \.mountingDegrees, "mountingDegrees"),
      (.accelerationBias, \.accelerationBiasMilliG, "accelerationBiasMilliG"),
      (.angularRateBias, \.angularRateBiasDegreesPerSecond, "angularRateBiasDegreesPerSecond"),
    ]
    for (key, path, name) in vectors {
      guard let value = keys[key] else { continue }
      places["sensor.\(name)"] = value
      parameters.sensor[keyPath: path] = try value.numbers(count: 3, Self.any)
    }
    let scalars: [(SensorKey, WritableKeyPath<SensorParameters, Double>, String)] = [
      (.accelerationNoise, \.accelerationNoiseMilliG, "accelerationNoiseMilliG"),
      (.angularRateNoise, \.angularRateNoiseDegreesPerSecond, "angularRateNoiseDegreesPerSecond"),
      (.accelerationRange, \.accelerationRangeG, "accelerationRangeG"),
      (.angularRateRange, \.angularRateRangeDegreesPerSecond, "angularRateRangeDegreesPerSecond"),
    ]
    for (key, path, name) in scalars {
      guard let value = keys[key] else { continue }
      parameters.sensor[keyPath: path] = try number(value, "sensor.\(name)")
    }
  }

  private mutating func number(_ value: YAMLValue, _ path: String) throws(ModelError) -> Double {
    places[path] = value
    return try value.number(Self.any)
  }
}
