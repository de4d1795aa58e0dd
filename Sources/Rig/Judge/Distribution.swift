/// How numbers are spread.
package struct Distribution: Codable, Equatable, Sendable {
  package var count: Int
  package var shortest: Double
  package var median: Double
  package var mean: Double
  /// Nearest rank.
  package var p99: Double
  package var longest: Double

  /// nil of no numbers.
  init?(_ values: [Double]) {
    guard let shortest = values.min(), let longest = values.max(),
      let median = Statistics.median(values), let mean = Statistics.mean(values),
      let p99 = Statistics.nearestRank(values, share: 0.99)
    else { return nil }
    count = values.count
    self.shortest = shortest.rounded(to: .report)
    self.median = median.rounded(to: .report)
    self.mean = mean.rounded(to: .report)
    self.p99 = p99.rounded(to: .report)
    self.longest = longest.rounded(to: .report)
  }
}
