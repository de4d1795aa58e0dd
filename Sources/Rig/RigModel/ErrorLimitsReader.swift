extension ErrorLimits {
  private enum MillisecondKey: String, YAMLKey {
    case bias = "bias_ms"
    case meanAbsolute = "mean_absolute_error_ms"
    case spread = "spread_ms"
  }
  private enum PercentKey: String, YAMLKey {
    case bias = "bias_percent"
    case meanAbsolute = "mean_absolute_error_percent"
    case spread = "spread_percent"
  }
  private enum SpeedKey: String, YAMLKey {
    case bias = "bias_mm_per_s"
    case meanAbsolute = "mean_absolute_error_mm_per_s"
    case spread = "spread_mm_per_s"
  }
  private enum DegreeKey: String, YAMLKey {
    case bias = "bias_degrees"
    case meanAbsolute = "mean_absolute_error_degrees"
    case spread = "spread_degrees"
  }
  private enum MillimetreKey: String, YAMLKey {
    case bias = "bias_mm"
    case meanAbsolute = "mean_absolute_error_mm"
    case spread = "spread_mm"
  }

  /// Limits in the metric's own unit, which its keys name; at least one of them.
  init(_ yaml: YAMLValue, of metric: StrideMetric) throws(ModelError) {
    switch metric {
    case .strideTime, .contactTime, .swingTime, .flightTime, .contactTiming, .toeOffTiming:
      try self.init(yaml, metric, MillisecondKey.self, 0...1000)
    case .dutyFactor: try self.init(yaml, metric, PercentKey.self, 0...100)
    case .speed: try self.init(yaml, metric, SpeedKey.self, 0...10_000)
    case .strikeAngle, .pronation: try self.init(yaml, metric, DegreeKey.self, 0...180)
    case .clearance: try self.init(yaml, metric, MillimetreKey.self, 0...1000)
    }
  }

  private init<Key: YAMLKey>(
    _ yaml: YAMLValue, _ metric: StrideMetric, _ keys: Key.Type, _ range: ClosedRange<Double>
  ) throws(ModelError) {
    let keys = try yaml.object(Key.self)
    func limit(_ word: String) throws(ModelError) -> Double? {
      guard let key = Key(rawValue: "\(word)_\(metric.unitKey)"), let value = keys[key] else {
        return nil
      }
      return try value.number(range, metric.unit)
    }
    self.init(
      bias: try limit("bias"), meanAbsolute: try limit("mean_absolute_error"),
      spread: try limit("spread"))
    guard self != ErrorLimits() else {
      let words = Key.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      throw yaml.fail("limits nothing", hint: "give at least one of \(words)")
    }
  }
}
