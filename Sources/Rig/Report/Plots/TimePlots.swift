internal import Judge
internal import SoleLink

/// Plots of when things happened: the board's answers, its clock, its load.
struct TimePlots {
  let judged: CaseJudgement
  let series: CaseSeries

  var views: [PlotView] {
    [delays].compactMap(\.self) + judged.checks.compactMap(times)
      + [pacing, clock, load].compactMap(\.self)
  }

  /// Every time that a check of times rests on, beside its limit.
  private func times(_ check: CheckJudgement) -> PlotView? {
    guard let samples = FactList.numbers("samples", of: check) else { return nil }
    let limit = check.measurements.first { $0.unit == "ms" && $0.limit.upper != nil }
    return Histogram(values: samples, unit: "ms", budget: limit?.limit.upper).view(
      title: "\(check.title) in \(judged.name)", axis: "time", what: check.title,
      caption: "\(check.asked). Every time that it rests on.")
  }

  /// Sample time from a stride's end to when its event left.
  private var delays: PlotView? {
    let check = judged.checks.first { $0.name == "stride_event_deadline" }
    let end = series.sampleCount
    let values = series.strides.compactMap(\.told)
      .filter { Int($0.message.emittedIndex) < end }.map(\.delayMilliseconds)
    guard let budget = check?.measurements.first?.limit.upper else { return nil }
    return Histogram(values: values, unit: "ms", budget: budget).view(
      title: "stride events after the stride's end in \(judged.name)", axis: "sample time",
      what: "stride events",
      caption: """
        How long after a stride's end its event left, in sample time. Events that came with the \
        session's end are left out: they had no deadline.
        """)
  }

  private var pacing: PlotView? {
    Histogram(values: series.pacingMicroseconds, unit: "µs", budget: nil).view(
      title: "host pacing error in \(judged.name)", axis: "after the deadline",
      what: "frames of samples",
      caption: """
        How far after their deadlines the rig sent frames of samples: its own error, and none of the \
        board's.
        """)
  }

  private var clock: PlotView? {
    let points = series.clock
    guard points.count >= 2,
      let x = Plot.Axis("host time from the first exchange", "s", holding: points.map(\.seconds)),
      let y = Plot.Axis(
        "device − fit", "µs",
        holding: points.flatMap {
          [$0.microseconds - $0.uncertainty, $0.microseconds + $0.uncertainty]
        } + [0])
    else { return nil }
    let plot = Plot(
      title: "clock fit residuals in \(judged.name)",
      summary: "\(points.count) exchanges: what each allows about the fitted line.", x: x, y: y,
      layers: [
        .init(
          name: "what an exchange allows", style: .told,
          shape: .whiskers(
            points.map {
              ($0.seconds, $0.microseconds - $0.uncertainty, $0.microseconds + $0.uncertainty)
            })),
        .init(
          name: "its middle", style: .told,
          shape: .dots(points.map { Plot.Point(x: $0.seconds, y: $0.microseconds) })),
        .init(name: "fit", style: .quiet, shape: .horizontal([0])),
      ])
    return PlotView(
      "clock fit residuals", [plot],
      caption: """
        The device's clock against the fitted line. An exchange can't tell more than its bar: its \
        message was on the way for that long.
        """)
  }

  private var load: PlotView? {
    let loads = series.loads
    let most = judged.checks.first { $0.name == "load" }?.measurements.first?.limit.upper
    guard loads.contains(where: { $0.percent > 0 }), let end = loads.last?.seconds,
      let y = Plot.Axis(
        "load", "%", holding: loads.map(\.percent) + [most].compactMap(\.self), includesZero: true)
    else { return nil }
    let starts = [0] + loads.map(\.seconds)
    var layers = zip(starts, loads).map { start, load in
      Plot.Layer(
        name: nil, style: .told,
        shape: .line([start, load.seconds].map { Plot.Point(x: $0, y: load.percent) }))
    }
    layers[0].name = "from a status to the next"
    if let most {
      layers.append(
        .init(name: "limit \(NumberText.of(most, "%"))", style: .limit, shape: .horizontal([most])))
    }
    let plot = Plot(
      title: "chip load in \(judged.name)", summary: "By its own statuses.",
      x: Plot.Axis("device time", "s", to: end), y: y, layers: layers)
    return PlotView(
      "chip load", [plot],
      caption: """
        The share of time that the chip was not asleep, from each status to the next. Where samples come \
        as fast as it takes them, it sleeps only while it waits for the line; an emulated chip's is its \
        host's.
        """)
  }
}
