/// Bias, mean absolute error and spread of some errors.
struct Statistics: Codable {
  var count: Int
  var bias: Double
  var meanAbsolute: Double
  var deviation: Double
  var worst: Double

  /// nil where there is nothing.
  init?(_ errors: [Double]) {
    guard !errors.isEmpty else { return nil }
    let number = Double(errors.count)
    let mean = errors.reduce(0, +) / number
    count = errors.count
    bias = mean
    meanAbsolute = errors.reduce(0) { $0 + $1.magnitude } / number
    let squares = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (squares / max(number - 1, 1)).squareRoot()
    worst = errors.max { $0.magnitude < $1.magnitude } ?? 0
  }
}
