/// How often which values came, beside what they must not exceed.
struct Histogram {
  var values: [Double]
  var unit: String
  var budget: Double?

  private static let bars = 30.0

  /// - Parameters:
  ///   - axis: what the values are, along the axis.
  ///   - what: what there are so many of.
  func view(title: String, axis: String, what: String, caption: String) -> PlotView? {
    guard !values.isEmpty,
      let x = Plot.Axis(axis, unit, holding: values + [budget].compactMap(\.self))
    else { return nil }
    let bins = bins(x.range)
    guard
      let y = Plot.Axis(what, "", holding: bins.map(\.height), includesZero: true)
    else { return nil }
    var layers = [Plot.Layer(name: what, style: .told, shape: .bars(bins))]
    if let budget {
      layers.append(
        .init(
          name: "limit \(NumberText.of(budget, unit))", style: .limit, shape: .vertical([budget])))
    }
    let plot = Plot(
      title: title, summary: "A histogram of \(values.count) \(what).", x: x, y: y, layers: layers)
    return PlotView(what, [plot], caption: caption)
  }

  private func bins(_ range: ClosedRange<Double>) -> [(low: Double, high: Double, height: Double)] {
    let width = (range.upperBound - range.lowerBound) / Self.bars
    var counts = [Int](repeating: 0, count: Int(Self.bars))
    for value in values {
      let bin = Int((value - range.lowerBound) / width)
      counts[min(max(bin, 0), counts.count - 1)] += 1
    }
    return counts.enumerated().compactMap { index, count in
      let low = range.lowerBound + Double(index) * width
      return count == 0 ? nil : (low, low + width, Double(count))
    }
  }
}
