internal import Wording

/// Draws a plot as an inline SVG: the one place where axes, ticks and legends are made.
///
/// It is as wide as half of a page or a whole phone, so that its text is as large as the page's on
/// both.
struct PlotDrawing {
  static let width = 440.0
  private static let plotHeight = 170.0
  /// Of a wide font; what is narrower leaves more room.
  private static let letter = 7.6
  private static let line = 17.0
  private static let mostLetters = Int((width - 60) / letter)
  private static let ticksAcross = 7
  private static let ticksUp = 6
  /// Columns that a long series is made short to: about one a unit of the drawing.
  static let columns = 360

  private let plot: Plot
  private let left: Double
  private let right = PlotDrawing.width - 10
  private let top = 24.0
  private let bottom: Double
  /// Where the least value stands: above what is ticked along the bottom.
  private let floor: Double

  init(_ plot: Plot) {
    self.plot = plot
    let labels = Self.labels(plot.y, Self.ticksUp)
    let longest = labels.map(\.count).max() ?? 1
    left = Double(longest) * Self.letter + 12
    bottom = top + Self.plotHeight
    let rows = plot.layers.compactMap { layer -> Int? in
      if case .rug(_, let row) = layer.shape { row + 1 } else { nil }
    }
    floor = bottom - Double(rows.max() ?? 0) * 10
  }

  var svg: String {
    let legend = legend
    let height = bottom + 42 + Double(legend.rows) * Self.line
    let size = "0 0 \(Self.text(Self.width)) \(Self.text(height))"
    let name = SafeText.markup(plot.title + ". " + plot.summary)
    return """
      <svg viewBox="\(size)" role="img" aria-label="\(name)"\(scale)>
      \(frame)
      \(plot.layers.map(draw).joined(separator: "\n"))
      \(legend.markup)
      </svg>
      """
  }

  /// What a script that shows the place of the pointer needs.
  private var scale: String {
    let numbers = [
      plot.x.range.lowerBound, plot.x.range.upperBound, left, right, plot.y.range.lowerBound,
      plot.y.range.upperBound, floor, top,
    ].map { "\($0)" }.joined(separator: " ")
    return " data-scale=\"\(numbers)\" data-x=\"\(SafeText.markup(plot.x.unit))\""
      + " data-y=\"\(SafeText.markup(plot.y.unit))\""
  }

  // Axes.

  private var frame: String {
    var parts: [String] = []
    for (value, label) in zip(plot.y.ticks(atMost: Self.ticksUp), Self.labels(plot.y, Self.ticksUp))
    {
      parts.append(
        "<path class=\"grid\" d=\"M\(Self.text(left)) \(y(value))H\(Self.text(right))\"/>")
      parts.append(text(left - 6, yPlace(value) + 4, label, anchor: "end"))
    }
    let across = Self.labels(plot.x, Self.ticksAcross)
    for (value, label) in zip(plot.x.ticks(atMost: Self.ticksAcross), across) {
      let place = xPlace(value)
      parts.append("<path class=\"grid\" d=\"M\(Self.text(place)) \(Self.text(bottom))v4\"/>")
      // The outermost would stand half outside of the drawing.
      let half = Double(label.count) * Self.letter / 2
      let inside = min(max(place, half + 1), Self.width - half - 1)
      parts.append(text(inside, bottom + 18, label, anchor: "middle"))
    }
    parts.append(
      "<path class=\"axis\" d=\"M\(Self.text(left)) \(Self.text(bottom))H\(Self.text(right))\"/>")
    parts.append(text(2, 12, plot.y.label, anchor: "start"))
    parts.append(text(right, bottom + 34, plot.x.label, anchor: "end"))
    return parts.joined(separator: "\n")
  }

  private static func labels(_ axis: Plot.Axis, _ count: Int) -> [String] {
    let decimals = axis.decimals(atMost: count)
    return axis.ticks(atMost: count).map { NumberText.fixed($0, decimals: decimals) }
  }

  /// Words that are longer than the drawing is wide are cut.
  private func text(_ x: Double, _ y: Double, _ words: String, anchor: String) -> String {
    let shown = SafeText.printable(words)
    let words =
      shown.count > Self.mostLetters ? shown.prefix(Self.mostLetters - 1) + "…" : shown[...]
    return "<text x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" text-anchor=\"\(anchor)\">"
      + SafeText.markup(String(words)) + "</text>"
  }

  // Layers.

