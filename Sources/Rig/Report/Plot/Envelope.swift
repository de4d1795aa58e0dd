/// A long series made short without losing a peak: the least and the greatest value of each column.
enum Envelope {
  struct Column: Equatable {
    var x: Double
    var low: Double
    var high: Double
  }

  /// - Parameters:
  ///   - values: evenly spaced, the first at `start`, `spacing` apart.
  ///   - columns: how many the result has at most.
  static func columns(
    _ values: some RandomAccessCollection<Double>, start: Double, spacing: Double, columns: Int
  ) -> [Column] {
    guard !values.isEmpty, columns > 0 else { return [] }
    let share = max(1, (values.count + columns - 1) / columns)
    var result: [Column] = []
    result.reserveCapacity(values.count / share + 1)
    var index = 0
    var column = Column(x: 0, low: .infinity, high: -.infinity)
    for value in values {
      column.low = min(column.low, value)
      column.high = max(column.high, value)
      index += 1
      if index % share == 0 || index == values.count {
        let count = (index - 1) % share + 1
        let first = index - count
        column.x = start + (Double(first) + Double(count - 1) / 2) * spacing
        result.append(column)
        column = Column(x: 0, low: .infinity, high: -.infinity)
      }
    }
    return result
  }

  /// Of points, those that matter to the eye: in each of `columns` equal parts of their range, the
  /// lowest and the highest. All of them where they are few.
  static func thinned(_ points: [Plot.Point], columns: Int) -> [Plot.Point] {
    guard points.count > 2 * columns, let first = points.map(\.x).min(),
      let last = points.map(\.x).max(), last > first
    else { return points }
    var extremes = [(low: Int, high: Int)?](repeating: nil, count: columns)
    for (index, point) in points.enumerated() {
      let column = min(Int((point.x - first) / (last - first) * Double(columns)), columns - 1)
      guard let known = extremes[column] else {
        extremes[column] = (index, index)
        continue
      }
      if point.y < points[known.low].y { extremes[column]?.low = index }
      if point.y > points[known.high].y { extremes[column]?.high = index }
    }
    return extremes.compactMap(\.self)
      .flatMap { $0.low == $0.high ? [$0.low] : [min($0.low, $0.high), max($0.low, $0.high)] }
      .map { points[$0] }
  }
}
