package import Stimulus

/// Reads a synthetic runner; what its model covers is for the model to say, where it is written is
/// for this to say.
struct RunnerReader {
  private enum Key: String, YAMLKey {
    case segments, strike, variability, seed, sensor
    case strikeAngle = "strike_angle_degrees"
    case pronation = "pronation_degrees"
    case surface = "surface_kn_per_m"
  }

  private enum Kind: String, YAMLKey { case stand, walk, run }
  private enum StandKey: String, YAMLKey { case duration = "duration_s" }
  private enum MoveKey: String, YAMLKey {
    case duration = "duration_s"
    case speed = "speed_m_per_s"
    case cadence = "cadence_per_minute"
    case turn = "turn_degrees_per_stride"
    case contact = "contact_time_ms"
    case incline = "incline_percent"
  }
  private enum SensorKey: String, YAMLKey {
    case position = "position_m"
    case mounting = "mounting_degrees"
    case accelerationNoise = "acceleration_noise_mg"
    case angularRateNoise = "angular_rate_noise_degrees_per_s"
    case accelerationBias = "acceleration_bias_mg"
    case angularRateBias = "angular_rate_bias_degrees_per_s"
    case accelerationDrift = "acceleration_drift_mg_per_minute"
    case angularRateDrift = "angular_rate_drift_degrees_per_s_per_minute"
    case accelerationRange = "acceleration_range_g"
    case angularRateRange = "angular_rate_range_degrees_per_s"
    case resolution = "resolution_bits"
    case rateError = "rate_error_percent"
    case dropped = "dropped_per_thousand"
    case repeated = "repeated_per_thousand"
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
    if let value = keys[.surface] {
      parameters.surfaceStiffnessKilonewtonsPerMetre = try number(
        value, "surfaceStiffnessKilonewtonsPerMetre")
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
    let others: [(MoveKey, WritableKeyPath<RunnerSegment, Double?>, String)] = [
      (.cadence, \.cadenceStepsPerMinute, "cadenceStepsPerMinute"),
      (.turn, \.turnDegreesPerStride, "turnDegreesPerStride"),
      (.contact, \.contactTimeMilliseconds, "contactTimeMilliseconds"),
      (.incline, \.inclinePercent, "inclinePercent"),
    ]
    for (key, member, name) in others {
      guard let value = keys[key] else { continue }
      segment[keyPath: member] = try number(value, "\(path).\(name)")
    }
    return segment
  }

  private mutating func readSensor(_ yaml: YAMLValue) throws(ModelError) {
    let keys = try yaml.object(SensorKey.self)
    let vectors: [(SensorKey, WritableKeyPath<SensorParameters, [Double]>, String)] = [
      (.position, \.positionMetres, "positionMetres"),
      (.mounting, \.mountingDegrees, "mountingDegrees"),
      (.accelerationBias, \.accelerationBiasMilliG, "accelerationBiasMilliG"),
      (.angularRateBias, \.angularRateBiasDegreesPerSecond, "angularRateBiasDegreesPerSecond"),
      (.accelerationDrift, \.accelerationDriftMilliGPerMinute, "accelerationDriftMilliGPerMinute"),
      (
        .angularRateDrift, \.angularRateDriftDegreesPerSecondPerMinute,
        "angularRateDriftDegreesPerSecondPerMinute"
      ),
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
      (.resolution, \.resolutionBits, "resolutionBits"),
      (.rateError, \.rateErrorPercent, "rateErrorPercent"),
      (.dropped, \.droppedPerThousand, "droppedPerThousand"),
      (.repeated, \.repeatedPerThousand, "repeatedPerThousand"),
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

extension RunnerParameters {
  /// Reads a runner from a file of its own: what a suite has under `runner`.
  package init(
    file: String, side: FootSide, sampleRateHertz: UInt16
  ) throws(ModelError) {
    let reader = YAMLReader(operation: .readRunner, file: file)
    let configuration = ChipConfiguration(sampleRateHertz: sampleRateHertz, side: side)
    self = try RunnerReader.read(reader.root(of: reader.bytes()), configuration)
  }
}
