/// A straight line through points that come in groups, each with an offset of its own.
///
/// The slope is the median of the slopes between points of a group (Theil 1950, Sen 1968): a third
/// of the points may be wrong without turning it. It can't be bent by a fixed offset that differs
/// between groups, as midstance has between walking and running.
struct RobustSlope {
  let slope: Double
  /// Half the width of the 95 % interval of the slope.
  let uncertainty: Double
  /// Distance of each point from its group's line.
  let residuals: [Double]

  struct Point {
    var x: Double
    var y: Double
    var group: Int
  }

  /// More points than these are paired with one other each, half a group away: the number of pairs
  /// would grow with the square.
  private static let allPairsLimit = 600

  /// nil where there are fewer than five points, or all at one place.
  init?(_ points: [Point]) {
    guard points.count >= 5 else { return nil }
    let groups = Dictionary(grouping: points.indices) { points[$0].group }
    let sorted = groups.keys.sorted().compactMap { groups[$0] }
    let slopes = sorted.flatMap { Self.slopes($0.map { points[$0] }) }
    guard let slope = Statistics.median(slopes) else { return nil }
    var residuals = [Double](repeating: 0, count: points.count)
    var spreadOfX = 0.0
    for members in sorted {
      let rests = members.map { points[$0].y - slope * points[$0].x }
      let offset = Statistics.median(rests) ?? 0
      let centre = Statistics.mean(members.map { points[$0].x }) ?? 0
      for (member, rest) in zip(members, rests) {
        residuals[member] = rest - offset
        spreadOfX += (points[member].x - centre) * (points[member].x - centre)
      }
    }
    guard spreadOfX > 0 else { return nil }
    self.slope = slope
    self.residuals = residuals
    uncertainty = Self.halfWidth(residuals, groups.count, spreadOfX)
  }

  /// Of least squares with these residuals, which is what a median's slope has, give or take 5 %,
  /// where they are normal; 2 stands for the normal distribution's 1.96.
  private static func halfWidth(
    _ residuals: [Double], _ groups: Int, _ spreadOfX: Double
  ) -> Double {
    let freedom = max(1, residuals.count - groups - 1)
    let square = residuals.reduce(0) { $0 + $1 * $1 }
    return 2 * 1.05 * (square / Double(freedom) / spreadOfX).squareRoot()
  }

  private static func slopes(_ points: [Point]) -> [Double] {
    let points = points.sorted { $0.x < $1.x }
    func slope(_ left: Int, _ right: Int) -> Double? {
      let distance = points[right].x - points[left].x
      return distance > 0 ? (points[right].y - points[left].y) / distance : nil
    }
    guard points.count <= allPairsLimit else {
      let half = points.count / 2
      return (0..<points.count - half).compactMap { slope($0, $0 + half) }
    }
    return points.indices.flatMap { left in
      (left + 1..<max(points.count, left + 1)).compactMap { slope(left, $0) }
    }
  }
}
