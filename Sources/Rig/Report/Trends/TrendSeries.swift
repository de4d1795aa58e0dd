internal import Judge

/// How one measurement went over the runs of a board and suite: those before a run, and it.
struct TrendSeries {
  struct Point: Equatable {
    var value: Double
    var uncertainty: Double
    /// The image that was tested, by its hash or the firmware's version.
    var image: String?
  }

  /// `stride length, mean absolute error`.
  let title: String
  let caseName: String
  let measured: MeasuredValue
  let series: EarlierRuns.Series
  /// The earlier runs', oldest first, and last the run's own; nil where a run did not measure it.
  let points: [Point?]

  /// Of all that a run keeps of earlier ones.
  static func all(_ document: RunDocument) -> [TrendSeries] {
    guard let earlier = document.earlier else { return [] }
    return earlier.series.compactMap { TrendSeries($0, earlier.runs, document) }
  }

  /// nil where the run has no such measurement.
  private init?(
    _ series: EarlierRuns.Series, _ runs: [EarlierRuns.Run], _ document: RunDocument
  ) {
    let place = series.place
    guard
      let item = document.judgement.cases.first(where: { $0.name == place.case }),
      let check = item.checks.first(where: { check in
        check.name == place.check && check.measurements.contains { $0.quantity == place.quantity }
      }),
      let measured = check.measurements.first(where: { $0.quantity == place.quantity }),
      let value = measured.value
    else { return nil }
    title = check.measurements.count > 1 ? "\(check.title), \(measured.quantity)" : check.title
    caseName = item.name
    self.measured = measured
    self.series = series
    let own = Point(
      value: value, uncertainty: measured.uncertainty ?? 0,
      image: document.run.imageHash ?? document.run.firmwareVersion)
    points =
      zip(runs, zip(series.values, series.uncertainties)).map { run, known in
        known.0.map {
          Point(
            value: $0, uncertainty: known.1 ?? 0, image: run.imageHash ?? run.firmwareVersion)
        }
      } + [own]
  }

  var view: PlotView? {
    guard let y = Plot.Axis(measured.quantity, measured.unit, holding: shown + limits) else {
      return nil
    }
    let first = Double(1 - points.count)
    let plot = Plot(
      title: "\(title) of \(caseName) over \(places.count) runs",
      summary: "This run's is \(measured.valueText). \(spreadWords)",
      x: Plot.Axis(title: "runs, 0 is this one", unit: "", range: first - 0.5...0.5), y: y,
      layers: layers)
    return PlotView(
      "\(caseName): \(title)", [plot],
      caption: "This run's is \(measured.valueText)\(limitWords). \(spreadWords)")
  }

  private var places: [(x: Double, point: Point)] {
    points.enumerated().compactMap { index, point in
      point.map { (Double(index + 1 - points.count), $0) }
    }
  }

  /// All values, with what they may be off.
  private var shown: [Double] {
    places.flatMap {
      [$0.point.value - $0.point.uncertainty, $0.point.value + $0.point.uncertainty]
    }
  }

  /// Limits that are near enough for the values' own course to be seen beside them.
  private var limits: [Double] {
    let all = [measured.limit.lower, measured.limit.upper].compactMap(\.self)
    guard let low = shown.min(), let high = shown.max(), high > low else { return all }
    return all.filter { max(high, $0) - min(low, $0) <= 6 * (high - low) }
  }

  private var layers: [Plot.Layer] {
    let earlier = places.dropLast()
    let own = places.suffix(1).map { Plot.Point(x: $0.x, y: $0.point.value) }
    var layers = [
      Plot.Layer(
        name: nil, style: .told,
        shape: .whiskers(
          places.filter { $0.point.uncertainty > 0 }.map {
            ($0.x, $0.point.value - $0.point.uncertainty, $0.point.value + $0.point.uncertainty)
          })),
      Plot.Layer(
        name: "earlier run", style: .told,
        shape: .dots(earlier.map { Plot.Point(x: $0.x, y: $0.point.value) })),
      Plot.Layer(
        name: "this run", style: series.isBeyond == true ? .odd : .told, shape: .rings(own)),
    ]
    if !limits.isEmpty {
      layers.append(.init(name: "limit", style: .limit, shape: .horizontal(limits)))
    }
    if !otherImages.isEmpty {
      layers.append(.init(name: "another image", style: .quiet, shape: .vertical(otherImages)))
    }
    return layers
  }

  /// Between runs of different images.
  private var otherImages: [Double] {
    zip(places, places.dropFirst()).filter { $0.point.image != $1.point.image }
      .map { ($0.x + $1.x) / 2 }
  }

  private var limitWords: String {
    measured.limit == Limit() ? "" : ", the limit \(measured.limitText)"
  }

  private var spreadWords: String {
    let count = places.count - 1
    guard let mean = series.mean, let halfWidth = series.halfWidth,
      let isBeyond = series.isBeyond
    else { return "Earlier runs are too few to tell how far it varies." }
    if halfWidth == 0, !isBeyond { return "The \(count) before it gave the same." }
    let unit = measured.unit.isEmpty ? "" : " " + measured.unit
    let range = "\(NumberText.of(mean)) ± \(NumberText.of(halfWidth))" + unit
    return isBeyond
      ? "That is beyond what the \(count) before it explain: \(range)."
      : "The \(count) before it explain \(range)."
  }
}
