/// One quantity that a check looks at, and where it stands between its limits.
package struct MeasuredValue: Codable, Equatable, Sendable {
  /// What it is: `mean absolute error`.
  package var quantity: String
  /// nil where it could not be measured.
  package var value: Double?
  /// Half the width of the interval that holds the true value: a bound where the value is counted
  /// or quantised, 95 % where it is estimated. nil is exact.
  package var uncertainty: Double?
  package var unit: String
  package var limit: Limit
  /// Distance to the nearer limit, negative beyond it.
  package var margin: Double?
  package var verdict: Verdict

  /// Judges by interval: inside the limits with all of its uncertainty, outside with all of it, or
  /// neither.
  package init(
    _ quantity: String, _ value: Double?, uncertainty: Double? = nil, unit: String, limit: Limit
  ) {
    self.quantity = quantity
    self.value = value?.rounded(to: .report)
    self.uncertainty = uncertainty?.rounded(to: .report)
    self.unit = unit
    self.limit = limit
    guard let value else {
      verdict = .notMeasured
      return
    }
    let distance = limit.margin(of: value)
    let doubt = uncertainty ?? 0
    margin = distance.rounded(to: .report)
    verdict = distance >= doubt ? .pass : distance < -doubt ? .fail : .inconclusive
  }
}

/// What a measurement must not leave; a bound that is nil does not bind.
package struct Limit: Codable, Equatable, Sendable {
  package var lower: Double?
  package var upper: Double?

  package init(lower: Double? = nil, upper: Double? = nil) {
    self.lower = lower?.rounded(to: .report)
    self.upper = upper?.rounded(to: .report)
  }

  package static func atLeast(_ value: Double) -> Limit { Limit(lower: value) }
  package static func atMost(_ value: Double) -> Limit { Limit(upper: value) }
  package static func within(_ value: Double) -> Limit { Limit(lower: -value, upper: value) }
  package static func exactly(_ value: Double) -> Limit { Limit(lower: value, upper: value) }

  /// Distance of a value to the nearer bound, negative beyond it.
  package func margin(of value: Double) -> Double {
    min(
      lower.map { value - $0 } ?? .infinity,
      upper.map { $0 - value } ?? .infinity)
  }
}

/// A number behind a verdict.
package struct Figure: Codable, Equatable, Sendable {
  package var name: String
  package var value: Double
  package var unit: String?

  package init(_ name: String, _ value: Double, _ unit: String? = nil) {
    self.name = name
    self.value = value.rounded(to: .report)
    self.unit = unit
  }

  package init(_ name: String, _ count: some BinaryInteger, _ unit: String? = nil) {
    self.init(name, Double(count), unit)
  }
}