  private func draw(_ layer: Plot.Layer) -> String {
    let path =
      switch layer.shape {
      case .line(let points): polyline(points)
      case .envelope(let columns): envelope(columns)
      case .dots(let points): marks(points, "h0")
      case .rings(let points): marks(points, Self.ring)
      case .crosses(let points): marks(points, Self.cross)
      case .whiskers(let items):
        items.map { "M\(x($0.x)) \(y($0.low))V\(y($0.high))" }.joined()
      case .band(let items): band(items)
      case .bars(let items):
        items.map { bar in
          "M\(x(bar.low)) \(y(0))V\(y(bar.height))H\(x(bar.high))V\(y(0))z"
        }.joined()
      case .horizontal(let values):
        values.filter(plot.y.range.contains)
          .map { "M\(Self.text(left)) \(y($0))H\(Self.text(right))" }.joined()
      case .vertical(let values):
        values.filter(plot.x.range.contains)
          .map { "M\(x($0)) \(Self.text(top))V\(Self.text(bottom))" }.joined()
      case .rug(let values, let row): rug(values, row)
      }
    return path.isEmpty ? "" : "<path class=\"\(Self.classes(layer))\" d=\"\(path)\"/>"
  }

  private static let ring = "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0"
  private static let cross = "m-5 -5l10 10m0 -10l-10 10"

  private static func classes(_ layer: Plot.Layer) -> String {
    let shape =
      switch layer.shape {
      case .line, .horizontal, .vertical: "line"
      case .envelope, .band, .bars: "area"
      case .dots: "dots"
      case .rings, .crosses: "marks"
      case .whiskers, .rug: "ticks"
      }
    return "\(layer.style.rawValue) \(shape)"
  }

  private func marks(_ points: [Plot.Point], _ mark: String) -> String {
    points.filter { plot.x.range.contains($0.x) }
      .map { "M\(x($0.x)) \(y($0.y))\(mark)" }.joined()
  }

  private func polyline(_ points: [Plot.Point]) -> String {
    guard let first = points.first else { return "" }
    return "M\(x(first.x)) \(y(first.y))"
      + points.dropFirst().map { "L\(x($0.x)) \(y($0.y))" }.joined()
  }

  /// Up along the greatest, back along the least.
  private func envelope(_ columns: [Envelope.Column]) -> String {
    guard let first = columns.first else { return "" }
    let there = columns.dropFirst().map { "L\(x($0.x)) \(y($0.high))" }
    let back = columns.reversed().map { "L\(x($0.x)) \(y($0.low))" }
    return "M\(x(first.x)) \(y(first.high))" + (there + back).joined() + "z"
  }

  private func band(_ items: [(x: Double, low: Double, high: Double)]) -> String {
    envelope(items.map { Envelope.Column(x: $0.x, low: $0.low, high: $0.high) })
  }

  /// Ticks that would fall on each other are drawn once.
  private func rug(_ values: [Double], _ row: Int) -> String {
    let high = bottom - 1 - Double(row) * 10
    var last = ""
    return values.filter(plot.x.range.contains).compactMap { value in
      let place = x(value)
      if place == last { return nil }
      last = place
      return "M\(place) \(Self.text(high))v-7"
    }.joined()
  }

  // Legend.

  /// One below the other where they do not fit side by side.
  private var legend: (markup: String, rows: Int) {
    var (markup, row, at) = ("", 0, left)
    for layer in plot.layers {
      guard let name = layer.name else { continue }
      let width = 22 + Double(min(name.count, Self.mostLetters)) * Self.letter + 12
      if at > left, at + width > right + 10 {
        row += 1
        at = left
      }
      let base = bottom + 48 + Double(row) * Self.line
      let glyph = Self.glyph(layer.shape)
      markup += "<path class=\"\(Self.classes(layer))\" d=\"M\(Self.text(at)) "
      markup += "\(Self.text(base - 4))\(glyph)\"/>"
      markup += text(at + 22, base, name, anchor: "start") + "\n"
      at += width
    }
    return (markup, markup.isEmpty ? 0 : row + 1)
  }

  /// From the left end of a space of 16 units.
  private static func glyph(_ shape: Plot.Shape) -> String {
    switch shape {
    case .line, .horizontal: "h16"
    case .envelope, .band, .bars: "m0 -5h16v10h-16z"
    case .dots: "m8 0h0"
    case .rings: "m8 0" + ring
    case .crosses: "m8 0" + cross
    case .whiskers, .rug, .vertical: "m8 -6v12"
    }
  }

  // Places.

  private func xPlace(_ value: Double) -> Double {
    left + (right - left) * Self.share(value, plot.x.range)
  }

  private func yPlace(_ value: Double) -> Double {
    floor - (floor - top) * Self.share(value, plot.y.range)
  }

  private func x(_ value: Double) -> String { Self.text(xPlace(value)) }
  private func y(_ value: Double) -> String { Self.text(yPlace(value)) }

  /// From 0 to 1; what lies outside is drawn at the edge.
  private static func share(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    guard value.isFinite, range.upperBound > range.lowerBound else { return 0 }
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return min(max(share, 0), 1)
  }

  /// To a tenth of a unit: finer than any screen shows it.
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = (tenths / 10, abs(tenths % 10))
    if rest == 0 { return "\(whole)" }
    return (tenths < 0 && whole == 0 ? "-0" : "\(whole)") + ".\(rest)"
  }
}
