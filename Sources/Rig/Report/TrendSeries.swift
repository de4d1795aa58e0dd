/// How one measurement went over earlier runs of the same board and suite, oldest first.
package struct TrendSeries: Equatable, Sendable {
  package struct Point: Equatable, Sendable {
    /// The run's folder name.
    package var run: String
    package var value: Double
    package var uncertainty: Double

    package init(run: String, value: Double, uncertainty: Double = 0) {
      self.run = run
      self.value = value
      self.uncertainty = uncertainty
    }
  }

  /// `walk: stride length, mean absolute error`.
  package var title: String
  package var unit: String
  /// What a value must not leave; nil does not bind.
  package var lower: Double?
  package var upper: Double?
  package var points: [Point]

  package init(
    title: String, unit: String, lower: Double? = nil, upper: Double? = nil, points: [Point]
  ) {
    self.title = title
    self.unit = unit
    self.lower = lower
    self.upper = upper
    self.points = points
  }

  /// nil where there is nothing to compare.
  var view: PlotView? {
    let limits = [lower, upper].compactMap(\.self)
    let values = points.flatMap { [$0.value - $0.uncertainty, $0.value + $0.uncertainty] }
    guard points.count >= 2, let y = Plot.Axis(title, unit, holding: values + limits) else {
      return nil
    }
    let places = points.enumerated().map { (place: Double($0 + 1 - points.count), point: $1) }
    let first = Double(1 - points.count)
    var layers = [
      Plot.Layer(
        name: nil, style: .told,
        shape: .whiskers(
          places.map {
            ($0.place, $0.point.value - $0.point.uncertainty, $0.point.value + $0.point.uncertainty)
          })),
      Plot.Layer(
        name: "a run", style: .told,
        shape: .dots(places.map { Plot.Point(x: $0.place, y: $0.point.value) })),
    ]
    if !limits.isEmpty {
      layers.append(.init(name: "limit", style: .limit, shape: .horizontal(limits)))
    }
    let plot = Plot(
      title: title, summary: "The last \(points.count) runs.",
      x: Plot.Axis(title: "runs before this one", unit: "", range: first - 0.5...0.5), y: y,
      layers: layers)
    return PlotView(
      title, [plot],
      caption: "\(title), over \(points.count) runs: from \(points[0].run) to this one.")
  }
}
