internal import Judge

/// Plots of strides, one by one, against their golden.
struct StridePlots {
  let judged: CaseJudgement
  let series: CaseSeries

  /// Of every metric that a check of the case holds to a reference.
  var views: [PlotView] {
    let metrics = PlottedMetric.all.compactMap { metric in
      judged.checks.first { $0.name == metric.check }.map { (metric, $0) }
    }
    return metrics.flatMap { metric, check in
      metric.isInstant
        ? [difference(metric)].compactMap(\.self)
        : [course(metric, check), agreement(metric, check)].compactMap(\.self)
    } + [offsets].compactMap(\.self)
  }

  private var time: Plot.Axis {
    Plot.Axis("sample time", "s", to: Double(series.sampleCount) / series.sampleRateHertz)
  }

  // Stride by stride.

  private func course(_ metric: PlottedMetric, _ check: CheckJudgement) -> PlotView? {
    let golden = points { $0.reference.flatMap(metric.golden) }
    let told = points { $0.told.flatMap(metric.told) }
    guard !golden.isEmpty else { return nil }
    let band = band(golden, metric, check)
    let missed = points(.missed) { $0.reference.flatMap(metric.golden) }
    let odd = points(.unfounded) { $0.told.flatMap(metric.told) }
    let values = (golden + told).map(\.y) + (band?.items.flatMap { [$0.low, $0.high] } ?? [])
    guard let y = Plot.Axis(metric.title, metric.unit, holding: values) else { return nil }
    var layers: [Plot.Layer] = []
    if let band {
      layers.append(
        .init(name: "tolerance of the mean", style: .band, shape: .whiskers(band.items)))
    }
    layers.append(.init(name: "golden", style: .golden, shape: .dots(thin(golden))))
    layers.append(.init(name: "told by the chip", style: .told, shape: .dots(thin(told))))
    if !missed.isEmpty {
      layers.append(.init(name: "missed", style: .odd, shape: .crosses(missed)))
    }
    if !odd.isEmpty { layers.append(.init(name: "false", style: .odd, shape: .rings(odd))) }
    let counts = counts(judged.strides)
    let plot = Plot(
      title: "\(metric.title) stride by stride in \(judged.name)", summary: counts, x: time, y: y,
      layers: layers)
    var caption = counts
    if let band { caption += " The band is the golden ± \(band.words), the limit of the mean." }
    return PlotView(
      "\(metric.title) stride by stride", [plot],
      caption: caption + " Starts, stops and turns are drawn, too, and count for nothing.")
  }

  private func counts(_ rows: [StrideRow]) -> String {
    func count(_ outcome: StrideRow.Outcome) -> Int { rows.count { $0.outcome == outcome } }
    return "\(count(.matched)) found, \(count(.missed)) missed, \(count(.unfounded)) false."
  }

  /// What a check allows about each golden value: by a share of it, or in the metric's own unit.
  func band(
    _ golden: [Plot.Point], _ metric: PlottedMetric, _ check: CheckJudgement
  ) -> (items: [(x: Double, low: Double, high: Double)], words: String)? {
    guard
      let measured = check.measurements.first(where: { ($0.limit.upper ?? 0) > 0 }),
      let most = measured.limit.upper
    else { return nil }
    let isShare = metric.isShare(measured)
    let items = thin(golden).map { point in
      let room = isShare ? abs(point.y) * most / 100 : most
      return (x: point.x, low: point.y - room, high: point.y + room)
    }
    return (items, NumberText.of(most, measured.unit))
  }

  // Bland and Altman (1986): the difference against the mean of both.

  private func agreement(_ metric: PlottedMetric, _ check: CheckJudgement) -> PlotView? {
    let pairs = metric.pairs(series.strides)
    guard pairs.count >= 3, check.reference != nil else { return nil }
    let points = pairs.map { Plot.Point(x: ($0.told + $0.golden) / 2, y: $0.told - $0.golden) }
    let mean = points.reduce(0) { $0 + $1.y } / Double(points.count)
    let square = points.reduce(0) { $0 + ($1.y - mean) * ($1.y - mean) }
    let reach = 1.96 * (square / Double(points.count - 1)).squareRoot()
    let limits = [mean - reach, mean + reach]
    guard let x = Plot.Axis("mean of told and golden", metric.unit, holding: points.map(\.x)),
      let y = Plot.Axis("told − golden", metric.unit, holding: points.map(\.y) + limits + [0])
    else { return nil }
    let plot = Plot(
      title: "agreement of \(metric.title) with the golden in \(judged.name)",
      summary: "The difference of each stride against the mean of both, after Bland and Altman.",
      x: x, y: y,
      layers: [
        .init(name: "a stride", style: .told, shape: .dots(thin(points))),
        .init(name: "bias", style: .quiet, shape: .horizontal([mean])),
        .init(name: "bias ± 1.96 SD", style: .limit, shape: .horizontal(limits)),
      ])
    return PlotView(
      "agreement of \(metric.title) with the golden", [plot],
      caption: """
        After Bland and Altman: the difference of each stride against the mean of both. Between the dashed lines lie 95 % of the strides, if the \
        differences are normal.
        """)
  }

  // Times that the board tells, against the golden's.

  private func difference(_ metric: PlottedMetric) -> PlotView? {
    let points = metric.pairs(series.strides).map { Plot.Point(x: $0.time, y: $0.told - $0.golden) }
    return differences(points, metric.title, metric.unit)
  }

  private var offsets: PlotView? {
    guard judged.checks.contains(where: { $0.name == "midstance_timing" }) else { return nil }
    let points = judged.strides.compactMap { row in
      row.outcome == .matched ? row.lateMilliseconds.map { Plot.Point(x: row.end, y: $0) } : nil
    }
    return differences(points, "midstance", "ms")
  }

  private func differences(_ points: [Plot.Point], _ what: String, _ unit: String) -> PlotView? {
    guard points.count >= 3,
      let y = Plot.Axis("told − golden", unit, holding: points.map(\.y) + [0])
    else { return nil }
    let plot = Plot(
      title: "\(what) times in \(judged.name)",
      summary: "How much later than the golden the chip tells each.", x: time, y: y,
      layers: [
        .init(name: "a stride", style: .told, shape: .dots(thin(points))),
        .init(name: "golden", style: .quiet, shape: .horizontal([0])),
      ])
    return PlotView(
      "\(what) times", [plot],
      caption: """
        How much later than the golden the chip tells each. A fixed offset is the definition's, a slope \
        is a sample time that drifts.
        """)
  }

  private func thin(_ points: [Plot.Point]) -> [Plot.Point] {
    Envelope.thinned(points, columns: PlotDrawing.columns)
  }

  private func points(
    _ outcome: StrideRow.Outcome? = nil, _ value: (StrideEvidence) -> Double?
  ) -> [Plot.Point] {
    series.strides.compactMap { stride in
      guard outcome == nil || stride.outcome == outcome else { return nil }
      return value(stride).map { Plot.Point(x: stride.end, y: $0) }
    }
  }
}
