internal import Capture
internal import Judge
internal import Stimulus

/// Plots of what was fed to the board: how strongly the foot moved, and what was found in it.
struct StimulusPlots {
  private let series: CaseSeries
  private let seconds: ClosedRange<Double>

  /// - Parameter seconds: the part to show; nil for all of it.
  init(_ series: CaseSeries, seconds: ClosedRange<Double>? = nil) {
    self.series = series
    let end = Double(series.sampleCount) / series.sampleRateHertz
    self.seconds = seconds ?? 0...max(end, 1e-3)
  }

  var view: PlotView? {
    guard let plots else { return nil }
    return PlotView("stimulus", plots, caption: Self.caption + faultWords)
  }

  /// Acceleration above angular rate; nil where nothing was sent.
  var plots: [Plot]? {
    let pieces = series.pieces.compactMap(clipped)
    guard !pieces.isEmpty else { return nil }
    return [
      plot(pieces, "acceleration", "g", Self.acceleration),
      plot(pieces, "angular rate", "°/s", Self.angularRate),
    ].compactMap(\.self)
  }

  static let caption = """
    What was fed to the chip: the magnitude of specific force, and of angular rate. Below, in blue, \
    the ground contacts that the chip told, and in grey the golden's.
    """

  private var faultWords: String {
    series.injected.isEmpty
      ? "" : " Dashed uprights are faults that the suite put on the line."
  }

  private static func acceleration(_ sample: TraceSample) -> Double {
    magnitude(sample.accelerationX, sample.accelerationY, sample.accelerationZ)
      / SensorScale.accelerationCountsPerG
  }

  private static func angularRate(_ sample: TraceSample) -> Double {
    magnitude(sample.angularRateX, sample.angularRateY, sample.angularRateZ)
      / SensorScale.angularRateCountsPerDegreePerSecond
  }

  private static func magnitude(_ x: Int16, _ y: Int16, _ z: Int16) -> Double {
    let (x, y, z) = (Double(x), Double(y), Double(z))
    return (x * x + y * y + z * z).squareRoot()
  }

  private func clipped(_ piece: CaseSeries.Piece) -> CaseSeries.Piece? {
    let rate = series.sampleRateHertz
    let first = max(piece.first, Int((seconds.lowerBound * rate).rounded(.up)))
    let end = min(
      piece.first + piece.samples.count, Int((seconds.upperBound * rate).rounded(.down)) + 1)
    guard first < end else { return nil }
    let start = piece.samples.startIndex + first - piece.first
    return CaseSeries.Piece(first: first, samples: piece.samples[start..<start + end - first])
  }

  private func plot(
    _ pieces: [CaseSeries.Piece], _ title: String, _ unit: String,
    _ value: (TraceSample) -> Double
  ) -> Plot? {
    let total = pieces.reduce(0) { $0 + $1.samples.count }
    let shapes = pieces.map { piece in
      shape(piece, piece.samples.map(value), of: total)
    }
    guard
      let y = Plot.Axis(title, unit, holding: shapes.flatMap(\.values), includesZero: true)
    else { return nil }
    var layers = shapes.map { Plot.Layer(name: nil, style: .stimulus, shape: $0.shape) }
    layers += events
    return Plot(
      title: "\(title) fed to the chip in \(series.name)",
      summary: "Its magnitude, with the ground contacts told and true.",
      x: Plot.Axis(title: "sample time", unit: "s", range: seconds), y: y, layers: layers)
  }

  /// A line where there is room for every sample, else the least and greatest of each column.
  private func shape(
    _ piece: CaseSeries.Piece, _ values: [Double], of total: Int
  ) -> (shape: Plot.Shape, values: [Double]) {
    let spacing = 1 / series.sampleRateHertz
    let start = Double(piece.first) * spacing
    guard total > 2 * PlotDrawing.columns else {
      let points = values.enumerated().map {
        Plot.Point(x: start + Double($0.offset) * spacing, y: $0.element)
      }
      return (.line(points), values)
    }
    let columns = max(1, PlotDrawing.columns * values.count / total)
    let envelope = Envelope.columns(values, start: start, spacing: spacing, columns: columns)
    return (.envelope(envelope), envelope.flatMap { [$0.low, $0.high] })
  }

  private var events: [Plot.Layer] {
    let told = series.strides.compactMap(\.told?.initialContact)
    let golden = series.strides.compactMap(\.reference?.stride.initialContactSeconds)
    let faults = series.injected.map { Double($0.atSample) / series.sampleRateHertz }
    var layers: [Plot.Layer] = []
    if !golden.isEmpty {
      layers.append(.init(name: "true contact", style: .golden, shape: .rug(golden, row: 1)))
    }
    if !told.isEmpty {
      layers.append(.init(name: "contact told", style: .told, shape: .rug(told, row: 0)))
    }
    if !faults.isEmpty {
      layers.append(.init(name: "fault on purpose", style: .limit, shape: .vertical(faults)))
    }
    return layers
  }
}
